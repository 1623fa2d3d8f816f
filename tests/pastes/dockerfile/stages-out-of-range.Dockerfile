FROM golang:1.23.4 AS b
WORKDIR /s
COPY . .
RUN go build -o /x
FROM alpine:3.21
COPY --from=1 /x /x
USER root
CMD ["/x"]
