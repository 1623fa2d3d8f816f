# syntax=docker/dockerfile:1.7
FROM rust:1.83-slim-bookworm AS builder
WORKDIR /app
RUN --mount=type=bind,source=src,target=src \
    --mount=type=bind,source=Cargo.toml,target=Cargo.toml \
    --mount=type=bind,source=Cargo.lock,target=Cargo.lock \
    --mount=type=cache,target=/app/target/ \
    --mount=type=cache,target=/usr/local/cargo/registry/ <<EOF
set -e
cargo build --locked --release
cp ./target/release/api /bin/server
EOF
FROM debian:bookworm-slim AS final
RUN adduser --disabled-password --gecos "" --home "/nonexistent" --shell "/sbin/nologin" --no-create-home --uid 10001 appuser
USER appuser
COPY --from=builder /bin/server /bin/
EXPOSE 8000
CMD ["/bin/server"]
