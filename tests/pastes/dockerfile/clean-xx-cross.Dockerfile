# syntax=docker/dockerfile:1.12
FROM --platform=$BUILDPLATFORM tonistiigi/xx:1.6.1 AS xx
FROM --platform=$BUILDPLATFORM rust:1.83.0-alpine3.21 AS build
COPY --from=xx / /
ARG TARGETPLATFORM
RUN apk add --no-cache clang lld musl-dev
WORKDIR /sources
ADD --checksum=sha256:24454f830cdb571e2c4ad15481119c43b3cafd48dd869a9b2945d1036d1dc68d https://example.org/data-0.1.tar.gz /data/
ADD --keep-git-dir=true https://github.com/example/library.git#v0.18.2 /library
RUN --mount=type=bind,target=. --mount=type=cache,target=/built/$TARGETPLATFORM <<EOT
  set -e
  xx-cargo build --release --target-dir /built/$TARGETPLATFORM
  cp /built/$TARGETPLATFORM/$(xx-cargo --print-target-triple)/release/tool /tool
EOT

FROM scratch AS binary
COPY --link --from=build /tool /
FROM binary
USER 65532
ENTRYPOINT ["/tool"]
