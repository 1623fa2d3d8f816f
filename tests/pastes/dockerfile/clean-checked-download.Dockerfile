FROM debian:12.9-slim
ENV TOOL_URL=https://example.org/tools/runner-1.4.tar.gz \
    TOOL_SUM=24454f830cdb571e2c4ad15481119c43b3cafd48dd869a9b2945d1036d1dc68d
RUN apt-get update && apt-get install -y --no-install-recommends ca-certificates curl \
 && curl -fsSL -o /tmp/runner.tar.gz "$TOOL_URL" \
 && echo "${TOOL_SUM}  /tmp/runner.tar.gz" | sha256sum -c - \
 && tar -xzf /tmp/runner.tar.gz -C /usr/local/bin \
 && rm -rf /tmp/runner.tar.gz /var/lib/apt/lists/*
COPY timetable /etc/timetable
USER nobody
CMD ["runner", "/etc/timetable"]
