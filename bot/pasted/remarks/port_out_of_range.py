"""A port that no port can be."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.compose_file import ComposeFile
from bot.pasted.model import Kind, Remark, Severity
from bot.pasted.values.ports import HIGHEST

ID = "port-out-of-range"
SEVERITY: Severity = "fault"
KIND: Kind = "compose"
TRIGGERS = 'services:\n  web:\n    image: nginx:1.29\n    ports:\n      - "80800:80"\n'
NEAR_MISS = 'services:\n  web:\n    image: nginx:1.29\n    ports:\n      - "65535:80"\n'


def check(file: ComposeFile) -> Iterator[Remark]:
    """Yield a remark for each."""
    for service in file.services.values():
        for port in service.ports:
            wrong = port.publish.wrong if port.publish is not None else None
            if wrong is None or not any(part.isdigit() and int(part) > HIGHEST for part in wrong.split("-")):
                continue
            yield Remark(
                ID,
                SEVERITY,
                Text(
                    ru=f"порта {wrong} не бывает: наибольший {HIGHEST}",
                    en=f"there is no port {wrong}: the highest is {HIGHEST}",
                ),
                port.node.line,
                port.node.column,
            )
