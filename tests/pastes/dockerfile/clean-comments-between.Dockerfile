# docker build -t tool .
# docker run --rm tool

FROM debian:13-slim

# Всё одним слоем
RUN set -eux; \
    apt-get update; \
    # без рекомендованных
    apt-get install -y --no-install-recommends jq; \

    rm -rf /var/lib/apt/lists/*
USER nobody
ENTRYPOINT ["jq"]
CMD ["--help"]
