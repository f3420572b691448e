#!/usr/bin/env bash
# Migrations of every context, for both database providers.
#   eng/ef.sh add <Name> [context]   writes a migration where the model changed; context is a part of a name: StreamHealth
#   eng/ef.sh check                  fails if a model differs from its migrations
#   eng/ef.sh list                   the contexts there are
set -euo pipefail
cd "$(dirname "$0")/.."

startup=eng/DesignTime
configuration=${CONFIGURATION:-Debug}

usage() { sed -n '2,5s/^# \{0,1\}//p' "$0" >&2; exit 2; }

build() {
  dotnet tool restore >/dev/null
  dotnet build "$startup" -c "$configuration" -v q --nologo "-clp:ErrorsOnly;NoSummary" >&2
}

# "SqliteHostDb Sqlite /path/to/Project.csproj" a line
contexts() { dotnet "artifacts/bin/DesignTime/${configuration,,}/DesignTime.dll" contexts | grep -i -- "${1:-}" || true; }

ef() { # context project arguments...
  local context=$1 project=$2
  shift 2
  dotnet ef "$@" --context "$context" --project "$project" --startup-project "$startup" --configuration "$configuration" --no-build </dev/null
}

add() {
  local name=$1 found=0 context provider project
  build
  while read -r context provider project; do
    found=1
    if ef "$context" "$project" migrations has-pending-model-changes >/dev/null 2>&1; then
      echo "$context: no change"
    else
      ef "$context" "$project" migrations add "$name" --output-dir "Data/Migrations/$provider"
      find "$(dirname "$project")/Data/Migrations" -name '*.cs' -exec sed -i '1s/^\xEF\xBB\xBF//' {} + # as .editorconfig wants it
    fi
  done < <(contexts "${2:-}")
  ((found)) || { echo "No context is named like '${2:-}'." >&2; exit 1; }
}

check() {
  local failed=0 context provider project
  build
  while read -r context provider project; do
    if output=$(ef "$context" "$project" migrations has-pending-model-changes 2>&1); then
      echo "$context: up to date"
    else
      failed=1
      printf '%s: %s\n' "$context" "$output"
      echo "  run: eng/ef.sh add <Name> $context"
    fi
  done < <(contexts)
  return "$failed"
}

case "${1:-}" in
  add) [[ $# -ge 2 ]] || usage; add "$2" "${3:-}" ;;
  check) check ;;
  list) build; contexts ;;
  *) usage ;;
esac
