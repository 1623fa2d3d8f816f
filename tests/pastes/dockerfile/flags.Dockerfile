FROM alpine:3.22
COPY --chwon=1000 a /a
HEALTHCHECK --intervall=5s CMD true
USER 1000
