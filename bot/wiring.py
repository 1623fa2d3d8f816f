"""The only place that constructs and connects; nothing is made at import."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bot.assistant import Assistant
from bot.knowledge.base import default_folder, load_base
from bot.matching.weights import load_weights

if TYPE_CHECKING:
    from bot.journal import Journal
    from bot.operations.current import Current
    from bot.settings import JournalSettings, Settings
    from bot.telegram.allowance import Allowance
    from bot.telegram.conversation import Conversations
    from bot.telegram.seen import Seen

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


@dataclass(frozen=True, slots=True)
class Services:
    """What a running bot works with, whichever way its updates come.

    users, groups: what one person and one group may have in a minute. seen: the updates that were taken up.
    """

    settings: Settings
    current: Current
    journal: Journal
    conversations: Conversations
    users: Allowance
    groups: Allowance
    seen: Seen


@asynccontextmanager
async def running(settings: Settings) -> AsyncIterator[Services]:
    """The services of a running bot, opened, and closed at the end. Raises KnowledgeError.

    One process keeps what it remembers in its own memory.
    """
    from bot.operations.current import Current
    from bot.telegram.allowance import MemoryAllowance
    from bot.telegram.conversation import MemoryConversations
    from bot.telegram.seen import MemorySeen

    current = Current(make_assistant(settings.knowledge_dir))
    logger.info("knowledge base: %d entries", len(current.assistant.base))
    journal = make_journal(settings)
    try:
        yield Services(
            settings=settings,
            current=current,
            journal=journal,
            conversations=MemoryConversations(),
            users=MemoryAllowance(settings.user_limit),
            groups=MemoryAllowance(settings.group_limit),
            seen=MemorySeen(),
        )
    finally:
        journal.close()
