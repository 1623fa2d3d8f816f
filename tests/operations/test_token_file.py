"""The token from a file, as compose and Kubernetes give a secret."""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path

from tests.conftest import ROOT, BotProcess, check_log
from tests.server.app import TOKEN
from tests.telegram.person import Person, Server


async def _refusal(cwd: Path, **environment: str) -> str:
    """The one line with which the bot refuses to start."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "run"),
        cwd=cwd,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
    )
    output, _ = await process.communicate()
    assert process.returncode == 2
    (line,) = output.decode().splitlines()
    return line


async def test_a_bot_answers_with_a_token_from_a_file(server: Server, tmp_path: Path) -> None:
    secret = tmp_path / "token"
    secret.write_text(f"{TOKEN}\n", encoding="utf-8")
    bot = BotProcess(server, tmp_path / "bot.log", tmp_path)
    await bot.start(BOT_TOKEN="", BOT_TOKEN_FILE=str(secret), LOG_LEVEL="DEBUG")
    assert (await Person(server).ask("что такое образ")).text.startswith("Образ")
    assert await bot.stop() == 0
    await check_log(bot, server)


async def test_what_is_wrong_with_the_file_is_one_line_without_its_content(tmp_path: Path) -> None:
    secret = tmp_path / "token"
    secret.write_text(TOKEN, encoding="utf-8")
    both = await _refusal(tmp_path, BOT_TOKEN=TOKEN, BOT_TOKEN_FILE=str(secret))
    assert "BOT_TOKEN and BOT_TOKEN_FILE are both set" in both
    missing = await _refusal(tmp_path, BOT_TOKEN_FILE=str(tmp_path / "none"))
    assert "cannot be read: No such file or directory" in missing
    secret.write_text(f"{TOKEN}\n{TOKEN}\n", encoding="utf-8")
    malformed = await _refusal(tmp_path, BOT_TOKEN_FILE=str(secret))
    assert "does not hold a token" in malformed
    secret.write_bytes(b"\xff\xfe\x00")
    assert "it is no text" in await _refusal(tmp_path, BOT_TOKEN_FILE=str(secret))
    secret.write_text("", encoding="utf-8")
    assert "does not hold a token" in await _refusal(tmp_path, BOT_TOKEN_FILE=str(secret))
    for line in (both, missing, malformed):
        assert TOKEN.split(":")[1] not in line
