FROM busybox:1.37
ADD --checksum=sha256:24454f830cdb571e2c4ad15481119c43b3cafd48dd869a9b2945d1036d1dc68d https://example.com/data.tar.gz /data/
ADD rootfs.tar.xz /
ADD https://github.com/acme/site.git#v1.2 /site
USER 1000
CMD ["httpd", "-f", "-h", "/site"]
