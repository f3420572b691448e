#!/bin/sh
# The image's `platform`: what the entrypoint runs, and what `docker exec ... platform backup` finds.
exec dotnet /app/platform.dll "$@"
