"""A value that the key does not take."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.knowledge.grammar import nearest
from bot.pasted.compose_file import ComposeFile
from bot.pasted.model import Kind, Remark, Severity

ID = "unknown-value"
SEVERITY: Severity = "fault"
KIND: Kind = "compose"
TRIGGERS = "services:\n  web:\n    image: nginx:1.29\n    restart: allways\n"
NEAR_MISS = (
    ('services:\n  web:\n    image: nginx:1.29\n    restart: "on-failure:5"\n'),
    ("services:\n  web:\n    image: nginx:1.29\n    restart: ${RESTART:-always}\n"),
)


def check(file: ComposeFile) -> Iterator[Remark]:
    """Yield a remark for each."""
    for fault in file.faults_of(ID):
        name, value, known = fault.detail.split("|", 2)
        near = nearest(value, known.split(", "))
        meant_ru, meant_en = (f", имелось в виду `{near}`", f", `{near}` is meant") if near else ("", "")
        yield Remark(
            ID,
            SEVERITY,
            Text(
                ru=f"`{name}` не бывает `{value}`{meant_ru}",
                en=f"`{name}` is never `{value}`{meant_en}",
            ),
            fault.line,
            fault.column,
            mend=Text(
                ru=f"возможные значения: {known}",
                en=f"it takes: {known}",
            ),
            fixed=fault.fixed,
        )
