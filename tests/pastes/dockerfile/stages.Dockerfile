FROM golang:1.25 AS builder
RUN go version
FROM alpine:3.22 AS run
COPY --from=bulider /app /app
USER 1000
