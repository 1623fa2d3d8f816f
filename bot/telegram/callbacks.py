"""The typed data of buttons; at most 64 bytes each (``tests/telegram/test_callbacks.py`` packs the longest).

``owner`` is the user to whom a button of a group's message belongs, in base 36
to save bytes; empty where everybody who sees the button may press it.
"""

from __future__ import annotations

from typing import Literal

from aiogram.filters.callback_data import CallbackData

from bot.text.language import Language

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def short(number: int) -> str:
    """A number of zero or more in base 36, as it stands in button data; ``int(…, 36)`` reads it."""
    digits = ""
    while number:
        number, rest = divmod(number, 36)
        digits = _DIGITS[rest] + digits
    return digits or "0"


class EntryButton(CallbackData, prefix="e"):
    """Opens an entry in the language of the message that carries the button.

    ``page`` is that of the topic's list in which the button stands: the entry takes the list's place, with a way back.
    """

    language: Language
    entry: str
    page: int | None = None
    owner: str = ""


class MenuButton(CallbackData, prefix="m"):
    """Opens a menu."""

    language: Language
    menu: str
    owner: str = ""


class TopicButton(CallbackData, prefix="t"):
    """Shows a page of a topic in place; without a topic, the tree of topics."""

    language: Language
    topic: str = ""
    page: int = 0
    owner: str = ""


class RandomButton(CallbackData, prefix="r"):
    """Shows an entry by chance."""

    language: Language
    owner: str = ""


class ConvertButton(CallbackData, prefix="c"):
    """Shows a paste as its counterpart, which the conversation keeps under ``key``."""

    language: Language
    key: str
    owner: str = ""


class ScreenButton(CallbackData, prefix="s"):
    """Shows a screen of the face's own."""

    language: Language
    screen: Literal["help", "settings", "privacy", "about"]
    owner: str = ""


class SettingButton(CallbackData, prefix="o"):
    """Sets an option of the person who presses it."""

    name: Literal["language", "style"]
    value: str
    owner: str = ""


class VoteButton(CallbackData, prefix="v"):
    """A vote for an answer by its number in the journal (in base 36); ``entry`` is what it showed."""

    language: Language
    answer: str
    up: bool
    entry: str = ""
    owner: str = ""


#: Every class of button data.
BUTTONS: tuple[type[CallbackData], ...] = (
    EntryButton,
    MenuButton,
    TopicButton,
    RandomButton,
    ConvertButton,
    ScreenButton,
    SettingButton,
    VoteButton,
)


def owner_in(data: str) -> str:
    """The owner whom button data names; empty for none, and for data that is no button's."""
    for kind in BUTTONS:
        if data.startswith(f"{kind.__prefix__}:"):
            try:
                return str(getattr(kind.unpack(data), "owner", ""))
            except (TypeError, ValueError):
                return ""
    return ""
