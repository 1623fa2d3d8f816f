FROM node:22.12-alpine
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci
COPY . .
EXPOSE 99999
USER node
CMD npm start
