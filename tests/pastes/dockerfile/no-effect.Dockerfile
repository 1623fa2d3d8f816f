FROM alpine:3.22
RUN export PATH=/opt/bin:$PATH
RUN service nginx start
WORKDIR srv
USER 1000
