FROM node:22.12-alpine AS build
COYP . .
FROM nginx:1.27-alpine
COPY —from=build /dist /usr/share/nginx/html
