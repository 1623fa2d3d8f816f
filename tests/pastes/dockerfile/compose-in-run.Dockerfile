FROM alpine
RUN export PATH=$PATH:/opt/bin
RUN docker-compose up -d
RUN source /etc/profile
CMD ["sh"]
CMD ["sleep", "infinity"]
