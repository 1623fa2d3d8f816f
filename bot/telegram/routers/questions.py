"""Free text in a private chat is a question; in a group, only what is said to the bot."""

from __future__ import annotations

from aiogram import Bot, F, Router
from aiogram.enums import ChatType
from aiogram.types import Message

from bot.assistant import Assistant
from bot.telegram.sending import send
from bot.text.language import Language


def router() -> Router:
    """The router of questions."""
    result = Router(name="questions")

    @result.message(F.text, F.chat.type == ChatType.PRIVATE)
    async def question(message: Message, bot: Bot, assistant: Assistant, language: Language) -> None:
        await send(bot, message, assistant.ask(message.text or "", language))

    @result.message(F.text, F.chat.type.in_({ChatType.GROUP, ChatType.SUPERGROUP}))
    async def group(message: Message, bot: Bot, assistant: Assistant, language: Language) -> None:
        me = await bot.me()
        text = message.text or ""
        mention = f"@{me.username}"
        author = message.reply_to_message.from_user if message.reply_to_message else None
        to_me = author is not None and author.id == me.id
        if mention.lower() in text.lower():
            start = text.lower().index(mention.lower())
            text = text[:start] + text[start + len(mention) :]
        elif not to_me:
            return
        await send(bot, message, assistant.ask(text, language), quote=True)

    @result.message(F.chat.type == ChatType.PRIVATE, F.content_type.in_(CONTENT))
    async def not_text(message: Message, bot: Bot, assistant: Assistant, language: Language) -> None:
        text = message.caption
        reply = assistant.ask(text, language) if text else assistant.notice("not-text", language)
        await send(bot, message, reply)

    return result


#: What people send besides text; service messages are passed over in silence.
CONTENT = frozenset(
    {
        "animation",
        "audio",
        "contact",
        "dice",
        "document",
        "game",
        "location",
        "photo",
        "poll",
        "sticker",
        "story",
        "venue",
        "video",
        "video_note",
        "voice",
    }
)
