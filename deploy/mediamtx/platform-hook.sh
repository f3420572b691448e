#!/bin/sh
# Tells the platform what MediaMTX has: that a path has become available or unavailable (the stream is added if it is new, and
# checked now), or that a piece of a recording is whole (it is transcribed if a rule says so). Called by mediamtx.yml; needs sh
# and wget only (busybox has both).
#   PLATFORM_URL          where the platform answers, http://platform:8080
#   PLATFORM_KEY_FILE     file with an API key of the role operator
#   STREAM_BASE           how the platform reaches this server, rtmp://mediamtx:1935
#   MTX_PATH              the path, set by MediaMTX
#   MTX_SEGMENT_PATH      the file, MTX_SEGMENT_DURATION its seconds, set by MediaMTX for recordings
#   RECORDINGS_ROOT       what the file's path begins with here, when the platform has the folder elsewhere
set -u
event=${1:?available, unavailable or recorded}
plain() { case "$2" in *[!A-Za-z0-9._/~:%+@=,-]*) echo "platform-hook: $1 '$2' has characters that are not told on" >&2; exit 1 ;; esac; }
plain path "$MTX_PATH"
if [ "$event" = recorded ]; then
  file=${MTX_SEGMENT_PATH#"${RECORDINGS_ROOT:-}"}
  [ -z "${RECORDINGS_ROOT:-}" ] || file=${file#/}
  plain file "$file"
  plain duration "${MTX_SEGMENT_DURATION:-0}"
  call=/api/v1/recordings
  body="{\"path\":\"$MTX_PATH\",\"file\":\"$file\",\"durationSeconds\":${MTX_SEGMENT_DURATION:-null}}"
  what="$file of $MTX_PATH"
else
  call=/api/streams/check
  body="{\"url\":\"$STREAM_BASE/$MTX_PATH\"}"
  what="$STREAM_BASE/$MTX_PATH"
fi
attempt=0
while [ "$attempt" -lt 5 ]; do
  # The key goes through a header; MTX_QUERY may hold the publisher's password and is not told on.
  if wget -q -O /dev/null -T 10 --header "Authorization: Bearer $(cat "$PLATFORM_KEY_FILE")" --header "Content-Type: application/json" \
    --post-data "$body" "$PLATFORM_URL$call"; then
    echo "platform-hook: $what is $event; the platform knows"
    exit 0
  fi
  attempt=$((attempt + 1))
  sleep "$attempt"
done
echo "platform-hook: the platform at $PLATFORM_URL was not told that $what is $event" >&2
exit 1
