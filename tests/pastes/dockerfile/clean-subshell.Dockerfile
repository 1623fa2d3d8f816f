FROM ubuntu:24.04 AS build
RUN apt-get update && apt-get install -y --no-install-recommends build-essential ca-certificates curl && rm -rf /var/lib/apt/lists/*
ARG VERSION=1.2.13
RUN curl -fsSL "https://example.com/zlib-${VERSION}.tar.gz" -o /tmp/z.tgz \
    && tar -xzf /tmp/z.tgz -C /usr/src \
    && (cd "/usr/src/zlib-${VERSION}" && ./configure --prefix=/opt/zlib && make -j"$(nproc)" install)
FROM scratch
COPY --from=build /opt/zlib /
