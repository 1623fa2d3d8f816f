"""A size that is none."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.compose_file import ComposeFile
from bot.pasted.model import Kind, Remark, Severity
from bot.pasted.remarks._compose_lines import with_value

ID = "wrong-size"
SEVERITY: Severity = "fault"
KIND: Kind = "compose"
TRIGGERS = "services:\n  web:\n    image: nginx:1.29\n    mem_limit: 512 mega\n"
NEAR_MISS = "services:\n  web:\n    image: nginx:1.29\n    mem_limit: 512m\n"

_WRITTEN = re.compile(r"(\d{1,9}(?:\.\d{1,3})?)\s{0,3}([kmgtкмгт])\w{0,10}$", re.IGNORECASE)
_LETTERS = {**{letter: letter for letter in "kmgt"}, "к": "k", "м": "m", "г": "g", "т": "t"}


def check(file: ComposeFile) -> Iterator[Remark]:
    """Yield a remark for each."""
    for fault in file.faults_of(ID):
        name, _, value = fault.detail.partition("|")
        meant = _meant(value)
        yield Remark(
            ID,
            SEVERITY,
            Text(
                ru=f"`{name}: {value}` — не размер",
                en=f"`{name}: {value}` is no size",
            ),
            fault.line,
            fault.column,
            mend=Text(
                ru="число и буква: `512m`, `1g` (b, k, m, g)",
                en="a number and a letter: `512m`, `1g` (b, k, m, g)",
            ),
            fixed=with_value(file.line(fault.line), fault.column, value, meant) if meant else None,
        )


def _meant(value: str) -> str | None:
    """The size that is meant by ``512 megabytes``, ``512Mi`` or ``512 МБ``; None where it cannot be told."""
    match = _WRITTEN.match(value)
    return f"{match[1]}{_LETTERS[match[2].lower()]}" if match else None
