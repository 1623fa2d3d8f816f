"""Guest mode: a mention in a chat where the bot is no member, often in reply to somebody's error; answered once."""

from __future__ import annotations

from aiogram import Bot, Router
from aiogram.types import Message

from bot.assistant import Assistant
from bot.telegram import screens
from bot.telegram.answering import Answers
from bot.telegram.place import Place
from bot.telegram.questions import Question, pointed_at, text_of, without_mention
from bot.telegram.sending import Sender
from bot.text.language import Language


def router() -> Router:
    """The router of guest messages."""
    result = Router(name="guest")

    @result.guest_message()
    async def guest(
        message: Message,
        bot: Bot,
        assistant: Assistant,
        answers: Answers,
        sender: Sender,
        place: Place,
        language: Language,
        only: Language | None,
    ) -> None:
        identifier = message.guest_query_id
        if identifier is None:
            return
        me = await bot.me()
        text, _ = without_mention(text_of(message), me.username or "")
        question = Question(text, pointed_at(message, me))
        if any(each.strip() for each in question.texts):
            reply = answers.find(assistant, question, language, only)
            await answers.note(place.user, question.texts[0], reply)
        else:
            reply = screens.notice("usage-guest", language, username=me.username or "")
        await sender.answer_guest(bot, identifier, place, reply)

    return result
