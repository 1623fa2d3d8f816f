"""What the tests of operations share: a free port, and the endpoints as Prometheus and a health check read them."""

from __future__ import annotations

import asyncio
import os
import re
import socket
import sys
from pathlib import Path
from typing import Any

import aiohttp

from tests.conftest import ROOT


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


async def get(port: int, path: str) -> tuple[int, Any]:
    """The status of an endpoint, and what it tells."""
    url = f"http://127.0.0.1:{port}/{path}"
    async with aiohttp.ClientSession() as session, session.get(url) as answer:
        return answer.status, await answer.json()


async def series(port: int) -> dict[str, float]:
    """What /metrics tells: the value of each series."""
    async with aiohttp.ClientSession() as session, session.get(f"http://127.0.0.1:{port}/metrics") as answer:
        assert answer.status == 200
        assert answer.content_type == "text/plain"
        text = await answer.text()
    return {name: float(value) for name, value in re.findall(r"^([a-z_]+(?:\{.*\})?) (\S+)$", text, re.MULTILINE)}


async def until_ready(port: int, status: int = 200, seconds: float = 30) -> dict[str, Any]:
    """Ask /readyz until it gives a status; what it tells then."""
    for _ in range(int(seconds * 10)):
        try:
            found, told = await get(port, "readyz")
        except aiohttp.ClientConnectionError:
            found = 0
        if found == status:
            return dict(told)
        await asyncio.sleep(0.1)
    raise AssertionError(f"/readyz does not give {status}")


async def health(cwd: Path, port: int | str) -> tuple[int, str]:
    """``python -m bot health``: its exit status, and what it prints."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "health"),
        cwd=cwd,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
        env={**os.environ, "PYTHONPATH": str(ROOT), "HEALTH_PORT": str(port)},
    )
    output, _ = await process.communicate()
    assert process.returncode is not None
    return process.returncode, output.decode()
