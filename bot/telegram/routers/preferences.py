"""The buttons of /settings: what a person prefers, kept by the journal."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from aiogram import Bot, Router
from aiogram.types import CallbackQuery, Message

from bot.journal import Journal, Preferences
from bot.locales import phrase
from bot.telegram import screens
from bot.telegram.callbacks import SettingButton
from bot.telegram.keyboards import settings_keyboard
from bot.telegram.middlewares.language import user_language
from bot.telegram.outcomes import call
from bot.telegram.place import Place
from bot.telegram.sending import Sender


def router() -> Router:
    """The router of preferences."""
    result = Router(name="preferences")

    @result.callback_query(SettingButton.filter())
    async def choose(
        query: CallbackQuery,
        callback_data: SettingButton,
        bot: Bot,
        journal: Journal,
        sender: Sender,
        place: Place | None,
        preferences: Preferences,
    ) -> None:
        chosen = _with(preferences, callback_data)
        kept = await asyncio.to_thread(journal.set_preferences, query.from_user.id, chosen)
        language = chosen.language or user_language(query.from_user)
        text = phrase("settings-kept" if kept else "settings-not-kept", language)
        await call(lambda: bot.answer_callback_query(query.id, text=text))
        shown = query.message
        if chosen != preferences and place and isinstance(shown, Message):
            reply = screens.settings(language, chosen)
            markup = settings_keyboard(reply, chosen, callback_data.owner)
            await sender.show(bot, shown, replace(place, rich=chosen.style != "classic"), reply, markup)

    return result


def _with(preferences: Preferences, button: SettingButton) -> Preferences:
    """Preferences after a press; a value that no button of today has changes nothing."""
    match button.name, button.value:
        case "language", "ru" | "en" as language:
            return replace(preferences, language=language)
        case "language", "auto":
            return replace(preferences, language=None)
        case "style", "rich" | "classic" as style:
            return replace(preferences, style=style)
        case _:
            return preferences
