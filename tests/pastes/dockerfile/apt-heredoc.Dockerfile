FROM ubuntu:24.04
RUN <<EOF
apt-get update
apt-get install python3
EOF
USER 1000
