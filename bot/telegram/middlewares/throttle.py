"""Limits per person and per group, with one kind notice; what comes beyond it is passed over in silence."""

from __future__ import annotations

import math
import time
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any, Literal

from aiogram import BaseMiddleware, Bot
from aiogram.types import CallbackQuery, Message, TelegramObject
from cachetools import TTLCache

from bot.telegram import screens
from bot.telegram.limits import CALLBACK_NOTICE_LENGTH
from bot.telegram.outcomes import call
from bot.telegram.place import GROUPS, Place
from bot.telegram.sending import Sender
from bot.text.language import Language

#: Seconds to which a limit applies.
WINDOW = 60.0
_KEYS = 50_000


@dataclass(slots=True)
class _Past:
    """When a key was served within the window, and whether it was told to wait."""

    served: deque[float] = field(default_factory=deque)
    told: bool = False


class Allowance:
    """How much each key may still have within a sliding window."""

    def __init__(self, limit: int, window: float = WINDOW, clock: Callable[[], float] = time.monotonic) -> None:
        self._limit = limit
        self._window = window
        self._clock = clock
        self._past: TTLCache[int, _Past] = TTLCache(_KEYS, window, timer=clock)

    def take(self, key: int) -> tuple[Literal["served", "told", "silent"], int]:
        """Use one up: served; or told, the first time beyond the limit; or silent. And seconds until there is more."""
        now = self._clock()
        past = self._past.get(key) or _Past()
        while past.served and past.served[0] <= now - self._window:
            past.served.popleft()
        if len(past.served) < self._limit:
            past.served.append(now)
            past.told = False
            self._past[key] = past  # anew, so that it lives for a window from now
            return "served", 0
        wait = max(1, math.ceil(past.served[0] + self._window - now))
        if past.told:
            return "silent", wait
        past.told = True
        return "told", wait


class ThrottleMiddleware(BaseMiddleware):
    """Stands before the handlers, behind their filters: only what the bot would answer counts.

    A group's limit is Telegram's own for a bot's messages there; one talker's limit does not silence the group.
    """

    def __init__(self, user_limit: int, group_limit: int) -> None:
        self._users = Allowance(user_limit)
        self._groups = Allowance(group_limit)

    async def __call__(
        self,
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
        event: TelegramObject,
        data: dict[str, Any],
    ) -> Any:
        """Go on within the limits."""
        user, chat = data.get("event_from_user"), data.get("event_chat")
        verdict, wait = self._users.take(user.id) if user else ("served", 0)
        if verdict == "served" and chat and chat.type in GROUPS:
            verdict, wait = self._groups.take(chat.id)
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
            await sender.send(bot, place, notice)
        return None
