"""Something behind a quoted value."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.compose_file import ComposeFile
from bot.pasted.model import Kind, Remark, Severity
from bot.text.masking import mask

ID = "text-after-quote"
SEVERITY: Severity = "fault"
KIND: Kind = "compose"
TRIGGERS = 'services:\n  web:\n    image: "nginx" 1.29\n    restart: always\n'
NEAR_MISS = 'services:\n  web:\n    image: nginx:1.29\n    command: "nginx" # quoted\n'


def check(file: ComposeFile) -> Iterator[Remark]:
    """Yield a remark for each."""
    for fault in file.faults_of(ID):
        shown = mask(fault.detail)[:40]
        yield Remark(
            ID,
            SEVERITY,
            Text(
                ru=f"после закрывающей кавычки стоит ещё `{shown}`",
                en=f"`{shown}` stands after the closing quote",
            ),
            fault.line,
            fault.column,
            mend=Text(
                ru="возьмите в кавычки всё значение целиком",
                en="quote the whole value",
            ),
            fixed=fault.fixed,
        )
