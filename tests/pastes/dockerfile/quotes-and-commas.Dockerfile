FROM golang:1.23
WORKDIR /app
COPY . .
RUN go build -o app
ENTRYPOINT ["./app",]
CMD [‘--port’, ‘8080’
