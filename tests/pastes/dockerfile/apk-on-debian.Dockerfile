FROM python:3.12-slim
RUN apk add --no-cache gcc
USER 1000
CMD ["python"]
