#!/usr/bin/env bash
# Sourced by run.sh and test.sh: installs what is missing, and nothing that is there.

say() { printf '\033[1m%s\033[0m\n' "$*" >&2; }
fail() { printf '\033[31m%s\033[0m\n' "$*" >&2; exit 1; }

# The compiler and the test hosts run for seconds: gathering profiles of themselves costs the compiler a third of them.
export DOTNET_TieredPGO=0

# packages NAME... : Debian packages that must be installed.
packages() {
  command -v apt-get >/dev/null || {
    say "This is not a Debian-like system: install by hand what is missing of: $*"
    return 0
  }
  local missing=() name
  for name in "$@"; do
    dpkg-query -W -f '${db:Status-Status}' "$name" 2>/dev/null | grep -qx installed || missing+=("$name")
  done
  [ ${#missing[@]} -eq 0 ] && return 0
  local sudo=()
  if [ "$(id -u)" != 0 ]; then
    command -v sudo >/dev/null || fail "These packages are missing and this user can not install them (no sudo): ${missing[*]}"
    sudo=(sudo)
  fi
  say "Installing: ${missing[*]}"
  "${sudo[@]}" apt-get update -qq >&2
  "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >&2 ||
    fail "apt-get could not install: ${missing[*]}"
}

# Node.js and npm fetch the console's browser libraries at build time. Any Node from 18 on does.
node_js() {
  if command -v node >/dev/null && command -v npm >/dev/null; then return 0; fi
  packages nodejs npm
}

dotnet_sdk() {
  if ! command -v dotnet >/dev/null && [ -x "$HOME/.dotnet/dotnet" ]; then export PATH="$HOME/.dotnet:$PATH" DOTNET_ROOT="$HOME/.dotnet"; fi
  if command -v dotnet >/dev/null && dotnet --list-sdks 2>/dev/null | grep -q '^10\.'; then return 0; fi
  fail ".NET SDK 10 is missing. It is not a Debian package; get it in one of these ways, then run this again:
  - https://dotnet.microsoft.com/download/dotnet/10.0 (installers and archives)
  - https://learn.microsoft.com/dotnet/core/install/linux-debian (packages from Microsoft)
  - the script https://dot.net/v1/dotnet-install.sh with --channel 10.0, which needs no root and is found in ~/.dotnet"
}

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
