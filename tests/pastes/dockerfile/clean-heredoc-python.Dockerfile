# syntax=docker/dockerfile:1
FROM python:3.13-slim
RUN <<EOF python3
import pathlib
pathlib.Path("/etc/build").write_text("ok")
EOF
COPY --chmod=755 <<-"SCRIPT" /usr/local/bin/start
	#!/bin/sh
	exec python -m http.server "$PORT"
	SCRIPT
ENV PORT=8000
USER 65534:65534
ENTRYPOINT ["start"]
