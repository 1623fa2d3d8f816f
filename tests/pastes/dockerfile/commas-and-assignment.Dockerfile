FROM node:22-slim
WORKDIR /app
COPY package.json, package-lock.json ./
RUN npm ci
COPY . .
EXPOSE http
USER node
CMD ["NODE_ENV=production", "node", "server.js"]
