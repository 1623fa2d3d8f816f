"""An update on its way: its name for the log, counted, and in hand until it is handled."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import BaseMiddleware
from aiogram.types import TelegramObject, Update
from aiogram.types.update import UpdateTypeLookupError

from bot.operations.metrics import Metrics
from bot.operations.request import REQUEST, Request


class RequestMiddleware(BaseMiddleware):
    """Names the update's request for the log and the measures."""

    def __init__(self, metrics: Metrics) -> None:
        self._metrics = metrics

    async def __call__(
        self,
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
        event: TelegramObject,
        data: dict[str, Any],
    ) -> Any:
        """Go on within the request."""
        token = REQUEST.set(Request())
        try:
            with self._metrics.handling(_kind(event)):
                return await handler(event, data)
        finally:
            REQUEST.reset(token)


def _kind(event: TelegramObject) -> str:
    """One of Telegram's types of updates, or ``other``."""
    if not isinstance(event, Update):
        return "other"
    try:
        return event.event_type
    except UpdateTypeLookupError:
        return "other"
