#!/bin/sh
# Makes the API key that MediaMTX's hook signs in with, once; it is kept in a volume that only the two share.
set -eu
file=/workspace/operator
if [ -s "$file" ]; then exit 0; fi
umask 022
key=$(platform apikey create "MediaMTX hook" --role operator)
printf '%s\n' "$key" >"$file.new"
mv "$file.new" "$file"
echo "The hook's key is made; revoke it in the console under API keys, remove the volume hook-key, and it is made anew."
