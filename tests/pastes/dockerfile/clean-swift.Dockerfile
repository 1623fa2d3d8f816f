FROM swift:6.0.3-jammy AS build
WORKDIR /sources
COPY ./Package.* ./
RUN swift package resolve
COPY . .
RUN swift build -c release && cp "$(swift build -c release --show-bin-path)/Shop" /shop

FROM ubuntu:22.04
RUN export DEBIAN_FRONTEND=noninteractive && apt-get -q update && apt-get -q install -y tzdata && rm -r /var/lib/apt/lists/*
RUN useradd --user-group --system --home-dir /srv shop
COPY --from=build --chown=shop:shop /shop /srv/shop
USER shop:shop
ENTRYPOINT ["/srv/shop"]
CMD ["serve", "--port", "8080"]
