"""The typed data of buttons; at most 64 bytes each."""

from __future__ import annotations

from aiogram.filters.callback_data import CallbackData

from bot.text.language import Language


class EntryButton(CallbackData, prefix="e"):
    """Opens an entry in the language of the message that carries the button."""

    language: Language
    entry: str


class MenuButton(CallbackData, prefix="m"):
    """Opens a menu."""

    language: Language
    menu: str
