FROM golang:1.23 AS b
WORKDIR /s
COPY . .
RUN go mod download
RUN cd cmd && go build -o /x
FROM scratch
COPY --from=b /x /x
USER 1
ENTRYPOINT ["/x"]
