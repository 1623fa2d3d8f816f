FROM alpine:3.22
# HEALTHCHECK и CMD на разных строках
HEALTHCHECK --interval=5s \
CMD wget -qO- http://localhost || exit 1
RUN <<EOF
cd /srv
tar -xf data.tar
EOF
USER 1000
