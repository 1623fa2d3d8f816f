"""An edit of the knowledge folder, loaded without a restart: read, judged, indexed, and only then swapped in.

A broken edit keeps the last good base. Either the folder is watched, or the operator says when (SIGHUP).
"""

from __future__ import annotations

import asyncio
import gc
import logging
import signal
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from bot.assistant import Assistant
from bot.fingerprint import fingerprint
from bot.knowledge.base import KnowledgeError
from bot.knowledge.check.runner import check_folder
from bot.operations.current import Current
from bot.operations.metrics import Metrics
from bot.wiring import make_assistant, warmed

logger = logging.getLogger(__name__)
#: Faults that the log's line names; `python -m bot check` lists them all.
_NAMED = 3
#: Milliseconds for which a folder must be quiet: an editor, a git pull or a copy writes many files in a row.
_QUIET = 1_000


class Reloader:
    """Loads the folder anew and swaps the current assistant, if the folder is in order."""

    def __init__(self, folder: Path, current: Current, metrics: Metrics, version: str) -> None:
        self._folder = folder
        self._current = current
        self._metrics = metrics
        self._version = version
        self._lock = asyncio.Lock()

    async def reload(self) -> None:
        """Load the folder; the result is one line of the log. Never raises."""
        async with self._lock:
            started = time.perf_counter()
            try:
                version, assistant = await asyncio.to_thread(self._load)
            except Exception as error:  # whatever is wrong with an edit, the bot goes on with what it has
                message = str(error) if isinstance(error, KnowledgeError) else f"{type(error).__name__}: {error}"
                logger.error("knowledge: the edit is not loaded, the last good base answers on: %s", message)
                self._metrics.reloaded("refused")
                return
            if assistant is None:
                logger.info("knowledge: nothing has changed (version %s)", version)
                return
            seconds, entries = time.perf_counter() - started, len(assistant.base)
            self._current.assistant, self._version = assistant, version
            del assistant
            gc.unfreeze()  # wiring hid the old base from the collector; its cycles must go now
            gc.collect()
            gc.freeze()
            self._metrics.loaded(version, entries, seconds)
            self._metrics.reloaded("loaded")
            logger.info("knowledge: %d entries loaded in %.1f s (version %s)", entries, seconds, version)

    def _load(self) -> tuple[str, Assistant | None]:
        """The folder's version and its assistant, None where it is the same. Raises what is wrong with the folder."""
        version = fingerprint(self._folder)
        if version == self._version:
            return version, None
        # By number: a file that cannot be read comes before the entries that miss it.
        findings = sorted(check_folder(self._folder).findings, key=lambda finding: finding.number)
        if findings:
            named = "; ".join(" ".join(str(finding).split()) for finding in findings[:_NAMED])
            more = f"; and {len(findings) - _NAMED} more" if len(findings) > _NAMED else ""
            raise KnowledgeError(f"{len(findings)} faults: {named}{more}")
        return version, warmed(make_assistant(self._folder))


async def _watch(folder: Path, reloader: Reloader, stopping: asyncio.Event) -> None:
    from watchfiles import awatch  # only where a folder is watched

    try:
        async for _ in awatch(folder, debounce=_QUIET, step=_QUIET // 2, stop_event=stopping):
            await reloader.reload()
    except (OSError, RuntimeError) as error:  # no watches left on this machine, or the folder is gone
        logger.warning("knowledge: the folder cannot be watched (%s); SIGHUP loads an edit", error)


@asynccontextmanager
async def reloading(reloader: Reloader, folder: Path, how: str) -> AsyncIterator[None]:
    """Reload meanwhile: on SIGHUP (``signal``), and on an edit too (``watch``); ``off`` does neither.

    With ``off`` a SIGHUP is a line in the log: it must not end a bot that has answers in hand.
    """
    loop, stopping = asyncio.get_running_loop(), asyncio.Event()
    tasks: set[asyncio.Future[None]] = set()

    def on_hangup() -> None:
        if how == "off":
            logger.info("knowledge: not loaded, KNOWLEDGE_RELOAD is off")
            return
        task = asyncio.ensure_future(reloader.reload())
        tasks.add(task)
        task.add_done_callback(tasks.discard)

    hangup = getattr(signal, "SIGHUP", None)  # Windows has none
    if hangup is not None:
        loop.add_signal_handler(hangup, on_hangup)
    if how == "watch":
        tasks.add(asyncio.ensure_future(_watch(folder, reloader, stopping)))
    try:
        yield
    finally:
        if hangup is not None:
            loop.remove_signal_handler(hangup)
        stopping.set()
        await asyncio.gather(*tasks, return_exceptions=True)
