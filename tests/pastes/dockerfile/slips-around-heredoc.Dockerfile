FORM node:22-alpine AS build
WORKDIR /app
COPPY <<EOF_PAGE page.html
<h1>one</h1>
EOF_PAGE
RUN npm ci –omit=dev && echo "a – b"
FROM nginx:1.27-alpine
COPY –link –from=build /app/page.html /usr/share/nginx/html/
