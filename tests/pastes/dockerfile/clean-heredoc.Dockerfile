FROM alpine:3.22
RUN <<EOF
set -eu
apk add --no-cache nginx
mkdir -p /run/nginx
if [ ! -d /www ]; then
  mkdir /www
fi
EOF
COPY <<-"PAGE" /www/index.html
	<h1>FROM here</h1>
	CMD is only a word
PAGE
USER nginx
CMD ["nginx", "-g", "daemon off;"]
