"""A file that the running bot touches after each answer of Telegram; the health check reads its age."""

from __future__ import annotations

import os
import tempfile
import time
from pathlib import Path

#: A poll takes at most 40 s and a back-off 30 s; twice that without an answer is unhealthy.
MAX_AGE = 150.0


def default_path() -> Path:
    """Where the heartbeat lies; the same for the bot and for its health check."""
    return Path(os.environ.get("HEARTBEAT_FILE") or Path(tempfile.gettempdir()) / "docker-companion.heartbeat")


def beat(path: Path | None = None) -> None:
    """Note that Telegram answered just now. A full or read-only disk is no reason to stop."""
    try:
        (path or default_path()).touch()
    except OSError:
        pass


def age(path: Path | None = None) -> float | None:
    """Seconds since the last beat, or None if there was none."""
    try:
        return max(0.0, time.time() - (path or default_path()).stat().st_mtime)
    except OSError:
        return None
