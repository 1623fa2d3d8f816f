"""A dash of a text editor in front of a list item."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.compose_file import ComposeFile
from bot.pasted.model import Kind, Remark, Severity

ID = "typographic-list-dash"
SEVERITY: Severity = "fault"
KIND: Kind = "compose"
TRIGGERS = 'services:\n  web:\n    image: nginx:1.29\n    ports:\n      – "8080:80"\n'
NEAR_MISS = 'services:\n  web:\n    image: nginx:1.29\n    ports:\n      - "8080:80"\n'


def check(file: ComposeFile) -> Iterator[Remark]:
    """Yield a remark for each."""
    for fault in file.faults_of(ID):
        yield Remark(
            ID,
            SEVERITY,
            Text(
                ru="вместо дефиса стоит тире или маркер: для YAML это не элемент списка",
                en="a dash or a bullet of a text editor: to YAML this is no list item",
            ),
            fault.line,
            fault.column,
            mend=Text(
                ru="поставьте обычный дефис и пробел: `- `",
                en="use a plain hyphen and a blank: `- `",
            ),
            fixed=fault.fixed,
        )
