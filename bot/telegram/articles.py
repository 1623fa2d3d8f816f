"""Replies as inline results: what is sent into chats where the bot may be no member (inline and guest mode)."""

from __future__ import annotations

from aiogram.types import (
    InlineQueryResultArticle,
    InputRichMessageContent,
    InputTextMessageContent,
    LinkPreviewOptions,
)

from bot.reply import Reply
from bot.telegram.keyboards import link_keyboard
from bot.telegram.limits import INLINE_ID_BYTES
from bot.telegram.outline import outline
from bot.telegram.rendering import Part, is_long, render, render_folded
from bot.telegram.rich import has_structure, rich_message

#: What a client shows of a description under a result's title.
_DESCRIPTION = 120


def article(reply: Reply, username: str, rich: bool, folded: bool = False) -> InlineQueryResultArticle:
    """A reply as an article. ``folded``: the long part collapsed, for a chat where others talk."""
    return InlineQueryResultArticle(
        id=_identifier(reply),
        title=reply.title or "Docker",
        description=_description(reply),
        input_message_content=_content(reply, rich, folded),
        reply_markup=link_keyboard(reply, username),
    )


def _identifier(reply: Reply) -> str:
    identifier = f"{reply.entry or reply.outcome}:{reply.language}"
    return identifier if len(identifier.encode()) <= INLINE_ID_BYTES else identifier.encode()[:INLINE_ID_BYTES].decode()


def _description(reply: Reply) -> str:
    first = next((block for block in outline(reply.body) if block.kind == "paragraph"), None)
    parts = render(first.source) if first else []
    text = parts[0].text if parts and isinstance(parts[0], Part) else ""
    text = " ".join(text.split())
    return text if len(text) <= _DESCRIPTION else text[: _DESCRIPTION - 1].rstrip() + "…"


def _content(reply: Reply, rich: bool, folded: bool) -> InputTextMessageContent | InputRichMessageContent:
    # An inline message takes files that Telegram has already only, so its pictures are left out.
    if rich and has_structure(reply):
        message = rich_message(reply, folded=folded, pictures=False)
        if message is not None:
            return InputRichMessageContent(rich_message=message)
    parts = render_folded(reply) if folded and is_long(reply) else render(reply.markdown)
    first = next((part for part in parts if isinstance(part, Part)), Part(reply.title or "…", []))
    return InputTextMessageContent(
        message_text=first.text,
        entities=first.entities,
        link_preview_options=LinkPreviewOptions(is_disabled=True),
    )
