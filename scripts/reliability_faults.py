"""The faults of ``scripts/reliability.py``: what is lost and what is said twice while something breaks."""

from __future__ import annotations

import asyncio
import resource
import sqlite3
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any

from reliability_processes import NO_LIMITS, begin, finish, serving, warm

from tests.conftest import BotProcess
from tests.operations.test_network import Line
from tests.scale.redis_server import RedisServer
from tests.scale.replica import Replica
from tests.telegram.person import Server

#: What the API does to ten calls in a row, of any method: its status, and what comes with it.
_API: dict[str, tuple[int, dict[str, Any]]] = {
    "answers 500": (500, {}),
    "answers 502": (502, {}),
    "answers 429, wait 1 s": (429, {"retry_after": 1}),
    "resets the connection": (0, {}),
    "answers after 2 s": (1, {"seconds": 2}),
    "breaks off in the midst of an answer": (2, {}),
}
_GONE = 60.0
Row = list[str]


def _row(title: str, found: dict[str, Any], note: str = "") -> Row:
    counts = (found["asked"], found["answered"], found["questions"] - found["answered"], found["repeated"])
    return [title, *map(str, counts), note]


@asynccontextmanager
async def _polling(server: Server, folder: Path, **environment: str) -> AsyncIterator[BotProcess]:
    bot = BotProcess(server, folder / "bot.log", folder)
    await bot.start(JOURNAL_PATH=str(folder / "journal.sqlite3"), **{**NO_LIMITS, **environment})
    try:
        yield bot
    finally:
        await bot.stop()


async def _kill(bot: BotProcess) -> None:
    if bot.process is None:
        raise RuntimeError(bot.text)
    bot.process.kill()
    await bot.process.wait()


async def _api(folder: Path) -> list[Row]:
    rows = []
    async with serving() as server, _polling(server, folder):
        await warm(server, 200)
        for number, (title, (status, more)) in enumerate(_API.items(), start=1):
            await begin(server, 150, rate=50, first=number * 10_000_000)
            await asyncio.sleep(1)
            await server.fault("*", status, times=10, **more)
            rows.append(_row(f"the API {title}, 10 calls", await finish(server, patience=75)))
    return rows


async def _network(folder: Path) -> list[Row]:
    async with serving() as server:
        line = Line(server)
        await line.mend()
        async with _polling(server, folder, BOT_API_URL=f"http://127.0.0.1:{line.port}"):
            await warm(server, 200)
            await begin(server, 300, rate=50, first=10_000_000)
            await asyncio.sleep(2)
            await line.cut()
            await asyncio.sleep(_GONE)
            await line.mend()
            found = await finish(server, patience=90)
        await line.cut()
    note = "what the server took while its word of it was cut off is sent again" if found["repeated"] else ""
    return [_row(f"the network is gone for {_GONE:.0f} s", found, note)]


async def _killed(folder: Path) -> list[Row]:
    async with serving() as server, _polling(server, folder) as bot:
        await warm(server, 200)
        await begin(server, 400, rate=100, first=10_000_000)
        await asyncio.sleep(1.5)
        await _kill(bot)
        with sqlite3.connect(folder / "journal.sqlite3") as journal:
            whole = journal.execute("PRAGMA integrity_check").fetchone()[0]
        await bot.start(JOURNAL_PATH=str(folder / "journal.sqlite3"), **NO_LIMITS)
        found = await finish(server, patience=30)
    return [_row("kill -9 in the midst of load, then a start", found, f"the journal's integrity check: {whole}")]


async def _full(folder: Path) -> list[Row]:
    async with serving() as server, _polling(server, folder) as bot:
        await warm(server, 200)
        if bot.process is None:
            raise RuntimeError(bot.text)
        most = bot.log.stat().st_size + 6_000
        resource.prlimit(bot.process.pid, resource.RLIMIT_FSIZE, (most, most))
        await begin(server, 200, rate=50, first=10_000_000)
        found = await finish(server)
        said = sum("nothing is kept for now, answers go on" in line for line in bot.text.splitlines())
    return [_row("the disk is full (RLIMIT_FSIZE)", found, f"said in the log: {said}×")]


async def _replicas(folder: Path) -> list[Row]:
    redis = RedisServer(folder).start()
    rows = []
    settings = {**NO_LIMITS, "REDIS_URL": redis.url}
    async with serving() as server, AsyncExitStack() as stack:
        stack.callback(lambda: redis.stop())
        replicas = [Replica(server, folder / f"replica-{number}.log", folder) for number in range(3)]
        for replica in replicas:
            await replica.start(**settings)
            stack.push_async_callback(replica.stop)
        await server.configure(replicas=[replica.url for replica in replicas])
        await warm(server, 200)

        await begin(server, 200, rate=40, twice=True, first=10_000_000)
        rows.append(_row("each update delivered twice, at once, to 3 replicas", await finish(server, patience=30)))

        await begin(server, 400, rate=40, first=20_000_000)
        await asyncio.sleep(3)
        redis.stop(kill=True)
        await asyncio.sleep(2)
        redis.start()
        rows.append(_row("Redis killed, back after 2 s, 3 replicas", await finish(server, patience=40)))

        await begin(server, 600, rate=30, first=30_000_000)
        for replica in replicas:
            await asyncio.sleep(2)
            await replica.kill()
            await replica.start(**settings)
        rows.append(_row("3 replicas killed and started, one after another", await finish(server, patience=60)))
    return rows


_FAULTS: tuple[Callable[[Path], Awaitable[list[Row]]], ...] = (_api, _network, _killed, _full, _replicas)


async def faults() -> list[Row]:
    """Break one thing after another; each row: what broke, asked, answered, lost, repeated, a remark."""
    rows = []
    for fault in _FAULTS:
        with tempfile.TemporaryDirectory() as name:
            found = await fault(Path(name))
        for row in found:
            print("  ".join(row), flush=True)
        rows.extend(found)
    return rows
