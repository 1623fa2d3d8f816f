"""The types of Telegram's responses, held on to.

aiogram makes ``Response[Message]`` at each response. pydantic keeps such a type only as long as something refers to
it, and builds it anew after that, which takes tens of milliseconds in the midst of an answer.
"""

from __future__ import annotations

from typing import Any

from aiogram import Bot
from aiogram.client.session.middlewares.base import BaseRequestMiddleware, NextRequestMiddlewareType
from aiogram.methods import Response, TelegramMethod
from aiogram.methods.base import TelegramType


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
