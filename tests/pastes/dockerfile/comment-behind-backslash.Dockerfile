FROM debian:12.8-slim
RUN apt-get update && \ # update
    apt-get install -y --no-install-recommends curl && rm -rf /var/lib/apt/lists/*
USER 1000
CMD ["curl"]
