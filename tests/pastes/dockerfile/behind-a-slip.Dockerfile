FROM python:3.12-slim AS bulid
RUN pip install poetry
COPY . .
RUN poetry install
FROM python:3.12-slim
COPY --from=build /app /app
ENTRYPONT ["python", "-m" "app"]
USER app
