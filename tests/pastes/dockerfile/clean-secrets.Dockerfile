# syntax=docker/dockerfile:1.10
FROM python:3.13-slim AS build
WORKDIR /app
COPY pyproject.toml uv.lock ./
COPY --from=ghcr.io/astral-sh/uv:0.9.2 /uv /bin/uv
RUN --mount=type=secret,id=index_token,env=UV_INDEX_TOKEN \
    --mount=type=cache,target=/root/.cache/uv \
    uv sync --frozen --no-dev
COPY src src
ENV APP_PASSWORD_FILE=/run/secrets/app TOKEN_TTL=3600
USER 65532:65532
CMD [".venv/bin/python", "-m", "src"]
