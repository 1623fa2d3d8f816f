FROM ubuntu:22.04
RUN apt-get update && apt-get install -y nginx && rm -rf /var/lib/apt/lists/*
RUN systemctl enable --now nginx
RUN reboot
RUN docker build -t app .
CMD ["nginx", "-g", "daemon off;"]
