FROM docker:27.4-cli
RUN apk add --no-cache bash git make && docker --version && docker compose version
COPY entrypoint.sh /usr/local/bin/
RUN adduser -D ci
USER ci
ENTRYPOINT ["/usr/local/bin/entrypoint.sh"]
