"""A tag that Compose does not know."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.compose_file import ComposeFile
from bot.pasted.model import Kind, Remark, Severity

ID = "unknown-tag"
SEVERITY: Severity = "fault"
KIND: Kind = "compose"
TRIGGERS = "services:\n  web:\n    image: nginx:1.29\n    command: !shell nginx\n"
NEAR_MISS = 'services:\n  web:\n    image: nginx:1.29\n    ports: !override ["80:80"]\n'


def check(file: ComposeFile) -> Iterator[Remark]:
    """Yield a remark for each."""
    for fault in file.faults_of(ID):
        yield Remark(
            ID,
            SEVERITY,
            Text(
                ru=f"тега `{fault.detail}` Compose не знает",
                en=f"Compose does not know the tag `{fault.detail}`",
            ),
            fault.line,
            fault.column,
            mend=Text(
                ru="есть `!reset` и `!override`; если `!` — часть значения, нужны кавычки",
                en="there are `!reset` and `!override`; if the `!` is part of the value, quote it",
            ),
            fixed=fault.fixed,
        )
