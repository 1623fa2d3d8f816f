FROM golang:1.23 ASS build
WORKDIR /s
COPY . .
FROM alpine:3.21
COPY --form=build /s/app /app
USER 1
CMD ["/app"]
