#!/usr/bin/env bash
# Installs what the tests need, builds, and runs every test project.
#   ./test.sh              everything
#   ./test.sh Media Data   only the projects whose names hold one of the words
set -euo pipefail
root=$(cd "$(dirname "$0")" && pwd)
cd "$root"
. eng/setup.sh

# The PostgreSQL package would start a server of its own; the tests start theirs.
if [ "$(id -u)" = 0 ] && [ ! -e /etc/postgresql-common/createcluster.conf ] && command -v apt-get >/dev/null; then
  mkdir -p /etc/postgresql-common
  echo 'create_main_cluster = false' >/etc/postgresql-common/createcluster.conf
fi
packages ffmpeg mpg123 libvlc5 vlc-plugin-base libvlc-bin libsqlite3-0 espeak-ng ca-certificates \
  libpocketsphinx3 pocketsphinx-en-us flite apertium apertium-eng-spa \
  chromium icecast2 nginx-light libnginx-mod-rtmp postgresql fonts-dejavu-core
dotnet_sdk
node_js

say "Building"
dotnet build Platform.sln -c Release -v q --nologo

results="$root/artifacts/test-results"
rm -rf "$results"
mkdir -p "$results"

# The format is checked beside the tests, and its verdict counts as one of them.
format=
if [ $# -eq 0 ]; then
  dotnet format Platform.sln --verify-no-changes --no-restore --severity warn --exclude '**/Migrations/**' >"$results/format.log" 2>&1 &
  format=$!
fi
say "Testing"

# One project: its output goes to a file and is shown whole only when something failed.
run_project() {
  local name=$1 start=$SECONDS status=0
  dotnet test "tests/$name" -c Release --no-build --nologo --blame-hang-timeout 8m \
    --logger "trx;LogFileName=$name.trx" --results-directory "$results" >"$results/$name.log" 2>&1 || status=$?
  if [ $status -ne 0 ]; then cat "$results/$name.log"; fi
  printf '%-32s %4d s  %s\n' "$name" $((SECONDS - start)) "$(grep -oE '(Passed|Failed)! .*Total: *[0-9]+' "$results/$name.log" | tail -1)"
}
export -f run_project
export results

mapfile -t projects < <(for f in tests/*.Tests/*.csproj; do basename "$f" .csproj; done |
  { if [ $# -gt 0 ]; then grep -iE "$(IFS='|'; echo "$*")"; else cat; fi; })
[ ${#projects[@]} -gt 0 ] || fail "No test project's name holds: $*"

# The slow ones first, so that the two lanes end together.
printf '%s\n' "${projects[@]}" | sort -t. -k2,2 | awk '/EndToEnd|StreamHealth|Host|Scheduling/ { print "0 " $0; next } { print "1 " $0 }' |
  sort -s -k1,1 | cut -d' ' -f2 | xargs -P "${TEST_PARALLEL:-2}" -I{} bash -c 'run_project {}'

passed=0 failed=0 skipped=0 broken=0
for name in "${projects[@]}"; do
  trx="$results/$name.trx"
  counters=$(grep -o '<Counters [^>]*' "$trx" 2>/dev/null || true)
  if [ -z "$counters" ]; then
    echo "$name: no result (it did not run to its end)"
    broken=$((broken + 1))
    continue
  fi
  count() { sed -E "s/.* $1=\"([0-9]+)\".*/\1/" <<<"$counters"; }
  total=$(count total) p=$(count passed) executed=$(count executed)
  if [ "$executed" -eq 0 ]; then
    echo "$name: ran no test"
    broken=$((broken + 1))
  fi
  passed=$((passed + p)) failed=$((failed + executed - p)) skipped=$((skipped + total - executed))
done
if [ $skipped -gt 0 ]; then
  echo "Skipped:"
  grep -hE '^\s+Skipped |\[SKIP\]' "$results"/*.log | sort -u || true
  grep -hoE '<Message>[^<]*</Message>' "$results"/*.trx | grep -i skip || true
fi
failed=$((failed + broken))
if [ -n "$format" ] && ! wait "$format"; then
  cat "$results/format.log"
  echo "The format is not clean: run 'dotnet format Platform.sln' and commit."
  failed=$((failed + 1))
fi
echo "$passed passed, $failed failed, $skipped skipped"
[ $failed -eq 0 ]
