"""The language that a user's Telegram is set to, for replies whose question tells none."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import BaseMiddleware
from aiogram.types import TelegramObject, User

from bot.text.language import Language


def user_language(user: User | None) -> Language:
    """English for users whose Telegram is neither Russian nor unknown, else Russian.

    Speakers of the languages of Russia's neighbours mostly read Russian better than English.
    """
    code = (user.language_code or "ru").lower() if user else "ru"
    near_russian = ("ru", "be", "uk", "kk", "ky", "uz", "tg", "hy", "az", "ka", "tt", "ba")
    return "ru" if code.split("-")[0] in near_russian else "en"


class LanguageMiddleware(BaseMiddleware):
    """Puts ``language`` into the data of every handler."""

    async def __call__(
        self,
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
        event: TelegramObject,
        data: dict[str, Any],
    ) -> Any:
        """Add the language and go on."""
        data["language"] = user_language(data.get("event_from_user"))
        return await handler(event, data)
