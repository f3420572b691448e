#!/bin/sh
# Writes the secrets of the profile `cluster` to deploy/compose/secrets, or to the folder that is given; never overwrites one.
set -eu
cd "${1:-$(dirname "$0")/secrets}"
chmod 711 .
if [ -e postgres_password ] || [ -e database ]; then echo "There are secrets already; nothing was changed." >&2; exit 0; fi
password=$(od -An -N24 -tx1 /dev/urandom | tr -d ' \n')
printf '%s' "$password" >postgres_password
printf 'Host=postgres;Database=platform;Username=platform;Password=%s' "$password" >database
chmod 644 postgres_password database
echo "Written: postgres_password and database, in $(pwd). Now name the second in .env: PLATFORM_DATABASE_FILE=/run/secrets/database"
