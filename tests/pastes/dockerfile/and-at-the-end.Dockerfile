FROM alpine:3.21
RUN apk add --no-cache curl &&
COPY . /srv
USER nobody
ENTRYPOINT ["/srv/run.sh", "${MODE}"]
