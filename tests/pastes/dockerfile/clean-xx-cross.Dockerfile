# syntax=docker/dockerfile:1.12
FROM --platform=$BUILDPLATFORM tonistiigi/xx:1.6.1 AS xx
FROM --platform=$BUILDPLATFORM rust:1.83.0-alpine3.21 AS build
COPY --from=xx / /
ARG TARGETPLATFORM
RUN apk add --no-cache clang lld musl-dev
WORKDIR /src
ADD --checksum=sha256:24454f830cdb571e2c4ad15481119c43b3cafd48dd869a9b2945d1036d1dc68d https://mirrors.edge.kernel.org/pub/linux/kernel/Historic/linux-0.01.tar.gz /vendor/
ADD --keep-git-dir=true https://github.com/moby/buildkit.git#v0.18.2 /buildkit
RUN --mount=type=bind,target=. \
    --mount=type=cache,target=/usr/local/cargo/registry \
    --mount=type=cache,target=/build/$TARGETPLATFORM <<EOT
  set -ex
  xx-cargo build --release --target-dir /build/$TARGETPLATFORM
  cp /build/$TARGETPLATFORM/$(xx-cargo --print-target-triple)/release/tool /usr/bin/tool
  xx-verify --static /usr/bin/tool
EOT

FROM scratch AS binary
COPY --link --from=build /usr/bin/tool /
FROM binary
USER 65532
ENTRYPOINT ["/tool"]
