"""Telegram's responses: their types, held on to, and no more of a message that was sent than is needed.

aiogram makes ``Response[Message]`` at each response. pydantic keeps such a type only as long as something refers to
it, and builds it anew after that, which takes tens of milliseconds in the midst of an answer.
"""

from __future__ import annotations

import json
from typing import Any

from aiogram import Bot
from aiogram.client.session.middlewares.base import BaseRequestMiddleware, NextRequestMiddlewareType
from aiogram.methods import Response, TelegramMethod
from aiogram.methods.base import TelegramType

#: What a message is known by. The rest is what we have just sent, or what the chat is called.
_SENT = ("message_id", "date", "chat", "message_thread_id")


def read(content: str) -> Any:
    """The JSON of a response, as aiogram's session reads it. Raises ValueError.

    Of a message that was sent or edited only ``_SENT`` is left: to validate all of its text, its entities and its
    buttons takes longer than to find an answer. Updates come in a list, and are left as they are.
    """
    data = json.loads(content)
    if isinstance(data, dict) and isinstance(sent := data.get("result"), dict) and "message_id" in sent:
        data["result"] = {key: sent[key] for key in _SENT if key in sent}
    return data


class Responses(BaseRequestMiddleware):
    """Keeps the type of each kind of response that was ever wanted: a handful."""

    def __init__(self) -> None:
        self._kept: dict[Any, Any] = {}

    async def __call__(
        self, make_request: NextRequestMiddlewareType[TelegramType], bot: Bot, method: TelegramMethod[TelegramType]
    ) -> Response[TelegramType]:
        """Make the call."""
        returned = method.__returning__
        if returned not in self._kept:
            self._kept[returned] = Response[returned]  # type: ignore[valid-type]
        return await make_request(bot, method)
