"""/healthz, /readyz, /metrics and ``python -m bot health``, asked of a running bot."""

from __future__ import annotations

import asyncio
import re
import socket
from pathlib import Path

import aiogram.exceptions
import aiogram.methods
from aiogram.types import Update

from bot.operations.health import FRESH, Health
from tests.conftest import BotProcess, check_log
from tests.operations.ports import free_port, get, health, series, until_ready
from tests.telegram.person import Person, Server


def test_readiness_ends_with_the_freshness_of_what_was_heard() -> None:
    now = 0.0
    state = Health(lambda: now)
    assert state.fault() == "Telegram has not answered yet"
    state.heard()
    now = FRESH
    assert state.fault() is None
    now = FRESH + 1
    assert state.fault() == "Telegram was heard 61 s ago"
    state.heard()
    assert state.fault() is None
    state.stopping = True
    assert state.fault() == "the bot is stopping"


async def test_a_running_bot_is_seen_from_outside(server: Server, tmp_path: Path) -> None:
    bot, port, anya = BotProcess(server, tmp_path / "bot.log", tmp_path), free_port(), Person(server)
    status, line = await health(tmp_path, port)
    assert (status, line.startswith("unhealthy: no running bot answers")) == (1, True)
    await bot.start(HEALTH_PORT=str(port))
    told = await until_ready(port)
    assert told["entries"] > 500
    assert await get(port, "healthz") == (200, {"live": True})
    status, line = await health(tmp_path, port)
    assert (status, line.count("\n")) == (0, 1)
    assert re.match(r"healthy: \d+ entries, Telegram was heard \d+ s ago", line)

    before = await series(port)
    assert before["docker_companion_base_entries"] == told["entries"]
    assert before["docker_companion_base_load_seconds"] > 0
    assert any(re.fullmatch(r'docker_companion_base_info\{version="[0-9a-f]{12}"\}', name) for name in before)
    await anya.ask("что такое образ")
    await anya.ask("как испечь пирог с вишней")
    await server.fault("sendRichMessage", 403, description="Forbidden: bot was blocked by the user")
    await anya.send("что такое том", wait=0)
    await server.calls(wait=2, methods="sendRichMessage")
    await anya.ask("привет")
    after = await series(port)
    assert after['docker_companion_updates_total{type="message"}'] == 4
    assert after['docker_companion_replies_total{outcome="answer"}'] == 2
    assert after['docker_companion_replies_total{outcome="smalltalk"}'] == 1
    assert after["docker_companion_core_seconds_count"] == 4
    assert after["docker_companion_reply_seconds_count"] == 3, "the one that was blocked got no answer"
    error = 'docker_companion_api_errors_total{error="TelegramForbiddenError",method="sendRichMessage"}'
    assert after[error] == 1
    for _ in range(100):  # the last one is answered, and perhaps not yet put away
        if not (after := await series(port))["docker_companion_in_flight"]:
            break
        await asyncio.sleep(0.05)
    assert after["docker_companion_in_flight"] == 0
    _check_labels(after)
    assert await bot.stop() == 0
    await check_log(bot, server)
    assert (await health(tmp_path, port))[0] == 1


def _check_labels(found: dict[str, float]) -> None:
    """Every label is of a set that people cannot add to."""
    methods = {
        getattr(aiogram.methods, name).__api_method__
        for name in aiogram.methods.__all__
        if name[0].isupper() and hasattr(getattr(aiogram.methods, name), "__api_method__")
    }
    sets = {
        "type": {*Update.model_fields, "other"},
        "outcome": {"answer", "choices", "unknown", "smalltalk", "explained"},
        "method": methods,
        "error": {*vars(aiogram.exceptions), "TimeoutError", "OSError"},
        "result": {"loaded", "refused"},
    }
    for name in found:
        for label, value in re.findall(r'(\w+)="([^"]*)"', name):
            if name.startswith("docker_companion") and label not in ("le", "version"):
                assert value in sets[label], name


async def test_a_bot_that_cannot_reach_telegram_lives_but_is_not_ready_until_it_can(
    server: Server, tmp_path: Path
) -> None:
    bot, port = BotProcess(server, tmp_path / "bot.log", tmp_path), free_port()
    await server.fault("getUpdates", 0, times=2)
    for method in ("getMyCommands", "setMyCommands", "getMe"):
        await server.fault(method, 0, times=5)
    await bot.start(HEALTH_PORT=str(port))
    assert (await until_ready(port, 503))["fault"] == "Telegram has not answered yet"
    assert await get(port, "healthz") == (200, {"live": True})
    status, line = await health(tmp_path, port)
    assert (status, line) == (1, "unhealthy: Telegram has not answered yet\n")
    await until_ready(port)
    assert await bot.stop() == 0
    await check_log(bot, server)


async def test_a_port_that_is_taken_keeps_nobody_from_an_answer(server: Server, tmp_path: Path) -> None:
    bot = BotProcess(server, tmp_path / "bot.log", tmp_path)
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        await bot.start(HEALTH_PORT=str(other.getsockname()[1]))
        assert (await Person(server).ask("что такое образ")).text.startswith("Образ")
    assert await bot.stop() == 0
    assert bot.text.count("set HEALTH_PORT to another") == 1
    await check_log(bot, server)


async def test_health_without_a_port_says_that_nothing_was_checked(tmp_path: Path) -> None:
    assert await health(tmp_path, "off") == (0, "not checked: HEALTH_PORT names no port to ask\n")
    status, line = await health(tmp_path, "65536")
    assert (status, line.count("\n")) == (2, 1)
    assert line.startswith("HEALTH_PORT")
