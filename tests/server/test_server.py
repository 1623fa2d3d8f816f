"""The tests' Bot API server refuses what Telegram refuses."""

from __future__ import annotations

from typing import Any

import pytest

from tests.server.app import TOKEN
from tests.telegram.person import Person, Server

BUTTON = {"text": "ok", "callback_data": "x"}


def _keyboard(**changes: Any) -> dict[str, Any]:
    return {"inline_keyboard": [[{**BUTTON, **changes}]]}


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ({"text": ""}, "text is empty"),
        ({"text": " \n"}, "text is empty"),
        ({"text": "я" * 4097}, "too long"),
        ({"text": "🐳" * 2049}, "too long"),
        ({"text": "<b>x", "parse_mode": "HTML"}, "end tag"),
        ({"text": "<h1>x</h1>", "parse_mode": "HTML"}, "Unsupported start tag"),
        ({"text": "a</b>", "parse_mode": "HTML"}, "Unmatched"),
        ({"text": "ab", "entities": [{"type": "bold", "offset": 1, "length": 2}]}, "wrong offset"),
        ({"text": "🐳a", "entities": [{"type": "bold", "offset": 1, "length": 1}]}, "middle"),
        ({"text": "ab", "entities": [{"type": "shout", "offset": 0, "length": 1}]}, "unsupported type"),
        (
            {
                "text": "ab",
                "entities": [{"type": "pre", "offset": 0, "length": 2}, {"type": "bold", "offset": 0, "length": 1}],
            },
            "overlap",
        ),
        ({"text": "a", "reply_markup": _keyboard(callback_data="я" * 33)}, "BUTTON_DATA_INVALID"),
        ({"text": "a", "reply_markup": _keyboard(url="https://a.b")}, "exactly one"),
        ({"text": "a", "reply_markup": _keyboard(text=" ")}, "to have text"),
        (
            {"text": "a", "reply_markup": {"inline_keyboard": [[{"text": "c", "copy_text": {"text": "x" * 257}}]]}},
            "COPY_TEXT",
        ),
        ({"text": "a", "reply_markup": {"inline_keyboard": [[]]}}, "empty row"),
        ({"text": "a", "reply_parameters": {"message_id": 99999}}, "not found"),
    ],
)
async def test_it_refuses_bad_messages(server: Server, data: dict[str, Any], reason: str) -> None:
    await Person(server, 5).send("hello", wait=0)
    answer = await server.call("sendMessage", TOKEN, chat_id=5, **data)
    assert answer["ok"] is False
    assert reason in answer["description"]


@pytest.mark.parametrize(
    "data",
    [
        {"text": "я" * 4096},
        {"text": "🐳" * 2048},
        {"text": "<b>x</b>", "parse_mode": "HTML"},
        {"text": "a", "reply_markup": _keyboard(callback_data="я" * 32)},
        {"text": "a", "reply_markup": {"inline_keyboard": [[{"text": "c", "copy_text": {"text": "x" * 256}}]]}},
    ],
)
async def test_it_takes_what_is_just_within_the_limits(server: Server, data: dict[str, Any]) -> None:
    await Person(server, 5).send("hello", wait=0)
    assert (await server.call("sendMessage", TOKEN, chat_id=5, **data))["ok"] is True


async def test_it_refuses_a_wrong_token_an_unknown_method_an_unknown_chat(server: Server) -> None:
    assert (await server.call("getMe", "1:x"))["error_code"] == 401
    assert (await server.call("sendEverything", TOKEN))["error_code"] == 404
    assert "chat not found" in (await server.call("sendMessage", TOKEN, chat_id=1, text="a"))["description"]
    assert "too old" in (await server.call("answerCallbackQuery", TOKEN, callback_query_id="0"))["description"]
