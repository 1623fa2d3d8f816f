"""Rich messages where an answer has structure; classic ones otherwise, on demand, and where the server refuses."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import BotProcess, check_log
from tests.telegram.person import Person, Server

QUESTION = "чем старт отличается от рана"


async def test_structure_comes_rich_and_plain_words_come_classic(bot: BotProcess, server: Server) -> None:
    anya = Person(server)
    answer = await anya.ask(QUESTION)
    kinds = [block["type"] for block in answer.blocks]
    assert kinds[0] == "heading"
    assert "table" in kinds
    assert {block.get("language") for block in answer.blocks if block["type"] == "pre"} == {"bash"}
    lifecycle = await anya.ask("/lifecycle")
    assert [block["type"] for block in lifecycle.blocks][:4] == ["heading", "paragraph", "photo", "table"]
    hello = await anya.ask("привет")
    assert hello.method == "sendMessage"


async def test_a_server_that_does_not_know_rich_messages_is_asked_once(bot: BotProcess, server: Server) -> None:
    await server.configure(disabled=["sendRichMessage"])
    anya = Person(server)
    for _ in range(3):
        answer = await anya.ask(QUESTION)
        assert answer.method == "sendMessage"
        assert answer.text.startswith("docker run и docker start")
        assert "docker start db" in answer.code
    assert len(await server.calls(methods="sendRichMessage")) == 1
    lifecycle = await anya.ask("/lifecycle")
    assert lifecycle.method == "sendPhoto"
    assert "docker create" in lifecycle.buttons
    inline = await anya.inline("run vs start")
    assert "message_text" in inline["results"][0]["input_message_content"]


async def test_inline_and_guest_answers_fall_back_too(bot: BotProcess, server: Server) -> None:
    await server.configure(disabled=["sendRichMessage"])
    anya = Person(server)
    inline = await anya.inline("run vs start")
    assert "message_text" in inline["results"][0]["input_message_content"]
    article = await anya.summon("@docker_companion_bot run vs start")
    assert "message_text" in article["input_message_content"]


async def test_one_message_that_is_refused_comes_classic_and_the_next_rich(bot: BotProcess, server: Server) -> None:
    anya = Person(server)
    await server.fault("sendRichMessage", 400, description="Bad Request: RICH_MESSAGE_SOMETHING")
    assert (await anya.ask(QUESTION)).method == "sendMessage"
    assert (await anya.ask(QUESTION)).method == "sendRichMessage"


async def test_an_edit_in_place_falls_back_too(bot: BotProcess, server: Server) -> None:
    anya = Person(server)
    tree = await anya.ask("/topics")
    topic = await anya.press(tree, tree.labelled("Контейнеры"))
    await server.configure(disabled=["sendRichMessage"])  # editMessageText then does not know rich_message either
    entry = await anya.press(topic, topic.rows[0][0])
    assert entry.method == "editMessageText"
    assert entry.entities


@pytest.mark.parametrize("value", ["off", "OFF", "false"])
async def test_the_operator_can_switch_rich_messages_off(server: Server, tmp_path: Path, value: str) -> None:
    bot = BotProcess(server, tmp_path / "bot.log", tmp_path)
    await bot.start(RICH_MESSAGES=value)
    answer = await Person(server).ask(QUESTION)
    assert answer.method == "sendMessage"
    assert "контейнер\n  ⦁ docker run: каждый раз новый" in answer.text, "a list, on a phone"
    assert await bot.stop() == 0
    assert not await server.calls(methods="sendRichMessage")
    await check_log(bot, server)
