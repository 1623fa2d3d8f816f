"""The log: readable lines on a terminal, JSON elsewhere; each line of an update carries its request's name.

No token can get into it, whoever writes the line. What people write gets into it only where the operator asks for
that (LOG_TEXT), and then masked.
"""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Literal

from bot.operations.request import REQUEST

Format = Literal["auto", "json", "text"]


def _when(record: logging.LogRecord) -> str:
    return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


class _Formatter(logging.Formatter):
    """What both kinds share: no secret gets through."""

    def __init__(self, secrets: Iterable[str]) -> None:
        super().__init__()
        self._secrets = tuple(secret for secret in secrets if secret)

    def format(self, record: logging.LogRecord) -> str:
        """The record without the secrets."""
        line = self.line(record)
        for secret in self._secrets:
            line = line.replace(secret, "***")
        return line

    def line(self, record: logging.LogRecord) -> str:
        """The record as text."""
        raise NotImplementedError

    def _trace(self, record: logging.LogRecord) -> str | None:
        return self.formatException(record.exc_info) if record.exc_info else None


class TextFormatter(_Formatter):
    """Lines for a person: when, how grave, who, [request], what."""

    def line(self, record: logging.LogRecord) -> str:
        """One line, and the trace of an exception under it."""
        request = REQUEST.get()
        name = f" [{request.name}]" if request else ""
        # A person's line break must not look like a line of the log.
        message = record.getMessage().replace("\r", "\\r").replace("\n", "\\n")
        line = f"{_when(record)} {record.levelname} {record.name}{name}: {message}"
        trace = self._trace(record)
        return f"{line}\n{trace}" if trace else line


class JsonFormatter(_Formatter):
    """One JSON object a line: at (UTC), level, logger, message; request and trace where there is one."""

    def line(self, record: logging.LogRecord) -> str:
        """The record as JSON."""
        request = REQUEST.get()
        told = {
            "at": _when(record),
            "level": record.levelname,
            "logger": record.name,
            "request": request.name if request else None,
            "message": record.getMessage(),
            "trace": self._trace(record),
        }
        return json.dumps({key: value for key, value in told.items() if value is not None}, ensure_ascii=False)


def set_up(level: str, form: Format, secrets: Iterable[str]) -> None:
    """Write the program's log to standard error; ``secrets`` are blotted out wherever they appear."""
    readable = form == "text" or (form == "auto" and sys.stderr.isatty())
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(TextFormatter(secrets) if readable else JsonFormatter(secrets))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    logging.getLogger("aiogram.event").setLevel(logging.WARNING)  # it writes a line for each update, without a name
    logging.getLogger("watchfiles").setLevel(logging.WARNING)  # the reload's own line tells more
    logging.getLogger("pymorphy3").setLevel(logging.WARNING)  # it tells where its dictionaries lie
    logging.raiseExceptions = False  # a log that cannot be written (a full disk) is no reason to write more of it
