"""What the Telegram face keeps in memory: entries that were drawn, nothing of pastes, nobody for ever."""

from __future__ import annotations

import dataclasses
import gc
import weakref

import pytest
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.methods import Response
from aiogram.types import User

from bot.assistant import Assistant
from bot.settings import load_settings
from bot.telegram import rich
from bot.telegram.app import make_dispatcher
from bot.telegram.responses import Responses
from bot.wiring import running
from tests.server.app import TOKEN
from tests.telegram.person import Server


def _html(assistant: Assistant, text: str) -> str:
    message = rich.rich_message(assistant.ask(text))
    assert message is not None
    assert message.html is not None
    return message.html


def test_an_entry_drawn_again_is_the_same_and_an_edited_one_is_not(assistant: Assistant) -> None:
    reply = assistant.ask("чем старт отличается от рана")
    before = rich.rich_message(reply)
    assert before == rich.rich_message(reply)
    edited = rich.rich_message(dataclasses.replace(reply, body=reply.body + "\n\nAnew."))
    assert edited
    assert edited.html
    assert edited.html.endswith("<p>Anew.</p>")


def test_a_picture_is_shown_once_however_often_it_is_asked_for(assistant: Assistant) -> None:
    reply = dataclasses.replace(
        assistant.ask("чем старт отличается от рана"), picture=assistant.base.folder / "pictures/lifecycle.ru.png"
    )
    for _ in range(3):
        message = rich.rich_message(reply)
        assert message
        assert message.html
        assert message.html.count("<img") == 1


def test_a_folded_answer_and_an_open_one_are_kept_apart(assistant: Assistant) -> None:
    reply = assistant.ask("чем старт отличается от рана")
    for _ in range(2):
        folded, opened = rich.rich_message(reply, folded=True), rich.rich_message(reply)
        assert folded
        assert opened
        assert "<details>" in str(folded.html)
        assert folded.html != opened.html


def test_nothing_of_a_paste_is_kept(assistant: Assistant) -> None:
    _html(assistant, "чем старт отличается от рана")
    assert rich._ENTRIES
    assert "hunter2" in _html(assistant, "docker run -e NAME=hunter2 nginx:1.29")
    assert "hunter2" not in repr(list(rich._ENTRIES.items()))


async def test_the_type_of_a_response_is_built_once(server: Server) -> None:
    session = AiohttpSession(api=TelegramAPIServer.from_base(server.url))
    session.middleware(Responses())
    bot = Bot(TOKEN, session=session)
    await bot.get_me()
    first = weakref.ref(Response[User])
    gc.collect()
    assert first() is not None
    assert first() is Response[User]
    await bot.session.close()


async def test_no_state_is_kept_for_each_person_who_ever_wrote(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOT_TOKEN", TOKEN)
    monkeypatch.setenv("JOURNAL_PATH", "off")
    async with running(load_settings()) as services:
        dispatcher = make_dispatcher(services)
        assert dispatcher.fsm not in list(dispatcher.update.outer_middleware)
