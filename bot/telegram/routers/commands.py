"""Commands: the menus that the knowledge base names, the topics, the face's own screens, and /ask."""

from __future__ import annotations

import asyncio

from aiogram import Bot, Router
from aiogram.filters import Command, CommandObject
from aiogram.types import Message

from bot.assistant import Assistant
from bot.journal import Journal, JournalError, Preferences
from bot.telegram import screens
from bot.telegram.answering import Answers
from bot.telegram.conversation import Conversations
from bot.telegram.keyboards import answer_keyboard, menu_keyboard, settings_keyboard, topic_keyboard
from bot.telegram.links import MENU
from bot.telegram.place import Place
from bot.telegram.questions import Question, pointed_at
from bot.telegram.screens import Kept
from bot.telegram.sending import Sender
from bot.text.language import Language

#: Commands that open a menu of the knowledge base of the same name.
MENUS = ("start", "lifecycle", "compose")


def router() -> Router:
    """The router of commands."""
    result = Router(name="commands")

    @result.message(Command(*MENUS))
    async def menu(
        message: Message,
        bot: Bot,
        assistant: Assistant,
        sender: Sender,
        place: Place,
        language: Language,
        command: CommandObject,
    ) -> None:
        name = command.command.lower()
        linked = (command.args or "").strip() if name == "start" else ""
        if linked and linked != MENU:
            reply = assistant.open(linked, language)
            markup = answer_keyboard(reply, (await bot.me()).username or "", place.owner)
        else:
            reply = assistant.menu(name, language)
            markup = menu_keyboard(reply, place.owner, start=name == "start")
        await sender.send(bot, place, reply, markup)

    @result.message(Command("topics"))
    async def topics(
        message: Message, bot: Bot, assistant: Assistant, sender: Sender, place: Place, language: Language
    ) -> None:
        reply = assistant.topics(language)
        await sender.send(bot, place, reply, topic_keyboard(reply, 0, place.owner))

    @result.message(Command("random"))
    async def random(
        message: Message, bot: Bot, assistant: Assistant, sender: Sender, place: Place, language: Language
    ) -> None:
        reply = assistant.random(language)
        await sender.send(bot, place, reply, answer_keyboard(reply, (await bot.me()).username or "", place.owner))

    @result.message(Command("help"))
    async def help_(message: Message, bot: Bot, sender: Sender, place: Place, language: Language) -> None:
        reply = screens.help_(language, (await bot.me()).username or "")
        await sender.send(bot, place, reply, menu_keyboard(reply, place.owner))

    @result.message(Command("privacy"))
    async def privacy(message: Message, bot: Bot, sender: Sender, place: Place, language: Language, kept: Kept) -> None:
        reply = screens.privacy(language, kept)
        await sender.send(bot, place, reply, menu_keyboard(reply, place.owner))

    @result.message(Command("about"))
    async def about(
        message: Message, bot: Bot, assistant: Assistant, sender: Sender, place: Place, language: Language
    ) -> None:
        reply = screens.about(language, len(assistant.base))
        await sender.send(bot, place, reply, menu_keyboard(reply, place.owner))

    @result.message(Command("settings"))
    async def settings(
        message: Message, bot: Bot, sender: Sender, place: Place, language: Language, preferences: Preferences
    ) -> None:
        reply = screens.settings(language, preferences)
        await sender.send(bot, place, reply, settings_keyboard(reply, preferences, place.owner))

    @result.message(Command("forgetme"))
    async def forget(
        message: Message, bot: Bot, sender: Sender, place: Place, language: Language, journal: Journal
    ) -> None:
        try:
            rows = await asyncio.to_thread(journal.forget, place.user)
        except JournalError:
            reply = screens.notice("not-forgotten", language)
        else:
            reply = screens.notice("forgotten", language, count=rows)
        await sender.send(bot, place, reply)

    @result.message(Command("ask"))
    async def ask(
        message: Message,
        bot: Bot,
        assistant: Assistant,
        answers: Answers,
        conversations: Conversations,
        sender: Sender,
        place: Place,
        language: Language,
        only: Language | None,
        command: CommandObject,
    ) -> None:
        question = Question(command.args or "", pointed_at(message, await bot.me()))
        if any(text.strip() for text in question.texts):
            await answers.answer(assistant, bot, message, place, question, language, only)
        else:
            sent = await sender.send(bot, place, screens.notice("usage-ask", language))
            # The words may come by an edit: they are answered in the place of this notice.
            messages = tuple(each.message_id for each in sent)
            await conversations.set_answers(place.chat, message.message_id, messages)

    @result.edited_message(Command("ask"))
    async def ask_again(
        message: Message,
        bot: Bot,
        assistant: Assistant,
        answers: Answers,
        conversations: Conversations,
        place: Place,
        language: Language,
        only: Language | None,
        command: CommandObject,
    ) -> None:
        question = Question(command.args or "", pointed_at(message, await bot.me()))
        asked = any(text.strip() for text in question.texts)
        if asked and await conversations.answers(place.chat, message.message_id):
            await answers.answer(assistant, bot, message, place, question, language, only)

    return result
