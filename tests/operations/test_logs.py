"""The log of a running bot: each line whole, a request's lines together, no token, no text unless asked for."""

from __future__ import annotations

import json
import logging
import os
import sys
from pathlib import Path
from typing import Any

import pexpect

from bot.operations.logs import JsonFormatter, TextFormatter
from bot.operations.request import REQUEST, Request
from tests.conftest import ROOT, BotProcess, check_log
from tests.server.app import TOKEN
from tests.telegram.person import Person, Server

QUESTION = "как удалить контейнер gRusha77, пароль password=Hunter2secret"


def _lines(bot: BotProcess) -> list[dict[str, Any]]:
    return [json.loads(line) for line in bot.text.splitlines()]


async def test_the_log_is_json_where_nobody_reads_along_and_holds_no_text(server: Server, tmp_path: Path) -> None:
    bot, anya = BotProcess(server, tmp_path / "bot.log", tmp_path), Person(server)
    await bot.start(LOG_LEVEL="DEBUG")
    await anya.ask(QUESTION)
    await anya.ask("что такое том")
    assert await bot.stop() == 0
    await check_log(bot, server)
    lines = _lines(bot)
    assert all({"at", "level", "logger", "message"} <= line.keys() for line in lines)
    requests = [line["request"] for line in lines if "ms in the core" in line["message"]]
    assert len(set(requests)) == 2
    assert not [line for line in lines if line["message"] == "polling" and "request" in line]
    for word in ("gRusha77", "Hunter2secret", "удалить", TOKEN.split(":")[1]):
        assert word not in bot.text


async def test_with_log_text_questions_are_written_with_their_secrets_masked(server: Server, tmp_path: Path) -> None:
    bot, anya = BotProcess(server, tmp_path / "bot.log", tmp_path), Person(server)
    await bot.start(LOG_TEXT="1")
    await anya.ask(QUESTION)
    assert await bot.stop() == 0
    asked = [line for line in _lines(bot) if line["message"].startswith("question: ")]
    assert len(asked) == 1
    assert "gRusha77" in asked[0]["message"]
    assert "Hunter2secret" not in bot.text
    answered = [line for line in _lines(bot) if "ms in the core" in line["message"]]
    assert [line["request"] for line in answered] == [asked[0]["request"]]


def _on_a_terminal(server: Server, folder: Path, **environment: str) -> str:
    """The line that the bot writes to a terminal when it polls."""
    settings = {"BOT_TOKEN": TOKEN, "BOT_API_URL": server.url, "HEALTH_PORT": "off", "KNOWLEDGE_RELOAD": "off"}
    child = pexpect.spawn(
        sys.executable,
        ["-m", "bot", "run"],
        cwd=str(folder),
        env={**os.environ, "PYTHONPATH": str(ROOT), **settings, **environment},
        encoding="utf-8",
        timeout=30,
        dimensions=(50, 400),
    )
    child.expect(r"[^\r\n]*[: \"]polling\b")
    line = str(child.after)
    child.terminate()
    child.expect(pexpect.EOF)
    child.close()
    return line


async def test_the_log_is_readable_on_a_terminal_unless_json_is_asked_for(server: Server, tmp_path: Path) -> None:
    line = _on_a_terminal(server, tmp_path)
    assert line.endswith("INFO bot.telegram.polling: polling")
    assert not line.startswith("{")
    assert _on_a_terminal(server, tmp_path, LOG_FORMAT="json").startswith('{"at"')


def test_no_formatter_lets_the_token_through_whoever_writes_it() -> None:
    try:
        raise RuntimeError(f"https://api.telegram.org/bot{TOKEN}/getMe")
    except RuntimeError:
        record = logging.LogRecord("x", logging.ERROR, "x", 1, "token %s", (TOKEN,), sys.exc_info())
    token = REQUEST.set(Request("0badcafe"))
    try:
        for formatter in (JsonFormatter([TOKEN]), TextFormatter([TOKEN])):
            line = formatter.format(record)
            assert "RuntimeError" in line
            assert "0badcafe" in line
            assert TOKEN not in line
            assert line.count("***") == 2, "in the message and in the trace"
    finally:
        REQUEST.reset(token)


def test_a_line_break_in_a_question_begins_no_line_of_the_log() -> None:
    text = "question: a\r\n2026-11-25T00:00:00.000Z ERROR bot: forged"
    record = logging.LogRecord("x", logging.INFO, "x", 1, text, (), None)
    for formatter in (JsonFormatter([]), TextFormatter([])):
        assert len(formatter.format(record).splitlines()) == 1
