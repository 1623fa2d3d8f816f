FROM rockylinux:9
ENV container=docker
RUN dnf -y install systemd openssh-server python3 sudo && dnf clean all \
 && systemctl enable sshd \
 && sed -i -e 's/^\(Defaults\s*requiretty\)/#--- \1/' /etc/sudoers
VOLUME ["/sys/fs/cgroup"]
CMD ["/usr/lib/systemd/systemd"]
