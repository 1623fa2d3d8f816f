"""What the core says: the only thing that comes out of it, for every face."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from bot.matching.decide import Decision
from bot.text.language import Language

Outcome = Literal["answer", "choices", "explained", "smalltalk", "unknown"]


@dataclass(frozen=True, slots=True)
class Action:
    """What a button does.

    entry, menu: open it, by id. topic: list the entries of a topic, from a page on; without a target, the topics.
    random: an entry by chance. convert: show the reply's ``converted``.
    """

    kind: Literal["entry", "menu", "topic", "random", "convert"]
    target: str = ""
    page: int = 0


@dataclass(frozen=True, slots=True)
class Choice:
    """A button: its label and what it does."""

    label: str
    action: Action


@dataclass(frozen=True, slots=True)
class Reply:
    """One reply.

    title, body: plain text, and Markdown (CommonMark with tables) without the title.
    topic: the topic of the entry. rows: buttons, row by row. snippets: what is worth a copy button, best first.
    converted: a paste as its counterpart (docker run as a compose service and back), Markdown, for a button.
    confidence: 0 to 1. micros: time spent in the core, in microseconds.
    """

    outcome: Outcome
    language: Language
    title: str
    body: str
    entry: str | None = None
    topic: str | None = None
    confidence: float = 1.0
    rows: tuple[tuple[Choice, ...], ...] = ()
    choices: tuple[str, ...] = ()
    snippets: tuple[str, ...] = ()
    picture: Path | None = None
    converted: str | None = None
    micros: int = 0
    decision: Decision | None = None

    @property
    def markdown(self) -> str:
        """Title and body in one."""
        return f"**{self.title}**\n\n{self.body}" if self.title else self.body
