FROM fedora:43 AS 1build
RUN --mount=type=cach,target=/var/cache/dnf dnf install gcc
RUN chown -R 1000 /srv && \

USER 1000
