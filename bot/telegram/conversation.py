"""What is remembered of a conversation for some minutes: its topic, and which answer belongs to which question,
and what else the answer could have been.

A small protocol, so that several replicas can share it (hence it is awaited); here in memory, bounded in number and
time.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Protocol

from cachetools import TTLCache

from bot.matching.context import TOPIC_LIFETIME

#: Telegram lets a person edit a message for 48 hours; a question is mended in minutes.
ANSWER_LIFETIME = 6 * 3600.0
#: Half a kilobyte each: all four together stay under 6 MB.
_CONVERSATIONS = 3_000
_ANSWERS = 3_000
_TEXTS = 1_500


@dataclass(frozen=True, slots=True)
class Key:
    """One conversation: a chat, its forum topic, and in a group the person."""

    chat: int
    thread: int | None
    user: int


class Conversations(Protocol):
    """The memory of conversations."""

    async def topic(self, key: Key) -> str | None:
        """The id of the entry that was answered last, while it is fresh."""

    async def set_topic(self, key: Key, entry: str) -> None:
        """Note what was answered."""

    async def answers(self, chat: int, question: int) -> tuple[int, ...]:
        """The ids of the messages that answer a question's message; none if it is not known any more."""

    async def set_answers(self, chat: int, question: int, messages: tuple[int, ...]) -> None:
        """Note which messages answer a question."""

    async def keep(self, markdown: str) -> str:
        """Keep a text that a button will ask for; returns the key for the button."""

    async def kept(self, key: str) -> str | None:
        """The text that was kept under a key, while it is remembered."""

    async def candidates(self, answer: int) -> tuple[str, ...]:
        """The entries that came after the one that was shown, by the answer's number in the journal."""

    async def set_candidates(self, answer: int, entries: tuple[str, ...]) -> None:
        """Note what else an answer could have been."""


class MemoryConversations:
    """Conversations in this process's memory."""

    def __init__(self) -> None:
        self._topics: TTLCache[Key, str] = TTLCache(_CONVERSATIONS, TOPIC_LIFETIME)
        self._answers: TTLCache[tuple[int, int], tuple[int, ...]] = TTLCache(_ANSWERS, ANSWER_LIFETIME)
        self._texts: TTLCache[str, str] = TTLCache(_TEXTS, ANSWER_LIFETIME)
        self._candidates: TTLCache[int, tuple[str, ...]] = TTLCache(_ANSWERS, ANSWER_LIFETIME)

    async def topic(self, key: Key) -> str | None:
        """See ``Conversations``."""
        return self._topics.get(key)

    async def set_topic(self, key: Key, entry: str) -> None:
        """See ``Conversations``."""
        self._topics[key] = entry

    async def answers(self, chat: int, question: int) -> tuple[int, ...]:
        """See ``Conversations``."""
        return self._answers.get((chat, question), ())

    async def set_answers(self, chat: int, question: int, messages: tuple[int, ...]) -> None:
        """See ``Conversations``."""
        self._answers[chat, question] = messages

    async def keep(self, markdown: str) -> str:
        """See ``Conversations``."""
        key = secrets.token_hex(6)
        self._texts[key] = markdown
        return key

    async def kept(self, key: str) -> str | None:
        """See ``Conversations``."""
        return self._texts.get(key)

    async def candidates(self, answer: int) -> tuple[str, ...]:
        """See ``Conversations``."""
        return self._candidates.get(answer, ())

    async def set_candidates(self, answer: int, entries: tuple[str, ...]) -> None:
        """See ``Conversations``."""
        self._candidates[answer] = entries
