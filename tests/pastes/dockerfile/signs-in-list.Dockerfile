FROM node:22.12-slim
WORKDIR /app
COPY package.json package-lock.json /app
RUN npm ci
COPY . .
USER node
CMD ["npm", "run", "migrate", "&&", "npm", "start"]
