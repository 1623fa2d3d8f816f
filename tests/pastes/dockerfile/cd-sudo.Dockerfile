FROM debian:13-slim
RUN cd /opt
RUN sudo mkdir /data
USER nobody
