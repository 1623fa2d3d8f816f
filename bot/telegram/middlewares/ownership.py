"""In a group, an answer's buttons belong to the asker; a stranger is told so kindly."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import BaseMiddleware, Bot
from aiogram.types import CallbackQuery, TelegramObject

from bot.locales import phrase
from bot.telegram.callbacks import owner_in, short
from bot.telegram.outcomes import call


class OwnershipMiddleware(BaseMiddleware):
    """Passes on only the presses of a button's owner."""

    async def __call__(
        self,
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
        event: TelegramObject,
        data: dict[str, Any],
    ) -> Any:
        """Go on with the owner's press; tell a stranger."""
        if isinstance(event, CallbackQuery):
            owner = owner_in(event.data or "")
            if owner and owner != short(event.from_user.id):
                bot: Bot = data["bot"]
                text = phrase("stranger", data["language"])
                await call(lambda: bot.answer_callback_query(event.id, text=text))
                return None
        return await handler(event, data)
