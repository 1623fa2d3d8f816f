FROM alpine:3.22
ENV MODE prod
ENV LEVEL = info
MAINTAINER me@example.com
USER 1000
