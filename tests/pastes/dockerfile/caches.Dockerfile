FROM python:3.13-alpine
RUN apk add gcc
RUN pip install flask
USER 1000
