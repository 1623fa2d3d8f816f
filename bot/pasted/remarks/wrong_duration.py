"""A duration without its unit."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.compose_file import ComposeFile
from bot.pasted.model import Kind, Remark, Severity
from bot.pasted.remarks._compose_lines import with_value

ID = "wrong-duration"
SEVERITY: Severity = "fault"
KIND: Kind = "compose"
TRIGGERS = "services:\n  web:\n    image: nginx:1.29\n    stop_grace_period: 30\n"
NEAR_MISS = "services:\n  web:\n    image: nginx:1.29\n    stop_grace_period: 1m30s\n"

_WRITTEN = re.compile(r"(\d{1,9})\s{0,3}(s(?:ec(?:ond)?s?)?|m(?:in(?:ute)?s?)?|h(?:ours?|rs?)?)?", re.IGNORECASE)


def check(file: ComposeFile) -> Iterator[Remark]:
    """Yield a remark for each."""
    for fault in file.faults_of(ID):
        name, _, value = fault.detail.partition("|")
        meant = _meant(value)
        yield Remark(
            ID,
            SEVERITY,
            Text(
                ru=f"`{name}: {value}` — не длительность: нужна единица",
                en=f"`{name}: {value}` is no duration: it wants a unit",
            ),
            fault.line,
            fault.column,
            mend=Text(
                ru=f"например `{name}: 30s` (us, ms, s, m, h)",
                en=f"such as `{name}: 30s` (us, ms, s, m, h)",
            ),
            fixed=with_value(file.line(fault.line), fault.column, value, meant) if meant else None,
        )


def _meant(value: str) -> str | None:
    """The duration that is meant by ``30`` (seconds), ``30sec`` or ``5 minutes``; None where it cannot be told."""
    match = _WRITTEN.fullmatch(value.strip())
    return f"{match[1]}{(match[2] or 's')[0].lower()}" if match else None
