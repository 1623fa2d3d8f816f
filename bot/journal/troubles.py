"""A fault that stays is said once by name, and its end once: the log of a full disk is not a flood."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from bot.journal.journal import JournalError

logger = logging.getLogger(__name__)
#: Seconds without a fault after which all is well again.
_QUIET = 60.0


class Troubles:
    """What was said already. clock: seconds; it may be turned back."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._said: set[str] = set()
        self._failed_at = 0.0

    def note(self, error: JournalError) -> None:
        """Say a fault, if it was not said before."""
        with self._lock:
            self._failed_at = self._clock()
            if str(error) not in self._said:
                self._said.add(str(error))
                logger.warning("journal: nothing is kept for now, answers go on: %s", error)

    def went_well(self) -> None:
        """Say that the faults are over, once a while has passed without one."""
        with self._lock:
            if self._said and abs(self._clock() - self._failed_at) >= _QUIET:
                self._said.clear()
                logger.info("journal: kept again")
