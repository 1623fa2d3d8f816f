FROM python:3.13 AS base
WORKDIR /app
COPY requirements.txt ./
RUN --mount=type=cache,target=/root/.cache/pip pip install -r requirements.txt

FROM base AS test
COPY requirements-dev.txt .
RUN pip install --no-cache-dir -r requirements-dev.txt
COPY . .
RUN pytest -q

FROM base AS final
COPY --link app app
USER nobody
CMD ["uvicorn", "app.main:api", "--host", "0.0.0.0", "--port", "80"]
