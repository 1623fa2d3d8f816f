"""What the journal keeps and offers, whatever keeps it: the protocol and its frozen values.

A face calls these methods with Telegram's user ids; what is kept are pseudonyms (``bot.journal.pseudonym``) and
masked texts (``bot.text.masking``). Every method is synchronous, takes about a millisecond and may be called from
any thread; an event loop calls it through ``asyncio.to_thread``.

What fails: ``record``, ``vote``, ``preferences`` and ``set_preferences`` never raise, so that no answer ever
depends on the journal; what could not be kept is told by the returned value and logged once by name. ``forget``,
``statistics``, ``misses``, ``rows`` and ``put`` raise JournalError, since their caller must know.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Literal, Protocol

from bot.text.language import Language

if TYPE_CHECKING:
    from bot.reply import Outcome, Reply

#: 1 for 👍, -1 for 👎, 0 for no vote (as a value to set: the vote is withdrawn).
Vote = Literal[-1, 0, 1]
Style = Literal["rich", "classic"]
#: The id of an answer that was not kept; no vote can be given to it.
NOT_KEPT = 0


class JournalError(Exception):
    """The journal cannot do what was asked; the message is one line for the operator."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question and what was shown for it.

    user: Telegram's id, None where there is no person (a channel). text: as it was typed; the journal masks it.
    shown: ids of entries offered as choices, best first. micros: from the update to the reply, in microseconds.
    """

    user: int | None
    text: str
    language: Language
    outcome: Outcome
    entry: str | None = None
    shown: tuple[str, ...] = ()
    confidence: float = 1.0
    micros: int = 0

    @classmethod
    def of(cls, user: int | None, text: str, reply: Reply, micros: int | None = None) -> Asked:
        """From a Reply; ``micros`` is the time that the face measured, else the time in the core."""
        return cls(
            user,
            text,
            reply.language,
            reply.outcome,
            reply.entry,
            reply.choices,
            reply.confidence,
            reply.micros if micros is None else micros,
        )


@dataclass(frozen=True, slots=True)
class Preferences:
    """What a person chose in /settings; None where nothing was chosen."""

    language: Language | None = None
    style: Style | None = None


@dataclass(frozen=True, slots=True)
class EntryVotes:
    """How many people found an entry's answers helpful, and how many did not."""

    entry: str
    up: int
    down: int


@dataclass(frozen=True, slots=True)
class Miss:
    """Questions that came to the same normalised text and were not answered, or whose answer got a 👎.

    text: the latest wording, masked. count: how often it was missed; disliked: how many of these were answered but
    voted down. shown: ids of the entry and the choices that were shown for the latest, best first.
    """

    text: str
    language: Language
    count: int
    disliked: int
    shown: tuple[str, ...]
    last: datetime


@dataclass(frozen=True, slots=True)
class Day:
    """Questions of one day (UTC): all, answered, with choices offered, missed; small talk is in none of them."""

    day: date
    answered: int
    choices: int
    missed: int

    @property
    def questions(self) -> int:
        """All of the day's questions."""
        return self.answered + self.choices + self.missed


@dataclass(frozen=True, slots=True)
class Latency:
    """Percentiles of the time to a reply, in microseconds; all 0 where nothing was asked."""

    p50: int = 0
    p90: int = 0
    p99: int = 0
    worst: int = 0


@dataclass(frozen=True, slots=True)
class Statistics:
    """The last ``days`` days. by_day: each day, oldest first, also those without a question.

    votes: entries with a vote, the most disliked first. misses: the most frequent first.
    """

    days: int
    answered: int
    choices: int
    missed: int
    smalltalk: int
    votes: tuple[EntryVotes, ...]
    misses: tuple[Miss, ...]
    latency: Latency
    by_day: tuple[Day, ...]

    @property
    def questions(self) -> int:
        """All questions; small talk is none."""
        return self.answered + self.choices + self.missed

    @property
    def answered_share(self) -> float:
        """How many of the questions were answered at once, 0 to 1; 1 where nothing was asked."""
        return self.answered / self.questions if self.questions else 1.0


@dataclass(frozen=True, slots=True)
class AskedRow:
    """A kept question. at: ms since 1970, UTC. user: a pseudonym. text: masked, None if texts are not kept."""

    id: int
    at: int
    user: str | None
    text: str | None
    language: str
    outcome: str
    entry: str | None
    shown: tuple[str, ...]
    confidence: float
    micros: int


@dataclass(frozen=True, slots=True)
class VoteRow:
    """A kept vote: on which answer, whose (a pseudonym), 1 or -1, when (milliseconds since 1970, UTC)."""

    answer: int
    user: str
    value: int
    at: int


@dataclass(frozen=True, slots=True)
class PreferencesRow:
    """Kept preferences of a pseudonym."""

    user: str
    language: str | None
    style: str | None
    at: int


Row = AskedRow | VoteRow | PreferencesRow


class Journal(Protocol):
    """What was asked, shown, voted and missed; and what people prefer. See the module for what may fail."""

    def record(self, asked: Asked) -> int:
        """Keep a question; returns the id that a vote names, or NOT_KEPT (0)."""

    def vote(self, answer: int, user: int, value: Vote) -> Vote | None:
        """Set a person's vote on an answer; returns the vote before (0: none).

        None means that nothing was kept: the answer is no longer in the journal, or the journal cannot write.
        """

    def preferences(self, user: int) -> Preferences:
        """What a person chose; nothing chosen where it cannot be read."""

    def set_preferences(self, user: int, preferences: Preferences) -> bool:
        """Keep what a person chose; tells whether it was kept."""

    def forget(self, user: int) -> int:
        """Remove a person's questions, votes and preferences; returns how many rows. Raises JournalError.

        Votes that others gave to the removed answers go with them, uncounted.
        """

    def statistics(self, days: int, misses: int = 10) -> Statistics:
        """The figures of the last ``days`` days, with that many misses. Raises JournalError."""

    def misses(self, days: int, limit: int = 100) -> tuple[Miss, ...]:
        """The misses of the last ``days`` days, the most frequent first. Raises JournalError."""

    def rows(self) -> Iterator[Row]:
        """All that is kept: questions by age, then votes, then preferences. Raises JournalError."""

    def put(self, rows: Iterable[Row]) -> int:
        """Keep rows of another journal, whole or again; returns how many were new or newer. Raises JournalError."""

    def close(self) -> None:
        """Flush and let go; a later call opens it again."""


class KeptJournal(Journal, Protocol):
    """A journal in something that outlasts the process: what the command line and backups need besides.

    where: what it is kept in, for people.
    """

    where: str

    def open(self) -> bool:
        """Open now instead of at the first call; tells whether it can be used. Logs why not."""

    def purge(self) -> int:
        """Remove questions older than the kept days; returns how many. Raises JournalError."""

    def key(self) -> bytes:
        """The key of the pseudonyms; made where there is none. Raises JournalError."""

    def take_key(self, key: bytes) -> None:
        """Use the key of another journal, whose rows are to come. Raises JournalError where people have one here."""


class NoJournal:
    """Where nothing can be kept: no votes and no figures; preferences hold until the process ends."""

    _MOST = 10_000

    def __init__(self) -> None:
        self._preferences: dict[int, Preferences] = {}

    def record(self, asked: Asked) -> int:
        """Keep nothing."""
        return NOT_KEPT

    def vote(self, answer: int, user: int, value: Vote) -> Vote | None:
        """Keep nothing."""
        return None

    def preferences(self, user: int) -> Preferences:
        """What the person chose since the process began."""
        return self._preferences.get(user, Preferences())

    def set_preferences(self, user: int, preferences: Preferences) -> bool:
        """Remember in memory, for the latest people only."""
        self._preferences.pop(user, None)
        self._preferences[user] = preferences
        if len(self._preferences) > self._MOST:
            self._preferences.pop(next(iter(self._preferences)), None)
        return True

    def forget(self, user: int) -> int:
        """Forget the person's preferences."""
        return 1 if self._preferences.pop(user, None) else 0

    def statistics(self, days: int, misses: int = 10) -> Statistics:
        """There are none. Raises JournalError."""
        raise JournalError("no journal is kept: set JOURNAL_PATH")

    def misses(self, days: int, limit: int = 100) -> tuple[Miss, ...]:
        """There are none. Raises JournalError."""
        raise JournalError("no journal is kept: set JOURNAL_PATH")

    def rows(self) -> Iterator[Row]:
        """There are none. Raises JournalError."""
        raise JournalError("no journal is kept: set JOURNAL_PATH")

    def put(self, rows: Iterable[Row]) -> int:
        """Nothing can be kept. Raises JournalError."""
        raise JournalError("no journal is kept: set JOURNAL_PATH")

    def close(self) -> None:
        """Nothing to let go."""
