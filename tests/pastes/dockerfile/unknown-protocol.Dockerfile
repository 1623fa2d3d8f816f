FROM golang:1.23.4 AS Builder
WORKDIR /s
COPY . .
RUN go build -o /x
FROM alpine:3.21
COPY --from=bulder /x /x
EXPOSE 8080/http
USER 1000
CMD ["/x"]
