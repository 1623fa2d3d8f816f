"""The assistant of now, read once for an update: handlers find it as ``assistant``."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import BaseMiddleware
from aiogram.types import TelegramObject

from bot.operations.current import Current


class CurrentMiddleware(BaseMiddleware):
    """Puts the current assistant into the data of an update."""

    def __init__(self, current: Current) -> None:
        self._current = current

    async def __call__(
        self,
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
        event: TelegramObject,
        data: dict[str, Any],
    ) -> Any:
        """Add the assistant and go on."""
        data["assistant"] = self._current.assistant
        return await handler(event, data)
