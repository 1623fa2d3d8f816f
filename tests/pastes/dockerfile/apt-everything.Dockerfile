FROM debian:13-slim
RUN apt-get install curl git
USER nobody
CMD ["curl", "--version"]
