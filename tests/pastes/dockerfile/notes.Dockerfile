FROM ubuntu

RUN apt update -y
RUN apt install fortune -y
RUN ln -s /usr/games/fortune /usr/bin/fortune

ENTRYPOINT \["fortune"\]
