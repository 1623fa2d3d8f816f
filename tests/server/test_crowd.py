"""The crowd of /control/crowd: what is asked, answered, lost and repeated is counted as it was."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from tests.conftest import BotProcess
from tests.server.app import TOKEN
from tests.telegram.person import Server


async def _report(server: Server) -> dict[str, Any]:
    async with server.session.get(f"{server.url}/control/crowd") as response:
        return dict(await response.json())


async def _begin(server: Server, **crowd: Any) -> None:
    async with server.session.post(f"{server.url}/control/crowd", json=crowd):
        pass


async def test_it_counts_what_is_answered_what_is_not_and_what_is_said_twice(server: Server) -> None:
    await _begin(server, questions=4, people=2, texts=["a", "b"], first=50)
    updates = (await server.call("getUpdates", TOKEN))["result"]
    assert [(each["message"]["chat"]["id"], each["message"]["text"]) for each in updates] == [
        (50, "a"),
        (51, "b"),
        (50, "a"),
        (51, "b"),
    ]
    for chat in (50, 51, 51, 51):
        assert (await server.call("sendMessage", TOKEN, chat_id=chat, text="c"))["ok"]
    await server.call("sendMessage", TOKEN, chat_id=50, text="")
    report = await _report(server)
    assert [report[key] for key in ("asked", "answered", "repeated", "refused")] == [4, 3, 1, 1]
    assert len(report["seconds"]) == 3


async def test_a_window_holds_questions_back_until_others_are_answered(server: Server) -> None:
    await _begin(server, questions=3, people=3, texts=["a"], first=50, window=2)
    assert len((await server.call("getUpdates", TOKEN, timeout=1))["result"]) == 2
    await server.call("sendMessage", TOKEN, chat_id=50, text="b")
    await server.call("getUpdates", TOKEN, timeout=1)
    assert (await _report(server))["asked"] == 3


async def test_an_answer_that_breaks_off_is_none(server: Server) -> None:
    await server.fault("getMe", 2)
    with pytest.raises(Exception, match=r"payload|Response"):
        await server.call("getMe", TOKEN)
    assert (await server.call("getMe", TOKEN))["ok"]


@pytest.mark.parametrize("texts", [["что такое образ", "привет", "docker rm web"]])
async def test_the_bot_answers_each_of_a_crowd_once(bot: BotProcess, server: Server, texts: list[str]) -> None:
    await _begin(server, questions=30, people=30, texts=texts, twice=True)
    for _ in range(200):
        report = await _report(server)
        if report["answered"] == 30:
            break
        await asyncio.sleep(0.1)
    assert [report[key] for key in ("asked", "answered", "repeated", "refused")] == [30, 30, 0, 0]
