"""Markdown of a Reply to Telegram messages, by telegramify-markdown: text with entities, never hand-made escaping."""

from __future__ import annotations

from dataclasses import dataclass

from aiogram.types import MessageEntity
from telegramify_markdown import convert, split_entities, utf16_len

from bot.reply import Reply
from bot.telegram.limits import CAPTION_LENGTH, MESSAGE_LENGTH


@dataclass(frozen=True, slots=True)
class Part:
    """One message: its text and the entities over it."""

    text: str
    entities: list[MessageEntity]


def render(reply: Reply) -> list[Part]:
    """The messages of a reply, in order, each within Telegram's limit."""
    text, entities = convert(reply.markdown, latex_escape=False)
    return [
        Part(part, [MessageEntity(**entity.to_dict()) for entity in its])
        for part, its in split_entities(text, entities, MESSAGE_LENGTH)
    ]


def fits_caption(part: Part) -> bool:
    """Tell whether a part can be the caption of a picture."""
    return utf16_len(part.text) <= CAPTION_LENGTH
