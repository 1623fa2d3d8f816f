FROM alpine:3.21
LABEL description=My cool image
VOLUME ["/data]
USER 1000
CMD ["sh"]
