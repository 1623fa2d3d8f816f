FROM node:24
USER node
CMD [“node”, “server.js”]
