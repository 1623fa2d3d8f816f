"""Limits with one notice, order over a 429, typing… only for long work, updates that waited."""

from __future__ import annotations

import asyncio
from pathlib import Path

from bot.telegram.allowance import MemoryAllowance
from tests.conftest import BotProcess, check_log
from tests.telegram.person import SENDING, USERNAME, Person, Seen, Server


async def test_an_allowance_tells_once_and_is_there_again_when_the_window_has_passed() -> None:
    now = 0.0
    allowance = MemoryAllowance(2, window=60, clock=lambda: now)
    assert [(await allowance.take(1))[0] for _ in range(5)] == ["served", "served", "told", "silent", "silent"]
    assert (await allowance.take(2))[0] == "served", "another's allowance is another's"
    now = 30.0
    assert await allowance.take(1) == ("silent", 30)
    now = 61.0
    assert [(await allowance.take(1))[0] for _ in range(3)] == ["served", "served", "told"]


async def test_who_asks_too_much_gets_one_kind_notice_and_others_are_answered(server: Server, tmp_path: Path) -> None:
    bot = BotProcess(server, tmp_path / "bot.log", tmp_path)
    await bot.start(USER_LIMIT="3", GROUP_LIMIT="4")
    anya, boris = Person(server), Person(server)
    since = await server.number()
    for _ in range(8):
        await anya.send("привет", wait=0)
    assert (await boris.ask("привет")).text.startswith("Привет")
    replies = await anya.read(since, 4)
    assert [reply.text.split()[0] for reply in replies] == ["Привет!"] * 3 + ["Передохнём"]
    assert "секунд" in replies[-1].text
    # A group's limit counts what is said to the bot only, whoever says it.
    group = {"id": -42, "type": "supergroup", "title": "Докер"}
    people = [Person(server, group=group) for _ in range(6)]
    since = await server.number()
    for person in people:
        await person.send("болтовня", wait=0)
        await person.send(f"@{USERNAME} привет", wait=0)
    replies = await people[0].read(since, 5)
    assert sum("Передохнём" in reply.text for reply in replies) == 1
    assert sum("Привет" in reply.text for reply in replies) == 4
    # Where the bot is no member the notice is the answer to the query, once too.
    vera = Person(server)
    said = [await vera.summon(f"@{USERNAME} привет") for _ in range(4)]
    texts = [article["input_message_content"]["message_text"].split()[0] for article in said]
    assert texts == ["Привет!"] * 3 + ["Передохнём"]
    assert await bot.stop() == 0
    await check_log(bot, server)


async def test_a_429_is_waited_out_and_the_answers_arrive_in_order(bot: BotProcess, server: Server) -> None:
    anya = Person(server)
    await anya.ask("привет")
    await server.configure(flood=1)
    since = await server.number()
    texts = ("что такое образ", "что такое контейнер", "что такое том")
    for text in texts:
        await anya.send(text, wait=0)
    replies = await anya.read(since, 3, seconds=30)
    assert [reply.text.split()[0] for reply in replies] == ["Образ", "Контейнер", "Том"]
    faults = [call for call in await server.calls(since, methods=SENDING) if call.get("fault") == 429]
    assert faults, "the server did hold them up"


async def test_typing_is_shown_only_where_the_work_is_long(bot: BotProcess, server: Server) -> None:
    anya = Person(server)
    await anya.ask("что такое образ")
    await server.fault("getFile", 1, seconds=1.5)
    await anya.send_file("a.log", b"port is already allocated")
    actions = await server.calls(methods="sendChatAction")
    assert [call["data"]["action"] for call in actions] == ["typing"]
    before = [call["method"] for call in await server.calls()]
    assert before.index("sendChatAction") > before.index("sendRichMessage"), "not for the question"


async def test_updates_that_waited_while_the_bot_was_down_are_answered(server: Server, tmp_path: Path) -> None:
    anya = Person(server)
    await anya.send("что такое образ", wait=0)
    await anya.send("что такое том", wait=0)
    bot = BotProcess(server, tmp_path / "bot.log", tmp_path)
    await bot.start()
    replies = [Seen(call) for call in await server.calls(0, 2, SENDING, answered=True)]
    assert [reply.text.split()[0] for reply in replies] == ["Образ", "Том"]
    assert await bot.stop() == 0


async def test_a_group_that_became_a_supergroup_gets_its_answer_there(bot: BotProcess, server: Server) -> None:
    old = {"id": -44, "type": "group", "title": "Докер"}
    new = {"id": -100_44, "type": "supergroup", "title": "Докер"}
    anya, boris = Person(server, group=old), Person(server, group=new)
    await boris.ask(f"@{USERNAME} привет")
    upgraded = "Bad Request: group chat was upgraded to a supergroup chat"
    await server.fault("sendMessage", 400, description=upgraded, migrate_to_chat_id=new["id"])
    since = await server.number()
    await anya.send(f"@{USERNAME} спасибо", wait=0)
    (answer,) = await boris.read(since)
    assert answer.text.startswith("Пожалуйста")


async def test_no_right_to_write_and_a_lost_group_are_noted_not_raised(bot: BotProcess, server: Server) -> None:
    group = {"id": -43, "type": "supergroup", "title": "Докер"}
    anya = Person(server, group=group)
    sayings = (
        (400, "Bad Request: not enough rights to send text messages to the chat"),
        (403, "Forbidden: bot was kicked from the supergroup chat"),
        (400, "Bad Request: TOPIC_CLOSED"),
        (400, "Bad Request: group chat was deactivated"),
    )
    for status, description in sayings:
        await server.fault("sendMessage", status, description=description)
        await anya.send(f"@{USERNAME} привет", wait=0)
    assert (await anya.ask(f"@{USERNAME} привет")).text.startswith("Привет")
    await asyncio.sleep(0)
    assert bot.text.count("call refused: blocked") == 3
    assert bot.text.count("call refused: the chat or the message is gone") == 1
