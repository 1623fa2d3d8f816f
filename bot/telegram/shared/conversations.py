"""Conversations that any replica can go on with."""

from __future__ import annotations

import json
import secrets
from typing import Any

from bot.matching.context import TOPIC_LIFETIME
from bot.telegram.conversation import ANSWER_LIFETIME, Key, MemoryConversations
from bot.telegram.shared.connection import AwayError, Connection
from bot.text.masking import mask


class SharedConversations:
    """Conversations in Redis; beside it in this process's memory, for while Redis is away."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._own = MemoryConversations()

    async def topic(self, key: Key) -> str | None:
        """See ``Conversations``."""
        found = await self._get("topic", key.chat, key.thread, key.user)
        return str(found) if found else await self._own.topic(key)

    async def set_topic(self, key: Key, entry: str) -> None:
        """See ``Conversations``."""
        if not await self._set(TOPIC_LIFETIME, entry, "topic", key.chat, key.thread, key.user):
            await self._own.set_topic(key, entry)

    async def answers(self, chat: int, question: int) -> tuple[int, ...]:
        """See ``Conversations``."""
        found = await self._get("answers", chat, question)
        return tuple(found) if found else await self._own.answers(chat, question)

    async def set_answers(self, chat: int, question: int, messages: tuple[int, ...]) -> None:
        """See ``Conversations``."""
        if not await self._set(ANSWER_LIFETIME, messages, "answers", chat, question):
            await self._own.set_answers(chat, question, messages)

    async def keep(self, markdown: str) -> str:
        """See ``Conversations``. Secrets are masked: what Redis holds it also writes to a disk."""
        key = secrets.token_hex(6)
        if await self._set(ANSWER_LIFETIME, mask(markdown), "text", key):
            return key
        return await self._own.keep(markdown)

    async def kept(self, key: str) -> str | None:
        """See ``Conversations``."""
        found = await self._get("text", key)
        return str(found) if found is not None else await self._own.kept(key)

    async def candidates(self, answer: int) -> tuple[str, ...]:
        """See ``Conversations``."""
        found = await self._get("candidates", answer)
        return tuple(found) if found else await self._own.candidates(answer)

    async def set_candidates(self, answer: int, entries: tuple[str, ...]) -> None:
        """See ``Conversations``."""
        if not await self._set(ANSWER_LIFETIME, entries, "candidates", answer):
            await self._own.set_candidates(answer, entries)

    async def _get(self, *key: object) -> Any:
        """What is kept under a key; None where there is nothing, or nobody to ask."""
        try:
            found = await self._connection.reach(lambda: self._connection.client.get(self._connection.key(*key)))
        except AwayError:
            return None
        return None if found is None else json.loads(found)

    async def _set(self, seconds: float, value: object, *key: object) -> bool:
        """Keep a value for some seconds; tells whether it could be kept."""
        name, text = self._connection.key(*key), json.dumps(value, ensure_ascii=False)
        try:
            await self._connection.reach(lambda: self._connection.client.set(name, text, px=int(seconds * 1000)))
        except AwayError:
            return False
        return True
