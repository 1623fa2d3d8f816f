FROM ubuntu:24.04
ENV A=1 \
    STRIPE_SECRET_KEY=sk_live_abcdefgh12345678
RUN sudo mkdir /x
USER 1000
CMD ["sh"]
