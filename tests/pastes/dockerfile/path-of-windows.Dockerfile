FROM ubuntu:24.04
COPY .\src\ /app/
RUN apt-get update && apt-get upgrade && rm -rf /var/lib/apt/lists/*
USER 1000
CMD ["/app/run"]
