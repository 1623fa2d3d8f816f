FROM python:3.13-slim
ENV DB_HOST=db \
    DB_PASSWORD=qwerty123
ARG NPM_TOKEN
RUN git clone https://ci:hunter2hunter2@git.example.com/app.git
COPY .env /app/
USER 1000
