FROM python:3.13-slim
WORKDIR /app
ADD requirements.txt .
ADD --chown=1000:1000 src ./src
USER 1000
