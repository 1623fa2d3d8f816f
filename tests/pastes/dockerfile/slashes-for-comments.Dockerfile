FROM node:20-alpine # base image
INSTALL npm
RUN npm ci # install deps
COPY . . // all files
CMD ["node", "index.js"];
