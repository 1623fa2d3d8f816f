"""What an explanation of a paste is made of; every explainer returns these and never raises.

The spans cover the piece from its start to its end in order, without overlap,
white space aside: what nobody can explain is a span whose ``says`` is None.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from bot.knowledge.entry import Text
from bot.text.language import Language

#: What a paste can be. ``text`` is prose between pastes: a question, a greeting.
Kind = Literal["command", "error", "compose", "dockerfile", "table", "json", "text"]
#: danger: data can be lost or the host exposed; fault: it does not work or not as meant; advice: it could be better.
Severity = Literal["danger", "fault", "advice"]
SEVERITIES: tuple[Severity, ...] = ("danger", "fault", "advice")


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a message that is of one kind; offsets are those of the message, ``sure`` lies between 0 and 1.

    text: the piece without what is not its own (fences, prompts, log prefixes); may differ from the message's slice.
    """

    kind: Kind
    start: int
    end: int
    text: str
    sure: float
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """A part of a piece with what it means, or ``says`` None where that is not known.

    role: command, option, value, image, argument, operator, assignment, instruction, key, column, message, comment …
    """

    start: int
    end: int
    text: str
    role: str
    says: Text | None


@dataclass(frozen=True, slots=True)
class Remark:
    """A fault, a danger or an advice. ``id`` names the fault (unpinned-image); lines and columns are 1-based.

    fixed: the text mended, empty where it is to be deleted. replaces: the first and the last line that it stands for;
    None where it stands for ``line`` alone, in a Dockerfile for the instruction that begins there.
    """

    id: str
    severity: Severity
    says: Text
    line: int | None = None
    column: int | None = None
    mend: Text | None = None
    fixed: str | None = None
    replaces: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Snippet:
    """Something to copy: a mended command, a compose file made of a command, mended lines."""

    text: str
    code_language: str
    caption: Text


@dataclass(frozen=True, slots=True)
class Explanation:
    """One piece explained.

    summary: Markdown, what the piece does as a whole, the point first. entry: the id of the entry that answers it
    (errors); caught: what the entry's patterns caught, by group name; said: the failed program's own words, where the
    entry explains only what they came to. related: ids of entries worth a button.
    converted: what the piece would be as the other kind (``docker run`` ↔ compose), shown on a button.
    """

    piece: Piece
    title: Text
    summary: Text
    spans: tuple[Span, ...] = ()
    remarks: tuple[Remark, ...] = ()
    snippets: tuple[Snippet, ...] = ()
    entry: str | None = None
    caught: Mapping[str, str] = field(default_factory=dict)
    said: str = ""
    related: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    converted: Snippet | None = None
    sure: float = 1.0

    @property
    def known(self) -> float:
        """The share of the spans that are explained; 1 without spans."""
        return sum(span.says is not None for span in self.spans) / len(self.spans) if self.spans else 1.0

    def says(self, span: Span, language: Language) -> str | None:
        """What a span means, in a language."""
        return span.says[language] if span.says else None
