FROM node:24-slim
WORKDIR /app
COPY --chown=node package*.json ./
RUN npm ci --omit=dev && npm cache clean --force
COPY --chown=node . .
USER node
ENV PORT=3000
CMD node server.js --port $PORT
