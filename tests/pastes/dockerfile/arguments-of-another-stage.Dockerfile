FROM golang:1.23 AS build
ARG VERSION=1.0
WORKDIR /s
COPY . .
RUN go build -o /app .
FROM alpine:3.21 AS build
COPY --from=2 /app /app
LABEL v=$VERSION
USER 1000
CMD ["/app"]
