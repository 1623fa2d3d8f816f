"""An edited question edits its answer; captions and forwarded messages are questions too."""

from __future__ import annotations

import pytest

from tests.conftest import BotProcess
from tests.telegram.person import USERNAME, Person, Server

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_an_edited_question_edits_its_answer(shared_bot: BotProcess, shared_server: Server) -> None:
    anya = Person(shared_server)
    first = await anya.ask("что такое образ")
    (second,) = await anya.edit("что такое том")
    assert second.method == "editMessageText"
    assert second.message["message_id"] == first.message["message_id"]
    assert second.text.startswith("Том")
    (third,) = await anya.edit("привет")
    assert third.message["message_id"] == first.message["message_id"]
    assert "Привет" in third.text
    (fourth,) = await anya.edit("чем старт отличается от рана")
    assert fourth.message["message_id"] == first.message["message_id"]
    assert any(block["type"] == "table" for block in fourth.blocks)


async def test_an_edit_that_changes_nothing_is_no_error(shared_bot: BotProcess, shared_server: Server) -> None:
    anya = Person(shared_server)
    first = await anya.ask("привет")
    await anya.edit("привет", wait=0)
    (second,) = await anya.edit("спасибо")
    assert second.message["message_id"] == first.message["message_id"]


async def test_an_edit_of_what_was_never_answered_is_passed_over(shared_bot: BotProcess, shared_server: Server) -> None:
    anya = Person(shared_server)
    await anya.ask("что такое образ")
    since = await shared_server.number()
    await anya.edit("что такое том", identifier=999_999, wait=0)
    assert (await anya.ask("привет")).text
    assert len(await anya.read(since)) == 1


async def test_a_group_question_is_edited_too(shared_bot: BotProcess, shared_server: Server) -> None:
    anya = Person(shared_server, group={"id": -5001, "type": "supergroup", "title": "Докер"})
    first = await anya.ask(f"@{USERNAME} что такое образ")
    (second,) = await anya.edit(f"@{USERNAME} что такое том")
    assert second.message["message_id"] == first.message["message_id"]


async def test_an_edited_ask_is_answered_in_its_place_and_words_may_come_later(
    shared_bot: BotProcess, shared_server: Server
) -> None:
    anya = Person(shared_server, group={"id": -5002, "type": "supergroup", "title": "Докер"})
    notice = await anya.ask("/ask")
    for text, start in (("/ask что такое образ", "Образ"), ("/ask что такое том", "Том")):
        (answer,) = await anya.edit(text)
        assert answer.text.startswith(start)
        assert answer.message["message_id"] == notice.message["message_id"]


async def test_captions_and_forwarded_messages_are_questions(shared_bot: BotProcess, shared_server: Server) -> None:
    anya = Person(shared_server)
    photo = [{"file_id": "p", "file_unique_id": "p", "width": 1, "height": 1}]
    (answer,) = await anya.send(photo=photo, caption="что такое образ")
    assert answer.text.startswith("Образ")
    origin = {"type": "hidden_user", "date": 1_795_000_000, "sender_user_name": "Кто-то"}
    assert (await anya.ask("port is already allocated", forward_origin=origin)).text
    (notice,) = await anya.send(photo=photo)
    assert "текст" in notice.text


async def test_a_follow_up_is_about_the_last_answer(shared_bot: BotProcess, shared_server: Server) -> None:
    anya, boris = Person(shared_server), Person(shared_server)
    await anya.ask("что такое том")
    about_volumes = await anya.ask("а как удалить?")
    alone = await boris.ask("а как удалить?")
    assert about_volumes.text != alone.text
    assert "volume" in about_volumes.text or "том" in about_volumes.text.lower()
