"""A fresh entry for an author: ``python -m bot new <kind> <id>``."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from bot.knowledge.base import entry_files
from bot.knowledge.entry import KINDS, Kind

#: The folder of a kind where the author names none.
FOLDERS: dict[Kind, str] = {
    "concept": "concepts",
    "comparison": "concepts",
    "howto": "howto",
    "command": "containers",
    "directive": "compose-file",
    "error": "errors",
}
_ONLY = re.compile(r"#\?(\w+) ?(.*)")


class AuthoringError(Exception):
    """The entry cannot be laid out; the message says why, for the author."""


def lay_out(template: str, kind: Kind, today: date) -> str:
    """The template's text for a kind: its own lines kept, those of other kinds and the opening comment left out."""
    lines: list[str] = []
    for line in template.splitlines():
        if match := _ONLY.match(line):
            if match[1] == kind:
                lines.append(match[2])
        elif lines or not line.startswith("#"):
            lines.append(line)
    return "\n".join(lines).replace("KIND", kind).replace("MONTH", f"{today:%Y-%m}") + "\n"


def new_entry(folder: Path, kind: str, identifier: str, topic: str | None = None) -> Path:
    """Write a fresh entry into a knowledge folder and return its path.

    Raises AuthoringError for an unknown kind, an id that is no id or is taken, and a folder that cannot be written.
    """
    known = next((name for name in KINDS if name == kind), None)
    if known is None:
        raise AuthoringError(f"kind {kind!r}: one of {', '.join(KINDS)}")
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", identifier) or len(identifier) > 48:
        raise AuthoringError(f"id {identifier!r}: lower-case letters, digits and dashes, at most 48")
    taken = next((path for path in entry_files(folder) if path.stem == identifier), None)
    if taken is not None:
        raise AuthoringError(f"id {identifier!r} is taken by {taken}")
    path = folder / (topic or FOLDERS[known]) / f"{identifier}.yaml"
    try:
        text = lay_out((folder / "TEMPLATE.yaml").read_text(encoding="utf-8"), known, date.today())
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise AuthoringError(str(error)) from error
    return path
