# приложение
WORKDIR /app
COPY . .
CMD ["./run"]
