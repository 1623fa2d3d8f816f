"""More nesting than any compose file has."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.compose_file import ComposeFile
from bot.pasted.model import Kind, Remark, Severity

ID = "yaml-too-deep"
SEVERITY: Severity = "fault"
KIND: Kind = "compose"
TRIGGERS = "a: " + "[" * 150 + "]" * 150 + "\n"
NEAR_MISS = "x-a: " + "[" * 50 + "]" * 50 + "\n"


def check(file: ComposeFile) -> Iterator[Remark]:
    """Yield a remark for each."""
    for fault in file.faults_of(ID):
        yield Remark(
            ID,
            SEVERITY,
            Text(
                ru="вложенность больше 100 уровней: это не compose-файл, дальше не читаю",
                en="more than 100 levels of nesting: this is no compose file, I read no further",
            ),
            fault.line,
            fault.column,
            fixed=fault.fixed,
        )
