FROM node:20 AS builder
WORKDIR /app
COPY ../shared ./shared
COPY . .
RUN npm install && npm run build
FROM nginx:1.27-alpine
COPY --from=build /app/dist /usr/share/nginx/html
EXPOSE 80:80
