"""Limits per person and per group, with one kind notice; what comes beyond it is passed over in silence."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import BaseMiddleware, Bot
from aiogram.types import CallbackQuery, Message, TelegramObject

from bot.telegram import screens
from bot.telegram.allowance import NO_LIMIT, Allowance
from bot.telegram.limits import CALLBACK_NOTICE_LENGTH
from bot.telegram.outcomes import call
from bot.telegram.place import GROUPS, Place
from bot.telegram.sending import Sender
from bot.text.language import Language


class ThrottleMiddleware(BaseMiddleware):
    """Stands before the handlers, behind their filters: only what the bot would answer counts.

    A group's limit is Telegram's own for a bot's messages there; one talker's limit does not silence the group.
    """

    def __init__(self, users: Allowance, groups: Allowance) -> None:
        self._users = users
        self._groups = groups

    async def __call__(
        self,
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
        event: TelegramObject,
        data: dict[str, Any],
    ) -> Any:
        """Go on within the limits."""
        user, chat = data.get("event_from_user"), data.get("event_chat")
        verdict, wait = await self._users.take(user.id) if user else NO_LIMIT
        if verdict == "served" and chat and chat.type in GROUPS:
            verdict, wait = await self._groups.take(chat.id)
        if verdict == "served":
            return await handler(event, data)
        bot: Bot = data["bot"]
        language: Language = data["language"]
        place: Place | None = data.get("place")
        notice = screens.notice("too-many", language, seconds=wait)
        if isinstance(event, CallbackQuery):
            text = notice.body[:CALLBACK_NOTICE_LENGTH] if verdict == "told" else None
            await call(lambda: bot.answer_callback_query(event.id, text=text))
        elif isinstance(event, Message) and place and verdict == "told":
            sender: Sender = data["sender"]
            if event.guest_query_id:
                await sender.answer_guest(bot, event.guest_query_id, place, notice)
            else:
                await sender.send(bot, place, notice)
        return None
