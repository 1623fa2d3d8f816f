"""One machine over the years: a stop that cuts off, kill -9, a second poller, the same update twice, a full disk."""

from __future__ import annotations

import asyncio
import resource
from pathlib import Path

from tests.conftest import BotProcess, check_log
from tests.telegram.person import SENDING, Person, Seen, Server


async def _sent(server: Server, since: int = 0) -> list[str]:
    calls = await server.calls(since, methods=SENDING)
    return [Seen(call).text.split()[0] for call in calls if "result" in call]


async def test_one_chats_429_holds_nobody_else_up(server: Server, tmp_path: Path) -> None:
    bot, anya, boris = BotProcess(server, tmp_path / "bot.log", tmp_path), Person(server), Person(server)
    await bot.start()
    await boris.ask("привет")
    since = await server.number()
    await server.fault("sendRichMessage", 429, description="Too Many Requests: retry after 4", retry_after=4)
    waiting = asyncio.ensure_future(anya.ask("что такое образ"))
    await server.calls(since, wait=1, methods="sendRichMessage")
    for _ in range(3):
        assert (await boris.ask("что такое том")).text.startswith("Том")
    assert not waiting.done()
    assert (await waiting).text.startswith("Образ")
    assert await bot.stop() == 0
    assert await _sent(server, since) == ["Том"] * 3 + ["Образ"]
    await check_log(bot, server)


async def test_what_a_stop_cuts_off_and_what_a_kill_interrupts_is_answered_after_the_start(
    server: Server, tmp_path: Path
) -> None:
    bot, anya = BotProcess(server, tmp_path / "bot.log", tmp_path), Person(server)
    journal = str(tmp_path / "journal.sqlite3")
    await bot.start(STOP_TIMEOUT="0.2", JOURNAL_PATH=journal)
    await anya.ask("привет")
    for stop in ("SIGTERM", "SIGKILL"):
        since = await server.number()
        await server.fault("sendRichMessage", 429, description="Too Many Requests: retry after 60", retry_after=60)
        await anya.send("что такое образ", wait=0)
        await server.calls(since, wait=1, methods="sendRichMessage")
        if stop == "SIGTERM":
            assert await bot.stop() == 0
            assert "1 answers are cut off" in bot.text
        else:
            assert bot.process
            bot.process.kill()
            await bot.process.wait()
        assert await _sent(server, since) == []
        await bot.start(STOP_TIMEOUT="8", JOURNAL_PATH=journal)
        await server.calls(since, wait=1, methods="sendRichMessage", answered=True)
        assert await _sent(server, since) == ["Образ"]
    assert await bot.stop() == 0
    await check_log(bot, server)


async def test_the_same_update_twice_is_answered_once(bot: BotProcess, server: Server) -> None:
    anya = Person(server)
    await anya.ask("привет")
    since = await server.number()
    await server.fault("sendRichMessage", 429, description="Too Many Requests: retry after 1", retry_after=1)
    await anya.send("что такое образ", wait=0)
    # While the first waits for its chat, each getUpdates gives it again.
    await server.calls(since, wait=3, methods="getUpdates")
    await server.calls(since, wait=1, methods="sendRichMessage", answered=True)
    await anya.ask("что такое том")
    assert await _sent(server, since) == ["Образ", "Том"]


async def test_a_second_poller_is_explained_and_takes_over_when_the_first_stops(server: Server, tmp_path: Path) -> None:
    first = BotProcess(server, tmp_path / "first.log", tmp_path)
    second = BotProcess(server, tmp_path / "second.log", tmp_path)
    anya = Person(server)
    await first.start()
    await anya.ask("привет")
    await second.start()
    for _ in range(300):
        if "another process polls with this token" in second.text:
            break
        await asyncio.sleep(0.1)
    assert "another process polls with this token" in second.text
    assert await first.stop() == 0
    assert (await anya.ask("что такое образ")).text.startswith("Образ")
    assert await second.stop() == 0
    await check_log(second, server)


async def test_a_full_disk_is_said_once_and_keeps_nobody_from_an_answer(server: Server, tmp_path: Path) -> None:
    bot, anya = BotProcess(server, tmp_path / "bot.log", tmp_path), Person(server)
    await bot.start(JOURNAL_PATH=str(tmp_path / "journal.sqlite3"), USER_LIMIT="1000")
    await anya.ask("что такое образ")
    assert bot.process
    # No file of this process may grow any more beyond what its log needs.
    most = bot.log.stat().st_size + 6_000
    assert (tmp_path / "journal.sqlite3-wal").stat().st_size > most, "the limit lies below the journal"
    resource.prlimit(bot.process.pid, resource.RLIMIT_FSIZE, (most, most))
    for _ in range(8):
        assert (await anya.ask("что такое том")).text.startswith("Том")
    said = [line for line in bot.text.splitlines() if "nothing is kept for now, answers go on" in line]
    assert len(said) == 1, bot.text
    assert await bot.stop() == 0
    await check_log(bot, server)
