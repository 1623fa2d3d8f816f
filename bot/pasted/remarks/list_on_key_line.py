"""A list that begins on the line of its key."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.compose_file import ComposeFile
from bot.pasted.model import Kind, Remark, Severity

ID = "list-on-key-line"
SEVERITY: Severity = "fault"
KIND: Kind = "compose"
TRIGGERS = 'services:\n  web:\n    image: nginx:1.29\n    ports: - "8080:80"\n'
NEAR_MISS = 'services:\n  web:\n    image: nginx:1.29\n    ports:\n      - "8080:80"\n'


def check(file: ComposeFile) -> Iterator[Remark]:
    """Yield a remark for each."""
    for fault in file.faults_of(ID):
        yield Remark(
            ID,
            SEVERITY,
            Text(
                ru="элемент списка стоит на одной строке с ключом",
                en="an item of a list stands on the line of its key",
            ),
            fault.line,
            fault.column,
            mend=Text(
                ru="перенесите `- …` на следующую строку с отступом или пишите в скобках",
                en="move `- …` to the next line, indented, or use brackets",
            ),
            fixed=fault.fixed,
        )
