"""Buttons of a Reply as inline keyboards."""

from __future__ import annotations

from aiogram.types import CopyTextButton, InlineKeyboardButton, InlineKeyboardMarkup

from bot.reply import Choice, Reply
from bot.telegram.callbacks import EntryButton, MenuButton
from bot.telegram.limits import COPY_TEXT_LENGTH
from bot.text.language import Language

#: What fits on a button on a phone's screen before it is cut by the client.
_LABEL = 60


def _label(text: str) -> str:
    return text if len(text) <= _LABEL else text[: _LABEL - 1] + "…"


def _button(choice: Choice, language: Language) -> InlineKeyboardButton:
    if choice.action.kind == "entry":
        data = EntryButton(language=language, entry=choice.action.target).pack()
    else:
        data = MenuButton(language=language, menu=choice.action.target).pack()
    return InlineKeyboardButton(text=_label(choice.label), callback_data=data)


def keyboard(reply: Reply) -> InlineKeyboardMarkup | None:
    """The inline keyboard of a reply: a copy button for its main snippet, then its choices; None without any."""
    rows: list[list[InlineKeyboardButton]] = []
    if reply.snippets and len(reply.snippets[0]) <= COPY_TEXT_LENGTH:
        snippet = reply.snippets[0]
        rows.append([InlineKeyboardButton(text=_label(f"📋 {snippet}"), copy_text=CopyTextButton(text=snippet))])
    rows.extend([_button(choice, reply.language) for choice in row] for row in reply.rows)
    return InlineKeyboardMarkup(inline_keyboard=rows) if rows else None
