FROM debian:stretch
MAINTAINER Ivan <ivan@example.com>
RUN apt-get update
RUN apt-get install nginx
ADD https://example.com/app.tar.gz /opt/app.tar.gz
RUN chmod -R 777 /opt
EXPOSE 99999
VOLUME ["/data"
CMD service nginx start && tail -f /var/log/nginx/access.log
