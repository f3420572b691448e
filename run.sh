#!/usr/bin/env bash
# Sets up what is missing, builds what changed, and runs the platform.
#   ./run.sh                              start the service on http://localhost:8080
#   ./run.sh check --url http://... ...   any other command; see ./run.sh --help
set -euo pipefail
root=$(cd "$(dirname "$0")" && pwd)
. "$root/eng/setup.sh"

packages ffmpeg mpg123 libvlc5 vlc-plugin-base libvlc-bin libsqlite3-0 espeak-ng libpocketsphinx3 pocketsphinx-en-us ca-certificates
dotnet_sdk
node_js

out="$root/artifacts/app"
stamp="$root/artifacts/.built"
if [ ! -e "$stamp" ] || [ ! -x "$out/platform" ] ||
  [ -n "$(find "$root/src" "$root/eng" "$root"/appsettings.json "$root"/Directory.* "$root"/global.json \
    -path '*/node_modules' -prune -o -path '*/wwwroot/vendor' -prune -o -path '*/wwwroot/_framework' -prune -o \
    -type f -newer "$stamp" -print -quit)" ]; then
  say "Building (a minute or two the first time)"
  mkdir -p "$root/artifacts"
  touch "$stamp.new"
  platform=() # where it is known to work, compiled ahead: that halves the time of a start
  [ "$(uname -sm)" != "Linux x86_64" ] || platform=(-r linux-x64)
  rm -rf "$out"
  dotnet publish "$root/src/Host" -c Release "${platform[@]}" -o "$out" -v q --nologo >&2 || fail "The build failed; the messages above say why."
  mv "$stamp.new" "$stamp"
fi

exec "$out/platform" "$@"
