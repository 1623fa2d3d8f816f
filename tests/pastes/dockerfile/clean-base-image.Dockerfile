FROM alpine:3.22
LABEL org.opencontainers.image.source="https://example.com/base" \
      org.opencontainers.image.licenses=MIT
RUN apk add --no-cache ca-certificates tzdata
ONBUILD COPY app /app
STOPSIGNAL SIGINT
VOLUME ["/data"]
