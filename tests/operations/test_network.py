"""What getUpdates may run into: a network that is gone, a webhook that was left behind, a chat that holds up many."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import urlsplit

from bot.telegram.outcomes import Outcome, attempt
from tests.conftest import BotProcess, check_log
from tests.server.app import TOKEN
from tests.telegram.person import SENDING, Person, Server


class Line:
    """A line between the bot and the server that can be cut: connections break, new ones are refused."""

    def __init__(self, server: Server) -> None:
        parts = urlsplit(server.url)
        self._host, self._there = parts.hostname, parts.port
        self._listener: asyncio.Server | None = None
        self._writers: set[asyncio.StreamWriter] = set()
        self.port = 0

    async def mend(self) -> None:
        """Let connections through, at the same port as before."""
        self._listener = await asyncio.start_server(self._carry, "127.0.0.1", self.port)
        self.port = self._listener.sockets[0].getsockname()[1]

    async def cut(self) -> None:
        """Break every connection and take no new one."""
        assert self._listener
        self._listener.close()
        for writer in list(self._writers):
            writer.transport.abort()

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        far_reader, far_writer = await asyncio.open_connection(self._host, self._there)
        self._writers |= {writer, far_writer}
        await asyncio.gather(_pour(reader, far_writer), _pour(far_reader, writer), return_exceptions=True)
        self._writers -= {writer, far_writer}


async def _pour(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        while data := await reader.read(65_536):
            writer.write(data)
            await writer.drain()
    finally:
        writer.close()


@asynccontextmanager
async def _line(server: Server) -> AsyncIterator[Line]:
    line = Line(server)
    await line.mend()
    yield line
    await line.cut()


def _messages(bot: BotProcess) -> list[str]:
    return [json.loads(line)["message"] for line in bot.text.splitlines()]


async def _until_said(bot: BotProcess, words: str) -> None:
    for _ in range(300):
        if any(words in message for message in _messages(bot)):
            return
        await asyncio.sleep(0.1)
    raise AssertionError(bot.text)


async def test_a_network_that_is_gone_costs_no_answer_and_is_said_once(server: Server, tmp_path: Path) -> None:
    bot, anya, boris = BotProcess(server, tmp_path / "bot.log", tmp_path), Person(server), Person(server)
    async with _line(server) as line:
        await bot.start(BOT_API_URL=f"http://127.0.0.1:{line.port}")
        await anya.ask("привет")
        # One answer is under way while the network goes, one question comes while it is gone.
        since = await server.number()
        await server.fault("sendRichMessage", 429, description="Too Many Requests: retry after 1", retry_after=1)
        await anya.send("что такое образ", wait=0)
        await server.calls(since, wait=1, methods="sendRichMessage")
        await line.cut()
        await boris.send("что такое том", wait=0)
        await _until_said(bot, "Telegram cannot be reached")
        await asyncio.sleep(8)  # many tries fail
        await line.mend()
        assert (await anya.read(since))[0].text.startswith("Образ")
        assert (await boris.read(since))[0].text.startswith("Том")
        await boris.ask("что такое контейнер")
        assert await bot.stop() == 0
    assert len(await server.calls(since, methods=SENDING, answered=True)) == 3, "nothing twice"
    messages = _messages(bot)
    assert len([message for message in messages if message.startswith("Telegram cannot be reached")]) == 1
    assert messages.count("Telegram sends updates again") == 1
    await check_log(bot, server)


async def test_a_wait_beyond_the_limit_is_given_up_at_once_and_one_at_the_limit_is_not(server: Server) -> None:
    from aiogram.exceptions import TelegramRetryAfter
    from aiogram.methods import GetMe

    from bot.telegram.limits import MAX_RETRY_AFTER

    async def refused(seconds: int) -> None:
        raise TelegramRetryAfter(GetMe(), "Too Many Requests", seconds)

    given_up = await attempt(lambda: refused(MAX_RETRY_AFTER + 1))
    assert given_up.outcome is Outcome.UNREACHABLE
    waiting = asyncio.ensure_future(attempt(lambda: refused(MAX_RETRY_AFTER)))
    await asyncio.wait({waiting}, timeout=0.5)
    assert not waiting.done()
    waiting.cancel()


async def test_a_webhook_that_was_left_behind_is_removed_and_what_waits_is_answered(
    server: Server, tmp_path: Path
) -> None:
    bot, anya = BotProcess(server, tmp_path / "bot.log", tmp_path), Person(server)
    await server.call("setWebhook", TOKEN, url="https://bot.example.org/telegram", secret_token="of-the-replicas-1")
    await server.push({"message": anya.message("что такое образ")})
    await bot.start()
    assert (await anya.read(0))[0].text.startswith("Образ")
    assert await bot.stop() == 0
    assert len([message for message in _messages(bot) if "a webhook was set for this token" in message]) == 1


async def test_a_chat_that_is_held_up_does_not_fill_the_window_of_getupdates(server: Server, tmp_path: Path) -> None:
    """Telegram gives a hundred updates from an offset on: one that is unanswered must not be all that it gives."""
    bot, anya = BotProcess(server, tmp_path / "bot.log", tmp_path), Person(server)
    others = [Person(server) for _ in range(120)]
    await bot.start(STOP_TIMEOUT="0.2")
    await others[0].ask("привет")
    since = await server.number()
    await server.fault("sendRichMessage", 429, description="Too Many Requests: retry after 100", retry_after=100)
    await anya.send("что такое образ", wait=0)
    await server.calls(since, wait=1, methods="sendRichMessage")
    for person in others:
        await server.push({"message": person.message("что такое том")})
    answers = await server.calls(since, wait=120, methods=SENDING, answered=True, seconds=60)
    assert {call["data"]["chat_id"] for call in answers} == {str(person.chat["id"]) for person in others}
    assert await bot.stop() == 0
    assert "1 answers are held up" in bot.text
    assert "1 answers are cut off; 0 of them come again" in bot.text
    await check_log(bot, server)
