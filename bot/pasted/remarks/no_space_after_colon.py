"""A key without the blank after its colon."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.compose_file import ComposeFile
from bot.pasted.model import Kind, Remark, Severity
from bot.text.masking import mask

ID = "no-space-after-colon"
SEVERITY: Severity = "fault"
KIND: Kind = "compose"
TRIGGERS = "services:\n  web:\n    image:nginx:1.29\n    restart: always\n"
NEAR_MISS = "services:\n  web:\n    image: nginx:1.29\n    command: curl http://web\n"


def check(file: ComposeFile) -> Iterator[Remark]:
    """Yield a remark for each."""
    for fault in file.faults_of(ID):
        shown = mask(fault.detail)[:60]
        yield Remark(
            ID,
            SEVERITY,
            Text(
                ru=f"после двоеточия нет пробела: `{shown}`",
                en=f"no blank after the colon: `{shown}`",
            ),
            fault.line,
            fault.column,
            mend=Text(
                ru="`ключ: значение` — с пробелом",
                en="`key: value`, with a blank",
            ),
            fixed=fault.fixed,
        )
