"""A real Redis on a free port of 127.0.0.1, which can be stopped, killed and started again with its data."""

from __future__ import annotations

import socket
import subprocess
import time
from pathlib import Path
from typing import Self

import redis

from tests.conftest import ROOT


def free_port() -> int:
    """A port that nobody has at the moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class RedisServer:
    """``scripts/redis-server`` in a folder of its own, with the append-only file on."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self, *options: str) -> Self:
        """Start and wait until it answers. Fails with what it said where it does not."""
        log = self.folder / "redis.log"
        arguments = ["--bind", "127.0.0.1", "--port", str(self.port), "--dir", str(self.folder), "--save", ""]
        with log.open("ab") as sink:
            self._process = subprocess.Popen(
                [ROOT / "scripts" / "redis-server", *arguments, "--appendonly", "yes", *options],
                stdout=sink,
                stderr=sink,
            )
        with self.client() as client:
            for _ in range(600):
                try:
                    client.ping()
                    return self
                except redis.ConnectionError:
                    assert self._process.poll() is None, log.read_text(encoding="utf-8")
                    time.sleep(0.1)
        raise AssertionError(log.read_text(encoding="utf-8"))

    def client(self) -> redis.Redis:
        """A client to look and meddle with."""
        return redis.Redis.from_url(self.url, decode_responses=True)

    def stop(self, kill: bool = False) -> None:
        """End it, as an operator does or as a power cut does."""
        if self._process is not None:
            self._process.kill() if kill else self._process.terminate()
            self._process.wait()
            self._process = None

    def contents(self) -> bytes:
        """All that it holds but the key of the pseudonyms, in its own writing."""
        with self.client() as client:
            found: list[str] = []
            for key in client.scan_iter():
                kind = str(client.type(key))
                read = {
                    "string": client.get,
                    "hash": client.hgetall,
                    "set": client.smembers,
                    "zset": lambda name: client.zrange(name, 0, -1),
                    "stream": client.xrange,
                }[kind]
                if not key.endswith(":key"):
                    found.append(f"{key} {read(key)}")
        return "\n".join(found).encode()

    def files(self) -> bytes:
        """The bytes of its append-only files."""
        return b"\0".join(path.read_bytes() for path in sorted(self.folder.rglob("*.aof")))
