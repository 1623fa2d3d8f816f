FROM nginx:1.27
LABEL maintainer
HEALTHCHECK --interval=5 CMD curl localhost
STOPSIGNAL SIGTREM
ENV PATH /opt/bin
CMD nginx
