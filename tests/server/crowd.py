"""Many people who ask: counted and not remembered, so that the server stays small and quick however many there are."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Crowd:
    """People ``first`` to ``first + people - 1`` ask ``questions`` questions in turn, each a text of ``texts``.

    rate: questions a second, whatever comes back; without one, ``window`` questions are kept unanswered at any time
    (as many as the bot can answer). twice: each update is delivered a second time, with the same update_id.
    """

    questions: int
    people: int
    texts: list[str]
    rate: float = 0
    window: int = 200
    twice: bool = False
    first: int = 1_000_000
    asked: int = 0
    answered: int = 0
    repeated: int = 0
    refused: int = 0
    #: Seconds from each update to its answer, in the order of the answers.
    seconds: list[float] = field(default_factory=list)
    #: When the questions that wait for an answer were asked, by person.
    waiting: dict[int, deque[float]] = field(default_factory=dict)
    began: float = 0
    ended: float = 0
    freed: asyncio.Event = field(default_factory=asyncio.Event)

    async def turn(self) -> None:
        """Wait until the next question is due."""
        if self.rate:
            await asyncio.sleep(max(0, self.began + self.asked / self.rate - time.monotonic()))
            return
        while self.asked - self.answered >= self.window:
            self.freed.clear()
            await self.freed.wait()

    def ask(self) -> dict[str, Any]:
        """The next question, as a message without its message_id."""
        person = self.first + self.asked % self.people
        chat = {"id": person, "type": "private", "first_name": "Аня"}
        user = {"id": person, "is_bot": False, "first_name": "Аня", "language_code": "ru"}
        text = self.texts[self.asked % len(self.texts)]
        self.asked += 1
        self.waiting.setdefault(person, deque()).append(time.monotonic())
        return {"date": int(time.time()), "chat": chat, "from": user, "text": text}

    def has(self, chat: Any) -> bool:
        """Whether a chat, by the id that a call names, is of this crowd."""
        return str(chat).isdecimal() and self.first <= int(chat) < self.first + self.people

    def answer(self, chat: int) -> None:
        """Note a message to a person: it answers the oldest question, or is one too many."""
        waiting = self.waiting.get(chat)
        if not waiting:
            self.repeated += 1
            return
        self.ended = time.monotonic()
        self.seconds.append(self.ended - waiting.popleft())
        if not waiting:
            del self.waiting[chat]
        self.answered += 1
        self.freed.set()

    def report(self) -> dict[str, Any]:
        """The counts so far, and how long it took from the first question to the last answer."""
        return {
            "questions": self.questions,
            "asked": self.asked,
            "answered": self.answered,
            "repeated": self.repeated,
            "refused": self.refused,
            "elapsed": self.ended - self.began,
            "seconds": self.seconds,
        }
