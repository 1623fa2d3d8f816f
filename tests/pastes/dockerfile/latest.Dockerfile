ARG TAG=latest
FROM node:${TAG} AS build
FROM --platform=linux/amd64 nginx
COPY --from=build /a /a
