FROM debian:13-slim
USER app
RUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*
