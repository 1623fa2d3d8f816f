"""Content that stands beside its key and not under it."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.compose_file import ComposeFile
from bot.pasted.model import Kind, Remark, Severity

ID = "content-not-indented"
SEVERITY: Severity = "fault"
KIND: Kind = "compose"
TRIGGERS = "services:\n  web:\n    image: nginx:1.29\n    environment:\n    MODE: prod\n"
NEAR_MISS = "services:\n  web:\n    image: nginx:1.29\n    environment:\n      MODE: prod\n"


def check(file: ComposeFile) -> Iterator[Remark]:
    """Yield a remark for each."""
    for fault in file.faults_of(ID):
        above, name, last = fault.detail.split("|")
        lines = [file.line(number) for number in range(fault.line, int(last) + 1)]
        yield Remark(
            ID,
            SEVERITY,
            Text(
                ru=f"`{name}` стоит вровень с `{above}`, а должно быть под ним",
                en=f"`{name}` stands beside `{above}` and belongs under it",
            ),
            fault.line,
            fault.column,
            mend=Text(
                ru="сдвиньте на два пробела вправо",
                en="indent it by two more spaces",
            ),
            fixed="\n".join(f"  {line}".rstrip() for line in lines),
            replaces=(fault.line, int(last)),
        )
