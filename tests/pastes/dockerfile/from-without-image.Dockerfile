FROM
WORKDIR /app
COPY . .
CMD ["python", "main.py"]
