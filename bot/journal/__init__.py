"""What was asked, shown, voted and missed: the protocol that faces call, and its values.

Start with ``Journal``; ``bot.wiring.make_journal(settings)`` makes one (SQLite or Redis, or NoJournal where
none is kept).
"""

from bot.journal.journal import (
    NOT_KEPT,
    Asked,
    Day,
    EntryVotes,
    Journal,
    JournalError,
    KeptJournal,
    Latency,
    Miss,
    NoJournal,
    Preferences,
    Statistics,
    Style,
    Vote,
)

__all__ = [
    "NOT_KEPT",
    "Asked",
    "Day",
    "EntryVotes",
    "Journal",
    "JournalError",
    "KeptJournal",
    "Latency",
    "Miss",
    "NoJournal",
    "Preferences",
    "Statistics",
    "Style",
    "Vote",
]
