"""What ``scripts/reliability.py`` runs: the tests' Bot API server and its crowd."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from bot.evaluation import load_questions
from tests.conftest import start_server
from tests.telegram.person import Server

ROOT = Path(__file__).resolve().parents[1]
#: Nobody is told to rest while the whole crowd comes from one machine.
NO_LIMITS = {"USER_LIMIT": "1000000", "GROUP_LIMIT": "1000000", "LOG_LEVEL": "WARNING"}


def texts() -> list[str]:
    """The questions of tests/questions that stand alone: easy, hard, and such as have no answer."""
    return [each.text for each in load_questions(ROOT / "tests" / "questions") if each.after is None]


@asynccontextmanager
async def serving() -> AsyncIterator[Server]:
    """A Bot API server of its own."""
    process, url = await start_server()
    try:
        async with Server(url) as server:
            yield server
    finally:
        process.kill()
        await process.wait()


async def report(server: Server) -> dict[str, Any]:
    """What came of the crowd so far."""
    async with server.session.get(f"{server.url}/control/crowd") as response:
        return dict(await response.json())


async def begin(server: Server, questions: int, people: int | None = None, **settings: Any) -> None:
    """Let a crowd ask; without a number of people, each question has a person of its own."""
    crowd = {"texts": texts(), **settings, "questions": questions, "people": people or questions}
    async with server.session.post(f"{server.url}/control/crowd", json=crowd):
        pass


async def finish(server: Server, patience: float = 10) -> dict[str, Any]:
    """Wait until all are answered, or until nothing has come for ``patience`` seconds; gives the report."""
    before, quiet = -1, time.monotonic()
    while True:
        found = await report(server)
        if found["answered"] >= found["questions"]:
            await asyncio.sleep(0.5)  # what is said twice would come now
            return await report(server)
        if found["answered"] != before:
            before, quiet = found["answered"], time.monotonic()
        elif time.monotonic() - quiet > patience:
            return found
        await asyncio.sleep(0.5)


def lost_of(found: dict[str, Any]) -> int:
    """How many questions of a report were not answered."""
    return int(found["questions"] - found["answered"])


async def warm(server: Server, questions: int = 1_000) -> None:
    """Let a crowd ask for the first time, which builds what is built at first use."""
    await begin(server, questions, first=900_000_000)
    if lost_of(await finish(server, patience=60)):
        raise RuntimeError("the bot does not answer")
