"""Sending a Reply: as new messages, or in place of the message whose button was pressed."""

from __future__ import annotations

from aiogram import Bot
from aiogram.types import FSInputFile, LinkPreviewOptions, Message, ReplyParameters

from bot.reply import Reply
from bot.telegram.keyboards import keyboard
from bot.telegram.outcomes import call
from bot.telegram.rendering import fits_caption, render

_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


async def send(bot: Bot, message: Message, reply: Reply, quote: bool = False) -> None:
    """Send a reply to the chat and topic of a message; the buttons go under the last part."""
    parts = render(reply)
    markup = keyboard(reply)
    thread = message.message_thread_id if message.is_topic_message else None
    parameters = ReplyParameters(message_id=message.message_id, allow_sending_without_reply=True) if quote else None
    if reply.picture is not None:
        picture = reply.picture
        caption = parts[0] if len(parts) == 1 and fits_caption(parts[0]) else None
        await call(
            lambda: bot.send_photo(
                message.chat.id,
                FSInputFile(picture),
                caption=caption.text if caption else None,
                caption_entities=caption.entities if caption else None,
                message_thread_id=thread,
                reply_parameters=parameters,
                reply_markup=markup if caption else None,
            )
        )
        if caption:
            return
    for number, part in enumerate(parts, start=1):
        await call(
            lambda part=part, number=number: bot.send_message(  # type: ignore[misc]
                message.chat.id,
                part.text,
                entities=part.entities,
                message_thread_id=thread,
                link_preview_options=_NO_PREVIEW,
                reply_parameters=parameters if number == 1 else None,
                reply_markup=markup if number == len(parts) else None,
            )
        )
