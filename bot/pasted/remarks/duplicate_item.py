"""A list item that stands twice."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.compose_file import ComposeFile
from bot.pasted.model import Kind, Remark, Severity

ID = "duplicate-item"
SEVERITY: Severity = "fault"
KIND: Kind = "compose"
TRIGGERS = (
    'services:\n  web:\n    image: nginx:1.29\n    ports:\n      - "8080:80"\n      - "8080:80"\n',
    "services:\n  web:\n    image: nginx:1.29\n    environment:\n      - MODE=a\n      - MODE=b\n",
)
NEAR_MISS = 'services:\n  web:\n    image: nginx:1.29\n    command: ["-v", "-v"]\n'

#: Lists that Compose refuses with a repetition; in others it takes the item once (tried with Compose 2.40).
_REFUSED = frozenset({"depends_on", "networks", "security_opt", "extra_hosts"})


def check(file: ComposeFile) -> Iterator[Remark]:
    """Yield a remark for each."""
    for fault in file.faults_of(ID):
        section, name, other = fault.detail.split("|")
        refused = section in _REFUSED
        yield Remark(
            ID,
            SEVERITY if refused else "advice",
            Text(
                ru=f"`{name}` уже есть в строке {other}" + (": Compose откажется читать файл" if refused else ""),
                en=f"`{name}` stands in line {other} already" + (": Compose refuses the file" if refused else ""),
            ),
            fault.line,
            fault.column,
            mend=Text(
                ru="удалите лишнюю строку",
                en="delete one of them",
            ),
        )
