"""A backslash in double quotes that is no escape."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.compose_file import ComposeFile
from bot.pasted.model import Kind, Remark, Severity

ID = "bad-escape"
SEVERITY: Severity = "fault"
KIND: Kind = "compose"
TRIGGERS = 'services:\n  web:\n    image: nginx:1.29\n    working_dir: "C:\\path"\n'
NEAR_MISS = "services:\n  web:\n    image: nginx:1.29\n    working_dir: 'C:\\path'\n"


def check(file: ComposeFile) -> Iterator[Remark]:
    """Yield a remark for each."""
    for fault in file.faults_of(ID):
        yield Remark(
            ID,
            SEVERITY,
            Text(
                ru="обратная косая черта в двойных кавычках начинает спецсимвол, а такого нет",
                en="a backslash in double quotes begins an escape, and there is none like this",
            ),
            fault.line,
            fault.column,
            mend=Text(
                ru="возьмите значение в одинарные кавычки",
                en="use single quotes",
            ),
            fixed=fault.fixed,
        )
