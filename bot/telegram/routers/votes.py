"""👍 and 👎 under an answer: one vote a person and answer, changeable; 👎 offers what else it may have been."""

from __future__ import annotations

import asyncio

from aiogram import Bot, Router
from aiogram.types import CallbackQuery, Message

from bot.assistant import Assistant
from bot.journal import Journal
from bot.locales import phrase
from bot.telegram.callbacks import VoteButton
from bot.telegram.conversation import Conversations
from bot.telegram.keyboards import choice_button, voted
from bot.telegram.outcomes import call


def router() -> Router:
    """The router of votes."""
    result = Router(name="votes")

    @result.callback_query(VoteButton.filter())
    async def vote(
        query: CallbackQuery,
        callback_data: VoteButton,
        bot: Bot,
        assistant: Assistant,
        journal: Journal,
        conversations: Conversations,
    ) -> None:
        language, up = callback_data.language, callback_data.up
        answer = int(callback_data.answer, 36)
        before = await asyncio.to_thread(journal.vote, answer, query.from_user.id, 1 if up else -1)
        candidates = await conversations.candidates(answer)
        choices = assistant.alternatives(callback_data.entry, candidates, language)
        if before is None:
            key = "vote-not-kept"
        elif up:
            key = "vote-thanks"
        else:
            key = "vote-sorry" if choices else "vote-sorry-alone"
        await call(lambda: bot.answer_callback_query(query.id, text=phrase(key, language)))
        message = query.message
        if before is None or not isinstance(message, Message) or message.reply_markup is None:
            return
        others = [choice_button(choice, language, callback_data.owner) for choice in choices] if not up else []
        markup, changed = voted(message.reply_markup, up, others)
        if changed:
            await call(
                lambda: bot.edit_message_reply_markup(
                    chat_id=message.chat.id, message_id=message.message_id, reply_markup=markup
                )
            )

    return result
