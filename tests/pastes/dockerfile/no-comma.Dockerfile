FROM node:24
USER node
ENTRYPOINT ["node" "server.js"]
