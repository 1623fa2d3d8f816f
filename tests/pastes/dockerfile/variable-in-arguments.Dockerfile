FROM node:20-alpine
WORKDIR /app
COPY package.json .
RUN npm install
COPY . .
ENTRYPOINT ['node', 'server.js']
CMD ["--port", "$PORT"]
