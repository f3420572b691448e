#!/bin/bash
# User data of an EC2 instance (Amazon Linux 2023): installs Docker, mounts the second disk and runs the platform on it.
# Replace the image. The disk is the first one that is not the root's; it is formatted only when it is empty.
set -euo pipefail
IMAGE=ACCOUNT.dkr.ecr.REGION.amazonaws.com/mediaops-platform:latest

dnf install -y docker
systemctl enable --now docker

disk=$(lsblk --noheadings --paths --output NAME,TYPE,MOUNTPOINT --list | awk '$2 == "disk" { disks[$1] } $3 != "" { sub(/p?[0-9]+$/, "", $1); used[$1] } END { for (d in disks) if (!(d in used)) { print d; exit } }')
if [ -n "$disk" ]; then
  blkid "$disk" || mkfs.xfs "$disk"
  mkdir -p /srv/mediaops
  echo "$disk /srv/mediaops xfs defaults,nofail 0 2" >>/etc/fstab
  mount /srv/mediaops
fi
install -d -o 10001 -g 10001 -m 700 /srv/mediaops/data /srv/mediaops/models

docker run --detach --name platform --restart unless-stopped --publish 80:8080 \
  --read-only --tmpfs /tmp --cap-drop ALL --security-opt no-new-privileges --memory 2g --pids-limit 1000 --stop-timeout 60 \
  --volume /srv/mediaops/data:/data --volume /srv/mediaops/models:/models --env PLATFORM_LOG_FORMAT=json "$IMAGE" serve
