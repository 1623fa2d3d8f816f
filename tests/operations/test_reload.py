"""An edit of the knowledge folder in a running bot: loaded whole, or not at all."""

from __future__ import annotations

import asyncio
import json
import re
import shutil
import signal
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT, BotProcess, check_log
from tests.operations.ports import free_port, series
from tests.telegram.person import Person, Server

#: An entry of a base with two of them: a small base is loaded in a moment, and nobody edits it meanwhile.
ENTRY = """\
kind: concept
title: {{ru: {title}, en: Image}}
questions:
  ru: [что такое {word}, зачем нужен {word}, объясни {word}, {word} простыми словами]
  en: [what is an {english}, why {english}, explain {english}]
answer:
  ru: Одна фраза о том, что это.
  en: One sentence on what it is.
related: [{related}]
sources: [https://docs.docker.com/get-started/]
checked: 2026-11
"""
MENUS = """\
start:
  title: {ru: Меню, en: Menu}
  text: {ru: Спросите., en: Ask.}
  sections:
    - items: [image, container]
"""


@pytest.fixture
def knowledge(tmp_path: Path) -> Path:
    """A folder of the operator's own."""
    result = tmp_path / "knowledge"
    for name in ("words", "reference"):
        shutil.copytree(ROOT / "knowledge" / name, result / name)
    (result / "menus.yaml").write_text(MENUS, encoding="utf-8")
    (result / "concepts").mkdir()
    text = ENTRY.format(title="Контейнер", word="контейнер", english="container", related="image")
    (result / "concepts" / "container.yaml").write_text(text, encoding="utf-8")
    _retitle(result, "Образ")
    return result


def _retitle(folder: Path, title: str, related: str = "container") -> None:
    """Write the entry on images as an editor does: beside the file, then in its place."""
    path = folder / "concepts" / "image.yaml"
    beside = path.with_suffix(".new")
    text = ENTRY.format(title=title, word="образ", english="image", related=related)
    beside.write_text(text, encoding="utf-8")
    beside.replace(path)


async def _said(bot: BotProcess, words: str, times: int = 1) -> list[dict[str, Any]]:
    """The lines of the log with these words; waits until there are so many."""
    for _ in range(600):
        found = [line for line in map(json.loads, bot.text.splitlines()) if words in line["message"]]
        if len(found) >= times:
            return found
        await asyncio.sleep(0.1)
    raise AssertionError(bot.text)


async def _title(person: Person) -> str:
    return (await person.ask("что такое образ")).text.splitlines()[0]


async def test_an_edit_is_loaded_without_a_restart_and_a_broken_one_keeps_the_last_good_base(
    server: Server, tmp_path: Path, knowledge: Path
) -> None:
    bot, port, anya = BotProcess(server, tmp_path / "bot.log", tmp_path), free_port(), Person(server)
    await bot.start(KNOWLEDGE_DIR=str(knowledge), KNOWLEDGE_RELOAD="watch", HEALTH_PORT=str(port))
    await anya.ask("привет")
    first = await series(port)

    _retitle(knowledge, "Образ по-новому")
    await _said(bot, "entries loaded", times=2)
    assert await _title(anya) == "Образ по-новому"

    _retitle(knowledge, "Образ с опечаткой", related="kontainer")
    (refusal,) = await _said(bot, "the edit is not loaded")
    assert refusal["level"] == "ERROR"
    assert "1 faults" in refusal["message"]
    assert re.search(r"image\.yaml:\d+: KB\d+ .*kontainer", refusal["message"])
    assert "\n" not in refusal["message"]
    assert await _title(anya) == "Образ по-новому"

    for number in range(9):
        (knowledge / "concepts" / f"broken-{number}.yaml").write_text("kind: [", encoding="utf-8")
    many = await _said(bot, " more")  # the first few faults are named, the others counted
    assert "the edit is not loaded" in many[0]["message"]
    assert re.search(r"; and \d+ more$", many[0]["message"])
    assert await _title(anya) == "Образ по-новому"

    after = await series(port)
    assert after['docker_companion_reloads_total{result="loaded"}'] == 1
    refused = len(await _said(bot, "the edit is not loaded"))
    assert 2 <= after['docker_companion_reloads_total{result="refused"}'] <= refused
    versions = [{name for name in found if "base_info" in name} for found in (first, after)]
    assert [len(each) for each in versions] == [1, 1]
    assert versions[0] != versions[1]
    assert await bot.stop() == 0
    await check_log(bot, server)


async def test_with_signal_an_edit_waits_for_sighup(server: Server, tmp_path: Path, knowledge: Path) -> None:
    bot, anya = BotProcess(server, tmp_path / "bot.log", tmp_path), Person(server)
    await bot.start(KNOWLEDGE_DIR=str(knowledge), KNOWLEDGE_RELOAD="signal")
    before = await _title(anya)
    assert bot.process
    bot.process.send_signal(signal.SIGHUP)
    await _said(bot, "nothing has changed")
    _retitle(knowledge, "Образ по сигналу")
    assert await _title(anya) == before
    # A question that comes while the base is loaded is answered from one of the two, whole.
    bot.process.send_signal(signal.SIGHUP)
    assert await _title(anya) in (before, "Образ по сигналу")
    await _said(bot, "entries loaded", times=2)
    assert await _title(anya) == "Образ по сигналу"
    assert await bot.stop() == 0
    await check_log(bot, server)


async def test_with_off_a_sighup_ends_nothing(server: Server, tmp_path: Path) -> None:
    bot, anya = BotProcess(server, tmp_path / "bot.log", tmp_path), Person(server)
    await bot.start(KNOWLEDGE_RELOAD="off")
    before = await _title(anya)
    assert bot.process
    bot.process.send_signal(signal.SIGHUP)
    await _said(bot, "KNOWLEDGE_RELOAD is off")
    assert await _title(anya) == before
    assert await bot.stop() == 0
    await check_log(bot, server)


async def test_a_folder_that_is_broken_at_the_start_gives_way_to_the_programs_own_until_it_is_mended(
    server: Server, tmp_path: Path, knowledge: Path
) -> None:
    (knowledge / "concepts" / "image.yaml").write_text("kind: [", encoding="utf-8")
    bot, anya = BotProcess(server, tmp_path / "bot.log", tmp_path), Person(server)
    await bot.start(KNOWLEDGE_DIR=str(knowledge), KNOWLEDGE_RELOAD="signal")
    assert (await _title(anya)).startswith("Образ")
    (refusal,) = await _said(bot, "KNOWLEDGE_DIR cannot be used")
    assert refusal["level"] == "ERROR"
    _retitle(knowledge, "Образ починенный")
    assert bot.process
    bot.process.send_signal(signal.SIGHUP)
    await _said(bot, "entries loaded", times=2)
    assert await _title(anya) == "Образ починенный"
    assert await bot.stop() == 0
    await check_log(bot, server)
