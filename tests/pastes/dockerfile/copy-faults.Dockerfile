FROM alpine:3.22
COPY app.sh
COPY a.txt b.txt /data
COPY ../shared /shared
COPY conf /conf # настройки
USER 1000
