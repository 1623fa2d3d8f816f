"""Blanks that are no spaces."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.compose_file import ComposeFile
from bot.pasted.model import Kind, Remark, Severity

ID = "yaml-non-breaking-space"
SEVERITY: Severity = "fault"
KIND: Kind = "compose"
TRIGGERS = "services:\n\xa0\xa0web:\n\xa0\xa0\xa0\xa0image: nginx:1.29\n"
NEAR_MISS = 'services:\n  web:\n    image: nginx:1.29\n    labels:\n      title: "a\xa0b"\n'


def check(file: ComposeFile) -> Iterator[Remark]:
    """Yield a remark for each."""
    for fault in file.faults_of(ID):
        yield Remark(
            ID,
            SEVERITY,
            Text(
                ru="вместо пробелов неразрывные пробелы: их вставляют сайты и мессенджеры, YAML их не понимает",
                en="non-breaking spaces in place of spaces: web pages put them in, YAML does not know them",
            ),
            fault.line,
            fault.column,
            mend=Text(
                ru="замените их обычными пробелами",
                en="replace them by plain spaces",
            ),
            fixed=fault.fixed,
        )
