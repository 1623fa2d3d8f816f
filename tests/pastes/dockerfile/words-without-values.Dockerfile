FROM alpine:3.21
ENV A=1 B
LABEL maintainer
USER 1000
CMD ["sh"]
