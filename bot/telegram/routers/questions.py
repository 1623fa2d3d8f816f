"""Free text in a private chat is a question; in a group, only what is said to the bot. An edit edits the answer."""

from __future__ import annotations

from aiogram import Bot, F, Router
from aiogram.enums import ChatType
from aiogram.types import Message

from bot.assistant import Assistant
from bot.telegram.answering import Answers
from bot.telegram.conversation import Conversations
from bot.telegram.place import Place
from bot.telegram.questions import Asks, Question
from bot.telegram.sending import Sender
from bot.text.language import Language


def router() -> Router:
    """The router of questions."""
    result = Router(name="questions")

    @result.message(Asks(), ~F.document)
    async def question_(
        message: Message,
        bot: Bot,
        assistant: Assistant,
        answers: Answers,
        question: Question,
        place: Place,
        language: Language,
        only: Language | None,
    ) -> None:
        await answers.answer(assistant, bot, message, place, question, language, only)

    @result.edited_message(Asks(), ~F.document)
    async def edited(
        message: Message,
        bot: Bot,
        assistant: Assistant,
        answers: Answers,
        conversations: Conversations,
        question: Question,
        place: Place,
        language: Language,
        only: Language | None,
    ) -> None:
        # A message that was not answered (or long ago) stays so: an edit must not call up an answer in an old talk.
        if await conversations.answers(place.chat, message.message_id):
            await answers.answer(assistant, bot, message, place, question, language, only)

    @result.message(F.chat.type == ChatType.PRIVATE, F.content_type.in_(CONTENT))
    async def not_text(
        message: Message, bot: Bot, assistant: Assistant, sender: Sender, place: Place, language: Language
    ) -> None:
        await sender.send(bot, place, assistant.notice("not-text", language))

    return result


#: What people send besides text and documents; service messages are passed over in silence.
CONTENT = frozenset(
    {
        "animation",
        "audio",
        "contact",
        "dice",
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
