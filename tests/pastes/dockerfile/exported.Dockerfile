FROM python:3.13-slim
ENV APP\_MODE=prod
WORKDIR /app
COPY . .
USER 1000
CMD \[\"python\", \"-m\", \"app\"\]
