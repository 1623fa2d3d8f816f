FROM rust:1.84.0-alpine3.21 AS build
WORKDIR /sources
RUN --mount=type=bind,source=src,target=src \
    --mount=type=bind,source=Cargo.toml,target=Cargo.toml \
    --mount=type=bind,source=Cargo.lock,target=Cargo.lock \
    --mount=type=cache,target=/sources/target/ \
    cargo build --release && cp target/release/shop /shop
FROM alpine:3.21.2
ARG OWNER=10001
RUN adduser --disabled-password --gecos "" --no-create-home --uid "${OWNER}" shop
USER shop
COPY --from=build /shop /bin/
CMD ["/bin/shop"]
