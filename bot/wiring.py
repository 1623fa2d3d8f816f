"""The only place that constructs and connects; nothing is made at import."""

from __future__ import annotations

import gc
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from bot import snapshot
from bot.assistant import Assistant
from bot.fingerprint import fingerprint
from bot.knowledge.base import KnowledgeError, default_folder, load_base
from bot.matching.weights import load_weights

if TYPE_CHECKING:
    from pydantic import SecretStr

    from bot.journal import Journal, KeptJournal
    from bot.operations.current import Current
    from bot.operations.health import Health
    from bot.operations.metrics import Metrics
    from bot.operations.reload import Reloader
    from bot.settings import JournalSettings, Settings
    from bot.telegram.allowance import Allowance
    from bot.telegram.conversation import Conversations
    from bot.telegram.seen import Seen

logger = logging.getLogger(__name__)
#: What is read and compiled at first use (glosses, grammar, schema) is so before the first person asks.
_FIRST_USE = (
    "docker exec -it web sh",
    "FROM alpine:3.22\nHEALTHCHECK CMD true",
    "services:\n  web:\n    image: nginx:1.29\n    depends_on: [db]\n",
    "Error response from daemon: no such container: web",
    "что такое образ",
)


def make_assistant(folder: Path | None = None) -> Assistant:
    """The assistant of a folder, by default of the program's own base, which is kept in a snapshot.

    Raises KnowledgeError. While it is made, no cycles are collected: nearly all of it stays.
    """
    folder = folder or default_folder()
    collecting = gc.isenabled()
    gc.disable()
    try:
        return _kept(folder) if _is_own(folder) else _read(folder)
    finally:
        if collecting:
            gc.enable()


def _is_own(folder: Path) -> bool:
    return folder.resolve() == default_folder().resolve()


def _read(folder: Path) -> Assistant:
    return Assistant(load_base(folder), load_weights())


def _kept(folder: Path) -> Assistant:
    """The assistant by its snapshot; read, and kept for the next time, where there is none."""
    try:
        name = snapshot.name_of(folder)
    except OSError as error:
        raise KnowledgeError(str(error)) from error
    assistant = snapshot.load(name)
    if assistant is None:
        assistant = _read(folder)
        snapshot.save(assistant, name)
    return assistant


def warmed(assistant: Assistant) -> Assistant:
    """The assistant, ready to serve many: what is read at first use is read.

    It lives until a reload, so the collector of cycles need not walk it: that takes tens of milliseconds, in the midst
    of an answer.
    """
    for text in _FIRST_USE:
        assistant.ask(text)
    gc.collect()
    gc.freeze()
    return assistant


def make_journal(settings: JournalSettings) -> Journal:
    """The journal that the settings name, opened. Never raises: what is wrong is logged, and mended later if it can be.

    Its calls block for about a millisecond: an event loop makes them through ``asyncio.to_thread``.
    """
    from bot.journal import NoJournal  # the terminal face needs no journal

    store = settings.journal_store
    if store is None:
        logger.info("journal: none is kept (JOURNAL_PATH is off, or unset and /data cannot be written)")
        return NoJournal()
    journal = open_journal(store, days=settings.journal_days, texts=settings.journal_text == "masked")
    if journal.open():
        logger.info("journal: %s, kept for %d days", journal.where, settings.journal_days)
    return journal


def open_journal(store: Path | SecretStr, *, days: int = 90, texts: bool = True, by_hand: bool = False) -> KeptJournal:
    """The journal in a file or, by its URL, in a Redis; it opens at its first call.

    by_hand: for an operator's command, which waits for others, and tells of damage instead of mending it.
    """
    if isinstance(store, Path):
        from bot.journal.sqlite import SqliteJournal  # one of the two is needed

        if by_hand:
            return SqliteJournal(store, days=days, texts=texts, patience=10, mend=False)
        return SqliteJournal(store, days=days, texts=texts)
    from bot.journal.redis import RedisJournal

    return RedisJournal(store.get_secret_value(), days=days, texts=texts)


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
    health: Health
    metrics: Metrics
    reloader: Reloader


def _first_assistant(folder: Path) -> Assistant:
    """The assistant to begin with. A folder of the operator's that is broken must not keep the bot from answering.

    With ``restart: unless-stopped`` it would start and fail for ever; the program's own base answers instead.
    """
    try:
        return warmed(make_assistant(folder))
    except KnowledgeError as error:
        if _is_own(folder):
            raise
        logger.error("knowledge: KNOWLEDGE_DIR cannot be used, the program's own base answers instead: %s", error)
        return warmed(make_assistant(default_folder()))


@dataclass(frozen=True, slots=True)
class _Memory:
    conversations: Conversations
    users: Allowance
    groups: Allowance
    seen: Seen


@asynccontextmanager
async def _remembering(settings: Settings) -> AsyncIterator[_Memory]:
    """What is remembered for minutes or a day: by this process alone, or by all replicas together."""
    if settings.redis_url is None:
        from bot.telegram.allowance import MemoryAllowance
        from bot.telegram.conversation import MemoryConversations
        from bot.telegram.seen import MemorySeen

        users, groups = MemoryAllowance(settings.user_limit), MemoryAllowance(settings.group_limit)
        yield _Memory(MemoryConversations(), users, groups, MemorySeen())
        return
    from bot.telegram.shared.allowance import SharedAllowance
    from bot.telegram.shared.connection import Connection
    from bot.telegram.shared.conversations import SharedConversations
    from bot.telegram.shared.seen import SharedSeen

    bot, _, _ = settings.bot_token.get_secret_value().partition(":")
    connection = Connection(settings.redis_url.get_secret_value(), bot)
    try:
        yield _Memory(
            SharedConversations(connection),
            SharedAllowance(connection, "user", settings.user_limit),
            SharedAllowance(connection, "group", settings.group_limit),
            SharedSeen(connection),
        )
    finally:
        await connection.close()


@asynccontextmanager
async def running(settings: Settings) -> AsyncIterator[Services]:
    """The services of a running bot, opened, and closed at the end. Raises KnowledgeError.

    One process keeps what it remembers in its own memory; replicas share a Redis.
    """
    from bot.operations.current import Current
    from bot.operations.health import Health
    from bot.operations.metrics import Metrics
    from bot.operations.reload import Reloader

    started, metrics = perf_counter(), Metrics()
    current = Current(_first_assistant(settings.knowledge_dir))
    base = current.assistant.base
    version, seconds = fingerprint(base.folder), perf_counter() - started
    metrics.loaded(version, len(base), seconds)
    logger.info("knowledge: %d entries loaded in %.1f s (version %s)", len(base), seconds, version)
    journal = make_journal(settings)
    try:
        async with _remembering(settings) as memory:
            yield Services(
                settings=settings,
                current=current,
                journal=journal,
                conversations=memory.conversations,
                users=memory.users,
                groups=memory.groups,
                seen=memory.seen,
                health=Health(),
                metrics=metrics,
                reloader=Reloader(settings.knowledge_dir, current, metrics, version),
            )
    finally:
        journal.close()
