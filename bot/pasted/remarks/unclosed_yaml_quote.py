"""A quote that is never closed."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.compose_file import ComposeFile
from bot.pasted.model import Kind, Remark, Severity

ID = "unclosed-yaml-quote"
SEVERITY: Severity = "fault"
KIND: Kind = "compose"
TRIGGERS = 'services:\n  web:\n    image: "nginx:1.29\n    ports:\n      - "8080:80"\n'
NEAR_MISS = 'services:\n  web:\n    image: nginx:1.29\n    command: ["sh", "-c", "echo it\'s fine"]\n'


def check(file: ComposeFile) -> Iterator[Remark]:
    """Yield a remark for each."""
    for fault in file.faults_of(ID):
        yield Remark(
            ID,
            SEVERITY,
            Text(
                ru=f"кавычка {fault.detail} открыта и не закрыта",
                en=f"the quote {fault.detail} is opened and never closed",
            ),
            fault.line,
            fault.column,
            mend=Text(
                ru="закройте её в конце значения",
                en="close it at the end of the value",
            ),
            fixed=fault.fixed,
        )
