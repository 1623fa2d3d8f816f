"""The only place that constructs and connects; nothing is made at import."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING

from bot.assistant import Assistant
from bot.knowledge.base import default_folder, load_base
from bot.matching.weights import load_weights

if TYPE_CHECKING:
    from bot.journal import Journal
    from bot.settings import JournalSettings

logger = logging.getLogger(__name__)


def make_assistant(folder: Path | None = None) -> Assistant:
    """Load the knowledge base and index it. Raises KnowledgeError."""
    return Assistant(load_base(folder or default_folder()), load_weights())


def make_journal(settings: JournalSettings) -> Journal:
    """The journal that the settings name, opened. Never raises: what is wrong is logged, and mended later if it can be.

    Its calls block for about a millisecond: an event loop makes them through ``asyncio.to_thread``.
    """
    from bot.journal import NoJournal  # the terminal face needs no journal
    from bot.journal.sqlite import SqliteJournal

    if settings.journal_path is None:
        logger.info("journal: none is kept (JOURNAL_PATH is off, or unset and /data cannot be written)")
        return NoJournal()
    journal = SqliteJournal(settings.journal_path, days=settings.journal_days, texts=settings.journal_text == "masked")
    if journal.open():
        logger.info("journal: %s, kept for %d days", settings.journal_path, settings.journal_days)
    return journal
