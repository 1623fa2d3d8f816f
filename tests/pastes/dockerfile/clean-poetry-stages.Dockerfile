FROM python:3.12.8-slim AS builder
ENV PIP_NO_CACHE_DIR=1 POETRY_VIRTUALENVS_IN_PROJECT=1
RUN pip install poetry==1.8.5
WORKDIR /app
COPY pyproject.toml poetry.lock ./
RUN poetry install --only main --no-root --no-interaction
FROM python:3.12.8-slim
WORKDIR /app
COPY --from=builder /app/.venv /app/.venv
COPY src ./src
ENV PATH="/app/.venv/bin:$PATH" PYTHONUNBUFFERED=1
RUN useradd -m -u 10001 app
USER app
EXPOSE 8000/tcp
CMD ["gunicorn", "-b", "0.0.0.0:8000", "src.wsgi:app"]
