"""Inline mode and guest mode: chats where the bot is no member."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.conftest import BotProcess
from tests.server import rich
from tests.telegram.person import USERNAME, Person, Server

pytestmark = pytest.mark.asyncio(loop_scope="module")
BORIS = {"id": 31, "is_bot": False, "first_name": "Борис"}


def _text(article: dict[str, Any]) -> str:
    content = article["input_message_content"]
    if "rich_message" in content:
        return rich.plain(rich.blocks_of(content["rich_message"]["html"], {}))
    return str(content["message_text"])


async def test_results_come_while_typing(shared_bot: BotProcess, shared_server: Server) -> None:
    anya = Person(shared_server)
    for typed in ("run vs start", "run vs sta", "чем старт отличается от рана"):
        answer = await anya.inline(typed)
        assert answer["results"][0]["id"].startswith("run-vs-start:"), typed
    first = answer["results"][0]
    assert first["title"].startswith("docker run и docker start")
    assert first["description"].startswith("run создаёт")
    assert "какими остались" in _text(first)
    links = [button["url"] for row in first["reply_markup"]["inline_keyboard"] for button in row if "url" in button]
    assert links == [f"https://t.me/{USERNAME}?start=run-vs-start"]


async def test_an_empty_query_shows_popular_topics_page_by_page(shared_bot: BotProcess, shared_server: Server) -> None:
    anya = Person(shared_server)
    seen: list[str] = []
    offset = ""
    for _ in range(20):
        answer = await anya.inline("", offset)
        assert len(answer["results"]) <= 50
        assert answer["is_personal"] == "true"
        assert int(answer["cache_time"]) == 300
        seen += [result["id"] for result in answer["results"]]
        offset = answer.get("next_offset", "")
        if not offset:
            break
    assert not offset
    assert len(seen) == len(set(seen)) > 20
    assert seen[0].startswith("image:")


async def test_an_entry_is_found_by_its_id_and_nonsense_leads_to_the_private_chat(
    shared_bot: BotProcess, shared_server: Server
) -> None:
    anya = Person(shared_server)
    (only,) = (await anya.inline("run-vs-start"))["results"]
    assert only["id"].startswith("run-vs-start:")
    nothing = await anya.inline("какая завтра погода в Казани")
    assert nothing["results"] == []
    assert "Не нашёл" in json.loads(nothing["button"])["text"]
    assert (await anya.inline("docker rm", "not-a-number"))["results"]


async def test_inline_speaks_the_persons_language(shared_bot: BotProcess, shared_server: Server) -> None:
    answer = await Person(shared_server, language="en").inline("docker rm")
    assert answer["results"][0]["title"].startswith("docker rm: remove")


async def test_a_guest_reads_the_message_that_it_is_called_to(shared_bot: BotProcess, shared_server: Server) -> None:
    anya = Person(shared_server)
    error = "docker: Error response from daemon: driver failed: Bind for 0.0.0.0:80 failed: port is already allocated"
    article = await anya.summon(f"@{USERNAME}", {"from": BORIS, "text": error})
    assert "порт" in _text(article).lower() or "port" in _text(article).lower()
    with_words = await anya.summon(f"@{USERNAME} что это?", {"from": BORIS, "text": error})
    assert _text(with_words) == _text(article)
    captioned = await anya.summon(f"@{USERNAME}", {"from": BORIS, "caption": error, "photo": []})
    assert _text(captioned) == _text(article)


async def test_a_guest_answers_the_words_of_the_mention_once(shared_bot: BotProcess, shared_server: Server) -> None:
    anya = Person(shared_server)
    since = await shared_server.number()
    article = await anya.summon(f"@{USERNAME} чем старт отличается от рана")
    assert _text(article).startswith("docker run и docker start")
    buttons = [button for row in article["reply_markup"]["inline_keyboard"] for button in row]
    assert not any("callback_data" in button for button in buttons)
    chatter = await anya.summon(f"@{USERNAME} чем старт отличается от рана", {"from": BORIS, "text": "ага, согласен"})
    assert _text(chatter) == _text(article)
    empty = await anya.summon(f"@{USERNAME}")
    assert "Чем помочь" in _text(empty)
    unknown = await anya.summon(f"@{USERNAME} какая завтра погода в Казани")
    assert "Не знаю" in _text(unknown)
    choices = await anya.summon(f"@{USERNAME} запустить")
    assert choices["reply_markup"]["inline_keyboard"]
    assert len(await shared_server.calls(since, methods="answerGuestQuery")) == 5


async def test_a_long_guest_answer_is_folded(shared_bot: BotProcess, shared_server: Server) -> None:
    article = await Person(shared_server).summon(f"@{USERNAME} чем старт отличается от рана")
    blocks = rich.blocks_of(article["input_message_content"]["rich_message"]["html"], {})
    assert blocks[-1]["type"] == "details"
