#!/bin/sh
# Tells the platform that a path of MediaMTX has become available or unavailable: the stream is added if it is new, and
# checked now. Called by mediamtx.yml; needs sh and wget only (busybox has both).
#   PLATFORM_URL        where the platform answers, http://platform:8080
#   PLATFORM_KEY_FILE   file with an API key of the role operator
#   STREAM_BASE         how the platform reaches this server, rtmp://mediamtx:1935
#   MTX_PATH            the path, set by MediaMTX
set -u
event=${1:?available or unavailable}
case "$MTX_PATH" in *[!A-Za-z0-9._/~-]*) echo "platform-hook: path '$MTX_PATH' has characters that are not told on" >&2; exit 1 ;; esac
address="$STREAM_BASE/$MTX_PATH"
attempt=0
while [ "$attempt" -lt 5 ]; do
  # The key goes through a header; MTX_QUERY may hold the publisher's password and is not told on.
  if wget -q -O /dev/null -T 10 --header "Authorization: Bearer $(cat "$PLATFORM_KEY_FILE")" --header "Content-Type: application/json" \
    --post-data "{\"url\":\"$address\"}" "$PLATFORM_URL/api/streams/check"; then
    echo "platform-hook: $address is $event, and is checked"
    exit 0
  fi
  attempt=$((attempt + 1))
  sleep "$attempt"
done
echo "platform-hook: the platform at $PLATFORM_URL was not told that $address is $event" >&2
exit 1
