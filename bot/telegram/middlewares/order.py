"""One chat, one update at a time: answers come in the order of the questions, also where a 429 holds one up."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any
from weakref import WeakValueDictionary

from aiogram import BaseMiddleware
from aiogram.types import TelegramObject


class OrderMiddleware(BaseMiddleware):
    """Lets the updates of a chat (of a user, where there is none) wait for each other."""

    def __init__(self) -> None:
        self._locks: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()

    async def __call__(
        self,
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
        event: TelegramObject,
        data: dict[str, Any],
    ) -> Any:
        """Wait for the chat's turn and go on."""
        chat, user = data.get("event_chat"), data.get("event_from_user")
        key = chat.id if chat else user.id if user else 0
        lock = self._locks.get(key)
        if lock is None:
            lock = self._locks[key] = asyncio.Lock()
        async with lock:
            return await handler(event, data)
