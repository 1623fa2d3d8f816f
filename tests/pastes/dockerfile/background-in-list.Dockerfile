FROM node:20
WORKDIR /app
COPY . .
RUN npm i
RUN npm start
EXPOSE "3000"
CMD ["npm", "start", "&"]
