"""What the container's limit of memory must hold: the whole base, and beside it the next one while it is loaded."""

from __future__ import annotations

import asyncio
import re
import shutil
import signal
from pathlib import Path

import yaml

from tests.conftest import ROOT, BotProcess, check_log
from tests.telegram.person import Person, Server


def _limit() -> int:
    """Bytes that docker-compose.yml gives the bot."""
    text = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))["services"]["bot"]["mem_limit"]
    match = re.fullmatch(r"(\d+)m", text)
    assert match
    return int(match[1]) * 1024 * 1024


def _most(process: int) -> int:
    """Bytes that a process had in memory at most."""
    match = re.search(r"VmHWM:\s*(\d+) kB", Path(f"/proc/{process}/status").read_text(encoding="ascii"))
    assert match
    return int(match[1]) * 1024


async def test_reloads_of_the_whole_base_fit_into_the_containers_memory(server: Server, tmp_path: Path) -> None:
    folder = tmp_path / "knowledge"
    shutil.copytree(ROOT / "knowledge", folder)
    bot = BotProcess(server, tmp_path / "bot.log", tmp_path)
    await bot.start(KNOWLEDGE_DIR=str(folder), KNOWLEDGE_RELOAD="signal")
    await Person(server).ask("что такое образ")
    assert bot.process
    for number in (1, 2):
        with (folder / "concepts" / "image.yaml").open("a", encoding="utf-8") as file:
            file.write(f"# edit {number}\n")
        bot.process.send_signal(signal.SIGHUP)
        for _ in range(600):
            if bot.text.count("entries loaded") > number:
                break
            await asyncio.sleep(0.1)
        assert bot.text.count("entries loaded") == 1 + number, bot.text
    assert _most(bot.process.pid) < 0.8 * _limit()
    assert await bot.stop() == 0
    await check_log(bot, server)
