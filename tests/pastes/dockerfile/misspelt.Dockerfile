FORM node:24-alpine
WORKIDR /app
COPPY . .
USER node
ENTYPOINT ["node", "a.js"]
