"""typing… where an answer takes over half a second, and only there."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import BaseMiddleware, Bot
from aiogram.enums import ChatAction
from aiogram.exceptions import AiogramError
from aiogram.types import TelegramObject

from bot.telegram.place import Place

#: Seconds of work before the hint appears, and until it is renewed (Telegram shows it for five).
PATIENCE, RENEWED = 0.5, 4.5


class TypingMiddleware(BaseMiddleware):
    """Runs the hint beside the handler and ends it with it."""

    async def __call__(
        self,
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
        event: TelegramObject,
        data: dict[str, Any],
    ) -> Any:
        """Handle the event; hint that it is being handled if that takes long."""
        place: Place | None = data.get("place")
        if place is None:
            return await handler(event, data)
        done = asyncio.Event()

        async def work() -> Any:
            try:
                return await handler(event, data)
            finally:
                done.set()

        result, _ = await asyncio.gather(work(), _hint(data["bot"], place, done))
        return result


async def _hint(bot: Bot, place: Place, done: asyncio.Event) -> None:
    patience = PATIENCE
    while True:
        try:
            await asyncio.wait_for(done.wait(), patience)
            return
        except TimeoutError:
            patience = RENEWED
        try:
            await bot.send_chat_action(place.chat, ChatAction.TYPING, message_thread_id=place.thread, request_timeout=3)
        except AiogramError:
            return  # a hint is not worth a second try
