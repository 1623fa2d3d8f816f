FROM node:22.12-slim
WORKDIR app
COPY package.json package-lock.json ./
RUN npm ci
COPY . .
EXPOSE 3000, 3001
USER node
CMD ["node" "server.js"]
