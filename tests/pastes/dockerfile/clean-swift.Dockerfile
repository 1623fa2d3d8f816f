FROM swift:6.0.3-jammy AS build
WORKDIR /build
COPY ./Package.* ./
RUN swift package resolve
COPY . .
RUN swift build -c release --static-swift-stdlib && cp "$(swift build -c release --show-bin-path)/App" /staging

FROM ubuntu:22.04
RUN export DEBIAN_FRONTEND=noninteractive && apt-get -q update && apt-get -q install -y ca-certificates tzdata && rm -r /var/lib/apt/lists/*
RUN useradd --user-group --create-home --system --skel /dev/null --home-dir /app vapor
WORKDIR /app
COPY --from=build --chown=vapor:vapor /staging /app/App
USER vapor:vapor
EXPOSE 8080
ENTRYPOINT ["./App"]
CMD ["serve", "--env", "production", "--hostname", "0.0.0.0", "--port", "8080"]
