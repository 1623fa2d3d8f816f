FROM python:3.13-slim
USER app
COPY . /app
USER root
CMD ["python", "/app/a.py"]
