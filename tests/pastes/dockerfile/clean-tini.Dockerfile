FROM debian:12.8-slim
RUN apt-get update \
 && apt-get install -y --no-install-recommends tini ca-certificates \
 && rm -rf /var/lib/apt/lists/*
RUN groupadd -r app && useradd -r -g app -d /srv -s /usr/sbin/nologin app
WORKDIR /srv
COPY --chmod=0755 docker-entrypoint.sh /usr/local/bin/
COPY --chown=app:app dist/ ./
USER app
VOLUME ["/srv/data"]
ENTRYPOINT ["tini", "--", "docker-entrypoint.sh"]
CMD ["serve", "--listen", ":8080"]
