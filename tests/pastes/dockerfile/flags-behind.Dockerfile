FROM golang:1.23 AS build
WORKDIR /src
COPY . .
RUN go build -o /bin/app
FROM alpine:3.21 --platform=linux/amd64
COPY /bin/app --from=build /app
USER 1000
CMD ["/app"]
