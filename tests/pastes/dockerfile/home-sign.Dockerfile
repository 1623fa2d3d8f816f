FROM alpine:3.21
WORKDIR ~/app
COPY run.sh .
USER 1000
CMD ["./run.sh]
