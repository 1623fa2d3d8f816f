FROM alpine:3.22
RUN <<EOF
apk add --no-cache curl
USER 1000
