# The image of the MediaOps Platform: one for every mode, for linux/amd64 and linux/arm64.
#   docker build -t mediaops-platform .
#   docker build --build-arg WITH_VLC=false --build-arg WITH_SPEECH=false -t mediaops-platform:small .
# Why it is made so: docs/adr/0015-one-image.md. What each part weighs: docs/container.md.
ARG DEBIAN=debian:bookworm-slim
ARG DOTNET_SDK=mcr.microsoft.com/dotnet/sdk:10.0
ARG DOTNET_RUNTIME=mcr.microsoft.com/dotnet/aspnet:10.0

# ---- only the files that say what is to be fetched: the next stage is cached until one of them changes.
# Build stages run on the builder's own processor, whatever the image is for.
FROM --platform=$BUILDPLATFORM ${DOTNET_SDK} AS manifests
COPY . /source
RUN cd /source && find . \( -name '*.csproj' -o -name 'packages.lock.json' -o -name 'package-lock.json' -o -name 'Directory.*.props' -o -name '*.targets' -o -name '*.sh' -o -name global.json \) \
      -exec install -D -m 755 '{}' '/manifests/{}' ';'

FROM --platform=$BUILDPLATFORM ${DOTNET_SDK} AS packages
ARG NPM_REGISTRY=https://registry.npmjs.org
# The compiler runs for seconds: gathering profiles of itself costs it a third of them.
ENV DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_TieredPGO=0
COPY --from=manifests /manifests /source
RUN find /source/src -name package-lock.json -exec dirname '{}' + | while read -r folder; do /source/eng/npm-packages.sh "$folder" "$NPM_REGISTRY"; done
RUN dotnet restore /source/src/Host -r linux-x64 --locked-mode

# ---- the program; the cache keeps what did not change compiled
FROM packages AS build
ARG TARGETARCH
# Compiled ahead for these processors, which halves the time of a start. arm64 may be added where the package registry has
# Microsoft's runtime packs for it; without, it is the same program, compiled as it runs.
ARG READY_TO_RUN=amd64
COPY . /changed
RUN --mount=type=cache,id=mediaops-platform-${TARGETARCH},target=/build,sharing=locked \
    case "$TARGETARCH" in amd64) rid=linux-x64 ;; *) rid=linux-$TARGETARCH ;; esac \
 && case ",$READY_TO_RUN," in *",$TARGETARCH,"*) set -- -r "$rid" ;; *) set -- ;; esac \
 && /changed/eng/sync-by-content.sh /changed /build \
 && cd /source && find src -name node_modules -prune | while read -r folder; do rm -rf "/build/$folder" && cp -r "$folder" "/build/$folder"; done \
 && dotnet publish /build/src/Host -c Release "$@" -o /out -v q -p:UseAppHost=false -p:RunAnalyzers=false -p:DebugType=none \
 && case "$TARGETARCH" in amd64) rm -rf /out/whisper/linux-arm64 ;; arm64) rm -rf /out/whisper/linux-x64 ;; esac \
 && rm -f /out/*.xml /out/Platform.*.pdb && cp /changed/LICENSE /out/

# ---- .NET itself: Microsoft has no image of version 10 on Debian, so it comes out of the one there is
FROM ${DOTNET_RUNTIME} AS dotnet

FROM ${DEBIAN} AS runtime
ARG DEBIAN_FRONTEND=noninteractive
# ffmpeg depends on drivers of graphics cards, with a compiler in them. There is no screen here: they are left out.
RUN printf 'path-exclude=/usr/lib/*/%s\n' 'dri/*' 'libLLVM*' 'libz3*' 'libgallium*' 'vdpau/*' 'caca/*' >/etc/dpkg/dpkg.cfg.d/no-graphics
COPY --from=dotnet /usr/share/dotnet /usr/share/dotnet
# What every installation needs: what .NET and SQLite stand on, and pg_dump for backups.
RUN --mount=type=cache,target=/var/lib/apt/lists,sharing=locked --mount=type=cache,target=/var/cache,sharing=locked \
    apt-get update && apt-get install -y --no-install-recommends \
      ca-certificates tzdata tini '^libicu[0-9]+$' libgcc-s1 libstdc++6 libsqlite3-0 postgresql-client \
 && find / -xdev -perm /6000 -type f -exec chmod a-s '{}' + && rm -rf /var/log/* && ln -s /usr/share/dotnet/dotnet /usr/bin/dotnet
RUN --mount=type=cache,target=/var/lib/apt/lists,sharing=locked --mount=type=cache,target=/var/cache,sharing=locked \
    apt-get update && apt-get install -y --no-install-recommends ffmpeg mpg123 && rm -rf /var/log/*
# libVLC plays what it checks; without it the player test is skipped and says so. With the list of its plugins written here
# it starts in a quarter of the time, also where it may not write.
ARG WITH_VLC=true
RUN --mount=type=cache,target=/var/lib/apt/lists,sharing=locked --mount=type=cache,target=/var/cache,sharing=locked \
    if [ "$WITH_VLC" = true ]; then apt-get update && apt-get install -y --no-install-recommends libvlc5 vlc-plugin-base libvlc-bin \
 && /usr/lib/*/vlc/vlc-cache-gen /usr/lib/*/vlc/plugins && test -s /usr/lib/*/vlc/plugins/plugins.dat && rm -rf /var/log/*; fi
# Speech without a download: voices and an English recogniser. Models of the better recognisers go to /models.
ARG WITH_SPEECH=true
RUN --mount=type=cache,target=/var/lib/apt/lists,sharing=locked --mount=type=cache,target=/var/cache,sharing=locked \
    if [ "$WITH_SPEECH" = true ]; then apt-get update \
 && apt-get install -y --no-install-recommends espeak-ng flite libpocketsphinx3 pocketsphinx-en-us && rm -rf /var/log/*; fi

FROM runtime
COPY --chmod=755 deploy/platform.sh /usr/local/bin/platform
# Any user may be given with --user, so what is mounted may be written by all, as /tmp may.
RUN useradd --uid 10001 --user-group --no-create-home --home-dir /data --shell /usr/sbin/nologin platform \
 && install -d -m 1777 /data /models /recordings /workspace && rm -rf /var/log/*
COPY --from=build /out /app
ENV DOTNET_RUNNING_IN_CONTAINER=true \
    DOTNET_EnableDiagnostics=0 \
    HOME=/data \
    PLATFORM_URLS=http://*:8080 \
    PLATFORM_DATA=/data \
    PLATFORM__Modules__PluginFolder=/data/plugins \
    PLATFORM__Speech__Models__Path=/models
USER 10001:10001
WORKDIR /workspace
VOLUME ["/data", "/models"]
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=10s --start-period=300s --start-interval=2s --retries=3 CMD ["platform", "health"]
ENTRYPOINT ["tini", "--", "platform"]
ARG VERSION=0.1.0
ARG REVISION=unknown
LABEL org.opencontainers.image.title="MediaOps Platform" \
      org.opencontainers.image.description="Monitors streams, and runs media work, for radio stations, broadcasters and podcasters" \
      org.opencontainers.image.licenses="MIT" \
      org.opencontainers.image.documentation="docs/container.md" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}" \
      org.opencontainers.image.base.name="debian:bookworm-slim"
