"""``python -m bot run`` in webhook mode, as one of several behind a proxy; a test may be the proxy."""

from __future__ import annotations

import asyncio
import io
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp

from tests.conftest import BotProcess
from tests.scale.redis_server import free_port
from tests.telegram.person import Server

URL = "https://bot.example.org/telegram"
SECRET = "X-Telegram-Bot-Api-Secret-Token"


class Replica(BotProcess):
    """A bot that waits for updates on a port of its own."""

    def __init__(self, server: Server, log: Path, cwd: Path) -> None:
        super().__init__(server, log, cwd)
        self.port, self.health_port = free_port(), free_port()
        self.url = f"http://127.0.0.1:{self.port}/telegram"

    async def start(self, **environment: str) -> None:
        """Start and wait until it listens and has told Telegram so."""
        since = await self.server.number()
        ports = {"WEBHOOK_PORT": str(self.port), "HEALTH_PORT": str(self.health_port)}
        await super().start(**{"WEBHOOK_URL": URL, **ports, **environment})
        assert await self.server.calls(since, 1, "setWebhook", seconds=60, answered=True), self.text

    async def secret(self) -> str:
        """The secret that the bots gave to Telegram last."""
        calls = await self.server.calls(0, 1, "setWebhook", answered=True)
        return str(calls[-1]["data"]["secret_token"])

    async def post(self, update: Any, secret: str | None = None, **headers: str) -> int:
        """Bring an update (bytes as they are); gives the status."""
        given = secret if secret is not None else await self.secret()
        body: dict[str, Any] = {"data": io.BytesIO(update)} if isinstance(update, bytes) else {"json": update}
        sent = {SECRET: given, **headers}
        async with self.server.session.post(self.url, headers=sent, **body) as response:
            return response.status

    async def look(self, path: str) -> tuple[int, str]:
        """What /readyz or /metrics say."""
        async with self.server.session.get(f"http://127.0.0.1:{self.health_port}/{path}") as response:
            return response.status, await response.text()

    async def in_hand(self) -> None:
        """Wait until it handles an update."""
        for _ in range(400):
            _, text = await self.look("metrics")
            if "docker_companion_in_flight 0.0\n" not in text:
                return
            await asyncio.sleep(0.05)
        raise AssertionError(text)

    async def stopping(self) -> None:
        """Ask it to stop, and wait until it says that it is not ready, or is gone."""
        assert self.process
        self.process.send_signal(signal.SIGTERM)
        for _ in range(400):
            try:
                if (await self.look("readyz"))[0] == 503:
                    return
            except aiohttp.ClientError:
                return
            await asyncio.sleep(0.01)
        raise AssertionError("it goes on")

    async def kill(self) -> None:
        """End it as a power cut does."""
        assert self.process
        self.process.kill()
        await self.process.wait()


@asynccontextmanager
async def replica_of(server: Server, folder: Path, **environment: str) -> AsyncIterator[Replica]:
    """A replica of a test's own, which does not outlive it."""
    result = Replica(server, folder / "replica.log", folder)
    try:
        await result.start(**environment)
        yield result
    finally:
        await result.stop()
