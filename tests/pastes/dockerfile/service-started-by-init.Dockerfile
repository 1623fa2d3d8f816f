FROM alpine:3.21
RUN apk add python3 py3-pip
RUN pip install --break-system-packages flask
RUN /etc/init.d/nginx start
USER 1000
CMD flask run
