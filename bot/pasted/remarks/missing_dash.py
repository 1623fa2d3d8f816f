"""A value below the items of a list that has no dash of its own."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.compose_file import ComposeFile
from bot.pasted.model import Kind, Remark, Severity

ID = "missing-dash"
SEVERITY: Severity = "fault"
KIND: Kind = "compose"
TRIGGERS = (
    'services:\n  web:\n    image: nginx:1.29\n    ports:\n      - "80:80"\n      "443:443"\n    restart: always\n'
)
NEAR_MISS = (
    "services:\n  web:\n    image: nginx:1.29\n    command:\n      - one\n      - two words\n        of one item\n"
)


def check(file: ComposeFile) -> Iterator[Remark]:
    """Yield a remark for each."""
    for fault in file.faults_of(ID):
        yield Remark(
            ID,
            SEVERITY,
            Text(
                ru="перед значением нет дефиса, а выше идёт список",
                en="the value has no dash, and a list stands above it",
            ),
            fault.line,
            fault.column,
            mend=Text(ru="`- значение`", en="`- value`"),
            fixed=fault.fixed,
        )
