"""The language of a person's Telegram, or the one that the person chose, and the place for the answer."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import BaseMiddleware
from aiogram.types import CallbackQuery, Message, TelegramObject, User

from bot.journal import Journal, Preferences
from bot.telegram import place
from bot.text.language import Language


def user_language(user: User | None) -> Language:
    """English for users whose Telegram is neither Russian nor unknown, else Russian.

    Speakers of the languages of Russia's neighbours mostly read Russian better than English.
    """
    code = (user.language_code or "ru").lower() if user else "ru"
    near_russian = ("ru", "be", "uk", "kk", "ky", "uz", "tg", "hy", "az", "ka", "tt", "ba")
    return "ru" if code.split("-")[0] in near_russian else "en"


class LanguageMiddleware(BaseMiddleware):
    """Puts into the data of every handler what the person prefers.

    language: for replies whose question tells none. only: the language that the person chose, or None.
    preferences: what was chosen in /settings. place: where the answer goes; None under a message sent inline.
    """

    async def __call__(
        self,
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
        event: TelegramObject,
        data: dict[str, Any],
    ) -> Any:
        """Add the person's preferences and go on."""
        user: User | None = data.get("event_from_user")
        journal: Journal = data["journal"]
        chosen = await asyncio.to_thread(journal.preferences, user.id) if user else Preferences()
        rich = chosen.style != "classic"
        data["preferences"] = chosen
        data["only"] = chosen.language
        data["language"] = chosen.language or user_language(user)
        if isinstance(event, Message):
            data["place"] = place.of_message(event, rich)
        elif isinstance(event, CallbackQuery):
            data["place"] = place.of_button(event, rich)
        return await handler(event, data)
