FROM alpine:3.21
EXPOSE port 80
HEALTHCHECK interval=30s CMD wget -q localhost
USER 1000
CMD ["httpd"]
