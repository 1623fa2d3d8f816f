FROM debian:13-slim
SHELL ["/bin/bash", "-o", "pipefail", "-c"]
# Пакеты, каждый на своей строке
RUN apt-get update \
    && apt-get install -y --no-install-recommends \
        ca-certificates \
        # нужен для проверки
        curl \
        tini \
    && rm -rf /var/lib/apt/lists/* \
    && groupadd -r app && useradd -r -g app -d /srv app
WORKDIR /srv
COPY --chown=app:app bin/ bin/
USER app
ENTRYPOINT ["tini", "--", "bin/serve"]
