"""Groups: what is said to the bot is answered in its topic, as a reply, shortly; all else is passed over in silence."""

from __future__ import annotations

import itertools
from typing import Any

import pytest

from tests.conftest import BotProcess
from tests.server.app import ME
from tests.telegram.person import USERNAME, Person, Server

pytestmark = pytest.mark.asyncio(loop_scope="module")
_groups = itertools.count(1)
QUESTION = "чем старт отличается от рана"


def _group(**more: Any) -> dict[str, Any]:
    return {"id": -10_000 - next(_groups), "type": "supergroup", "title": "Докер", **more}


async def test_commands_mentions_and_replies_are_answered_as_replies_and_all_else_is_silence(
    shared_bot: BotProcess, shared_server: Server
) -> None:
    await shared_server.configure(privacy=False)
    anya = Person(shared_server, group=_group())
    since = await shared_server.number()
    for text in (QUESTION, "docker ps -a", f"@another{USERNAME} {QUESTION}", f"mail@{USERNAME}"):
        await anya.send(text, wait=0)
    mention = await anya.ask(f"@{USERNAME} {QUESTION}")
    assert mention.text.startswith("docker run и docker start")
    assert mention.message["reply_to_message"]["message_id"] == anya.last_message
    reply = await anya.ask("что такое том", reply_to_message=mention.message)
    assert reply.text.startswith("Том")
    command = await anya.ask(f"/ask@{USERNAME} что такое образ")
    assert command.text.startswith("Образ")
    await anya.send("/ask@another_bot что такое образ", wait=0)
    await anya.send("/unknown", wait=0)
    last = await anya.ask(f"/lifecycle@{USERNAME}")
    assert "docker create" in last.buttons
    assert len(await anya.read(since, 4)) == 4, "and nothing more"


async def test_with_privacy_mode_on_the_same_is_answered(shared_bot: BotProcess, shared_server: Server) -> None:
    await shared_server.configure(privacy=True)
    anya = Person(shared_server, group=_group())
    since = await shared_server.number()
    await anya.send(QUESTION, wait=0)
    asked = await anya.ask(f"/ask {QUESTION}")
    assert asked.text.startswith("docker run")
    follow = await anya.ask("что такое том", reply_to_message=asked.message)
    assert follow.text.startswith("Том")
    assert len(await anya.read(since, 2)) == 2


async def test_a_file_that_is_replied_to_is_read(shared_bot: BotProcess, shared_server: Server) -> None:
    anya, boris = Person(shared_server), Person(shared_server)
    anya.chat = boris.chat = _group()
    await shared_server.upload("theirs", b"docker: Error response from daemon: port is already allocated")
    document = {"file_id": "theirs", "file_unique_id": "theirs", "file_name": "app.log", "file_size": 61}
    theirs = boris.message(document=document) | {"message_id": 4}
    for words in ("/ask", f"@{USERNAME} глянь"):
        assert "порт" in (await anya.ask(words, reply_to_message=theirs)).text.lower(), words
    picture = boris.message(document={**document, "file_name": "a.png"}) | {"message_id": 5}
    assert "не читаю" in (await anya.ask("/ask", reply_to_message=picture)).text
    assert (await anya.ask(f"@{USERNAME} что такое образ", reply_to_message=picture)).text.startswith("Образ")
    quoted = {"text": "port is already allocated", "position": 0}
    assert "порт" in (await anya.ask(f"@{USERNAME}", quote=quoted)).text.lower(), "of another chat"


async def test_ask_without_words_says_how_or_reads_the_message_that_it_replies_to(
    shared_bot: BotProcess, shared_server: Server
) -> None:
    anya, boris = Person(shared_server), Person(shared_server)
    anya.chat = boris.chat = _group()
    assert "Что спросить" in (await anya.ask("/ask")).text
    error = boris.message("docker: Error response from daemon: port is already allocated") | {"message_id": 3}
    by_command = await anya.ask("/ask", reply_to_message=error)
    by_mention = await anya.ask(f"@{USERNAME} глянь", reply_to_message=error)
    assert by_command.text == by_mention.text
    assert "порт" in by_command.text.lower(), "in the language of who asks, not of the error"


async def test_the_answer_goes_to_the_right_forum_topic_and_so_do_its_buttons(
    shared_bot: BotProcess, shared_server: Server
) -> None:
    anya = Person(shared_server, group=_group(is_forum=True))
    topic = {"message_thread_id": 77, "is_topic_message": True}
    answer = await anya.ask(f"@{USERNAME} {QUESTION}", **topic)
    opened = await anya.press(answer, "docker start")
    for seen in (answer, opened):
        assert seen.message["message_thread_id"] == 77
        assert seen.message["reply_to_message"]["message_id"] == anya.last_message
    general = await anya.ask(f"@{USERNAME} {QUESTION}")
    assert "message_thread_id" not in general.message
    # A reply in a group that is no forum has a thread too, and no topic.
    boris = Person(shared_server, group=_group())
    assert "message_thread_id" not in (await boris.ask(f"@{USERNAME} {QUESTION}", message_thread_id=5)).message


async def test_an_answer_is_short_and_its_long_part_is_folded(shared_bot: BotProcess, shared_server: Server) -> None:
    anya = Person(shared_server, group=_group())
    rich = await anya.ask(f"@{USERNAME} {QUESTION}")
    kinds = [block["type"] for block in rich.blocks]
    assert kinds[-1] == "details"
    assert "table" not in kinds
    assert any(block["type"] == "table" for block in rich.blocks[-1]["blocks"])
    await anya.press(await anya.ask("/settings"), "Простые")
    classic = await anya.ask(f"@{USERNAME} {QUESTION}")
    (folded,) = [entity for entity in classic.entities if entity["type"] == "expandable_blockquote"]
    assert "какими остались" in classic.span(folded)
    assert folded["offset"] < 400


async def test_buttons_belong_to_the_asker_and_a_stranger_is_told_kindly(
    shared_bot: BotProcess, shared_server: Server
) -> None:
    anya, boris = Person(shared_server), Person(shared_server)
    anya.chat = boris.chat = _group()
    answer = await anya.ask(f"@{USERNAME} {QUESTION}")
    since = await shared_server.number()
    for label in ("docker start", "👎", "👍"):
        assert "спрашивал" in await boris.notice(answer, label)
    assert await boris.read(since, 0) == []
    assert (await anya.press(answer, "docker start")).text.startswith("docker start")
    tree = await anya.ask(f"/topics@{USERNAME}")
    assert "спрашивал" in await boris.notice(tree, tree.labelled("Тома"))


async def test_bots_channels_and_what_came_through_a_bot_are_ignored(
    shared_bot: BotProcess, shared_server: Server
) -> None:
    group = _group()
    anya = Person(shared_server, group=group)
    since = await shared_server.number()
    text = f"@{USERNAME} {QUESTION}"
    channel = {"id": -777, "type": "channel", "title": "Канал"}
    robot = {"id": 5, "is_bot": True, "first_name": "Робот"}
    me = {key: ME[key] for key in ("id", "is_bot", "first_name", "username")}
    await anya.send(text, wait=0, **{"from": robot})
    await anya.send(text, wait=0, sender_chat=channel)
    await anya.send(text, wait=0, sender_chat=channel, is_automatic_forward=True)
    await anya.send(text, wait=0, via_bot=me)
    await shared_server.push({"channel_post": {"message_id": 1, "date": 1, "chat": channel, "text": text}})
    private = Person(shared_server)
    await private.send(QUESTION, wait=0, via_bot=me)
    anonymous = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
    answer = await anya.ask(text, sender_chat=group, **{"from": anonymous})
    assert answer.text.startswith("docker run"), "an anonymous administrator is a person"
    assert len(await anya.read(since, 1)) == 1
    assert await private.read(since, 0) == []


async def test_a_group_document_is_read_only_when_it_is_for_the_bot(
    shared_bot: BotProcess, shared_server: Server
) -> None:
    await shared_server.configure(privacy=False)
    anya = Person(shared_server, group=_group())
    since = await shared_server.number()
    await anya.send_file("app.log", b"port is already allocated", wait=0)
    (answer,) = await anya.send_file("app.log", b"port is already allocated", caption=f"@{USERNAME}")
    assert answer.text
    assert len(await anya.read(since, 1)) == 1
