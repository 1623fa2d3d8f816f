"""Blanks around the sign of equality."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.dockerfile_parser import Dockerfile
from bot.pasted.model import Kind, Remark, Severity

ID = "blanks-in-assignment"
SEVERITY: Severity = "fault"
KIND: Kind = "dockerfile"
TRIGGERS = (
    ("FROM debian:13-slim\nENV MODE = prod\n"),
    ("FROM debian:13-slim\nARG VERSION= 1\n"),
)
NEAR_MISS = 'FROM debian:13-slim\nENV MODE=prod A="x = y"\nARG VERSION\n'

_BLANKS = re.compile(r"(?P<name>[A-Za-z_]\w{0,80})(?: +=[ ]{0,20}|=[ ]{1,20})(?P<value>[^\s=]\S{0,400})$")


def check(file: Dockerfile) -> Iterator[Remark]:
    """Yield a remark for each."""
    for instruction in file.instructions:
        if instruction.name not in ("ENV", "ARG", "LABEL"):
            continue
        match = _BLANKS.match(instruction.value)
        if match is not None:
            fixed = f"{instruction.name} {match['name']}={match['value']}"
            yield Remark(
                ID,
                SEVERITY,
                Text(
                    ru="вокруг `=` пробелы: Docker поймёт строку не так",
                    en="blanks around `=`: Docker reads the line in another way",
                ),
                instruction.line,
                mend=Text(
                    ru="без пробелов",
                    en="without blanks",
                ),
                fixed=fixed,
            )
