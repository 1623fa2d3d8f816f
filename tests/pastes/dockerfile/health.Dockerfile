FROM alpine:3.22
HEALTHCHECK --interval=5s wget -q localhost || exit 1
USER 1000
