from ubuntu:24.04 as base
run apt-get update && apt-get install -y --no-install-recommends git && rm -rf /var/lib/apt/lists/*
workdir /repo
copy . .
user 1000:1000
cmd ["git", "log"]
