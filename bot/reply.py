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
    """What a button does: open an entry or a menu, by id."""

    kind: Literal["entry", "menu"]
    target: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A button: its label and what it does."""

    label: str
    action: Action


@dataclass(frozen=True, slots=True)
class Reply:
    """One reply.

    title, body: plain text, and Markdown (CommonMark with tables) without the title.
    rows: buttons, row by row. snippets: what is worth a copy button, best first.
    confidence: 0 to 1. micros: time spent in the core, in microseconds.
    """

    outcome: Outcome
    language: Language
    title: str
    body: str
    entry: str | None = None
    confidence: float = 1.0
    rows: tuple[tuple[Choice, ...], ...] = ()
    choices: tuple[str, ...] = ()
    snippets: tuple[str, ...] = ()
    picture: Path | None = None
    micros: int = 0
    decision: Decision | None = None

    @property
    def markdown(self) -> str:
        """Title and body in one."""
        return f"**{self.title}**\n\n{self.body}" if self.title else self.body
