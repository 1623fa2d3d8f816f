# syntax=docker/dockerfile:1

# The dependencies, locked with hashes, in a virtual environment of their own.
FROM python:3.13-slim AS build
WORKDIR /app
ENV PIP_DISABLE_PIP_VERSION_CHECK=1
RUN python -m venv /opt/venv
COPY requirements.lock ./
RUN --mount=type=cache,target=/root/.cache/pip \
    /opt/venv/bin/pip install --require-hashes --only-binary :all: -r requirements.lock \
    && /opt/venv/bin/pip uninstall --yes pip

# What runs: the environment, the code and the knowledge, and nothing to build with.
FROM python:3.13-slim
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    HOME=/tmp
RUN groupadd --system --gid 10001 bot \
    && useradd --system --uid 10001 --gid bot --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin bot \
    && install -d -o bot -g bot /data
WORKDIR /app
COPY --from=build /opt/venv /opt/venv
COPY knowledge ./knowledge
COPY bot ./bot
# The answer is of no use; asking leaves the snapshot of the base that every start loads.
RUN python -m compileall -q bot && python -m bot check && python -m bot ask docker > /dev/null
# By number, so that the host and runAsNonRoot can tell that it is not root.
USER 10001:10001
HEALTHCHECK --interval=60s --timeout=5s --start-period=10s --retries=3 CMD ["python", "-m", "bot", "health"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["python", "-m", "bot"]
CMD ["run"]
