#!/bin/sh
# Fetches the packages that a package-lock.json pins, checks them against its hashes and unpacks them as `npm ci` would, those
# for other processors too, without Node.js: for the image, whose build would otherwise install Node.js and npm for a few archives.
#   npm-packages.sh FOLDER_WITH_THE_LOCK_FILE REGISTRY
set -eu
cd "$1"
registry=${2%/}
archive=$(mktemp)
# name, version and integrity of every package; the lock file is written by npm, one key a line
awk -F'"' '/^    "node_modules\// { name = substr($2, 14) } /^      "version"/ { version = $4 } /^      "integrity"/ { print name, version, $4 }' package-lock.json |
  while read -r name version integrity; do
    curl -fsSL --retry 3 --max-time 300 -o "$archive" "$registry/$name/-/${name##*/}-$version.tgz"
    found="sha512-$(openssl dgst -sha512 -binary "$archive" | openssl base64 -A)"
    if [ "$found" != "$integrity" ]; then echo "$name $version: the archive's hash is $found, the lock file says $integrity" >&2; exit 1; fi
    mkdir -p "node_modules/$name"
    tar -xzf "$archive" --strip-components=1 -C "node_modules/$name"
    echo "$name $version"
  done
rm -f "$archive"
[ "$(find node_modules -mindepth 1 -maxdepth 1 | wc -l)" -gt 0 ]
cp package-lock.json node_modules/.package-lock.json
