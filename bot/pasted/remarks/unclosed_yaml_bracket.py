"""A bracket without its pair."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.compose_file import ComposeFile
from bot.pasted.model import Kind, Remark, Severity

ID = "unclosed-yaml-bracket"
SEVERITY: Severity = "fault"
KIND: Kind = "compose"
TRIGGERS = 'services:\n  web:\n    image: nginx:1.29\n    command: ["nginx", "-g"\n    restart: always\n'
NEAR_MISS = 'services:\n  web:\n    image: nginx:1.29\n    command: ["nginx",\n      "-g", "daemon off;"]\n'


def check(file: ComposeFile) -> Iterator[Remark]:
    """Yield a remark for each."""
    for fault in file.faults_of(ID):
        yield Remark(
            ID,
            SEVERITY,
            Text(
                ru=f"у скобки {fault.detail} нет пары",
                en=f"the bracket {fault.detail} has no counterpart",
            ),
            fault.line,
            fault.column,
            mend=Text(
                ru="поставьте вторую скобку",
                en="add the other bracket",
            ),
            fixed=fault.fixed,
        )
