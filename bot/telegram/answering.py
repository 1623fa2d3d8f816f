"""From a question to what is sent for it: ask the assistant, note it in the journal, send, remember."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable

from aiogram import Bot
from aiogram.types import Message

from bot.assistant import Assistant
from bot.journal import NOT_KEPT, Asked, Journal
from bot.operations.metrics import Metrics
from bot.reply import Reply
from bot.telegram.conversation import Conversations
from bot.telegram.keyboards import answer_keyboard
from bot.telegram.place import Place
from bot.telegram.questions import Question
from bot.telegram.sending import Sender
from bot.text.language import Language
from bot.text.masking import mask

logger = logging.getLogger(__name__)

#: How good an outcome is; an explained message and an answered question are compared by how sure they are.
_WORTH = {"unknown": 0, "smalltalk": 1, "choices": 2, "answer": 3, "explained": 3}


class Answers:
    """Answers questions, whichever kind of update they came by."""

    def __init__(
        self, journal: Journal, conversations: Conversations, sender: Sender, metrics: Metrics, *, log_text: bool
    ) -> None:
        self._journal = journal
        self._conversations = conversations
        self._sender = sender
        self._metrics = metrics
        self._log_text = log_text

    def find(
        self,
        assistant: Assistant,
        question: Question,
        language: Language,
        only: Language | None,
        topic: str | None = None,
    ) -> Reply:
        """The reply to a question; where it points at a message, to that or to its own words, whichever is surer."""
        if not question.about.strip():
            return assistant.ask(question.text, language, topic, only)
        # A message that is pointed at is answered in the language of who points, not in that of its author.
        spoken = only or assistant.language(question.text, language)
        replies = [assistant.ask(question.about, spoken, only=spoken)]
        if question.text.strip():
            replies.append(assistant.ask(question.text, spoken, only=spoken))
        return max(replies, key=lambda reply: (_WORTH[reply.outcome], reply.confidence))

    async def note(self, user: int, text: str, reply: Reply) -> int:
        """Count and keep a question and what was shown; returns the answer's number in the journal."""
        self._metrics.found(reply)
        if self._log_text:
            logger.info("question: %s", mask(text))
        logger.info("%s: %s, %.1f ms in the core", reply.outcome, reply.entry or "no entry", reply.micros / 1000)
        return await asyncio.to_thread(self._journal.record, Asked.of(user or None, text, reply))

    async def answer(
        self,
        assistant: Assistant,
        bot: Bot,
        message: Message,
        place: Place,
        question: Question,
        language: Language,
        only: Language | None,
    ) -> None:
        """Answer a message; where it was answered before, the answer changes in its place."""
        topic = await self._conversations.topic(place.conversation)
        reply = self.find(assistant, question, language, only, topic)
        await self._give(bot, message, place, question.texts[0], reply)

    async def answer_document(
        self, bot: Bot, message: Message, place: Place, text: str, read: Callable[[], Reply]
    ) -> None:
        """Answer a document; ``read`` may take long and runs beside the event loop."""
        await self._give(bot, message, place, text, await asyncio.to_thread(read))

    async def _give(self, bot: Bot, message: Message, place: Place, text: str, reply: Reply) -> None:
        number = await self.note(place.user, text, reply)
        if number != NOT_KEPT and reply.choices:
            await self._conversations.set_candidates(number, reply.choices)
        if reply.entry:
            await self._conversations.set_topic(place.conversation, reply.entry)
        me = await bot.me()
        converted = await self._conversations.keep(reply.converted) if reply.converted else ""
        markup = answer_keyboard(reply, me.username or "", place.owner, number, converted=converted)
        before = await self._conversations.answers(place.chat, message.message_id)
        if len(before) == 1 and await self._sender.replace(bot, before[0], place, reply, markup):
            return
        sent = await self._sender.send(bot, place, reply, markup)
        messages = tuple(each.message_id for each in sent)
        await self._conversations.set_answers(place.chat, message.message_id, messages)
