"""Is the bot ready? It is when Telegram answered lately and it is not stopping; and how another process asks it."""

from __future__ import annotations

import json
import time
import urllib.error
import urllib.request
from collections.abc import Callable

#: A long poll is answered within half a minute: twice that without an answer, and Telegram is asked.
FRESH = 60.0
#: Seconds that ``python -m bot health`` waits for each of two answers: less together than the HEALTHCHECK's own limit.
_PATIENCE = 2.0


class Health:
    """What the endpoints tell. clock: seconds of a monotonic clock."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._heard: float | None = None
        self.stopping = False

    def heard(self) -> None:
        """Note that Telegram answered, or sent an update, just now."""
        self._heard = self._clock()

    def age(self) -> float | None:
        """Seconds since Telegram was heard last; None if it never was."""
        return None if self._heard is None else self._clock() - self._heard

    def fault(self) -> str | None:
        """Why the bot is not ready, or None if it is."""
        if self.stopping:
            return "the bot is stopping"
        age = self.age()
        if age is None:
            return "Telegram has not answered yet"
        if age > FRESH:
            return f"Telegram was heard {age:.0f} s ago"
        return None


def ask(host: str, port: int) -> tuple[bool, str]:
    """Ask the bot of this machine (or container) where it serves; whether it is well, and one line.

    A bot that serves on every address is asked over loopback.
    """
    host = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, host)  # noqa: S104
    for path in ("healthz", "readyz"):
        # No proxy: an operator's HTTP_PROXY is no way to one's own machine.
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        try:
            with opener.open(f"http://{host}:{port}/{path}", timeout=_PATIENCE) as answer:
                told = json.load(answer)
        except urllib.error.HTTPError as error:
            with error:
                return False, f"unhealthy: {_reason(error)}"
        except (OSError, ValueError) as error:
            reason = getattr(error, "reason", None) or error
            return False, f"unhealthy: no running bot answers on port {port} ({reason})"
    return True, f"healthy: {told['entries']} entries, Telegram was heard {told['heard']:.0f} s ago"


def _reason(error: urllib.error.HTTPError) -> str:
    try:
        return str(json.load(error)["fault"])
    except (OSError, ValueError, KeyError, TypeError):
        return f"status {error.code}"
