"""MAINTAINER, obsolete since 2017."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.dockerfile_parser import Dockerfile
from bot.pasted.model import Kind, Remark, Severity

ID = "maintainer-obsolete"
SEVERITY: Severity = "advice"
KIND: Kind = "dockerfile"
TRIGGERS = "FROM debian:13-slim\nMAINTAINER me@example.com\n"
NEAR_MISS = 'FROM debian:13-slim\nLABEL org.opencontainers.image.authors="me@example.com"\n'


def check(file: Dockerfile) -> Iterator[Remark]:
    """Yield a remark for each."""
    for instruction in file.instructions:
        if instruction.name == "MAINTAINER":
            author = instruction.value.strip("\"'").replace('"', "")
            yield Remark(
                ID,
                SEVERITY,
                Text(
                    ru="`MAINTAINER` устарел",
                    en="`MAINTAINER` is obsolete",
                ),
                instruction.line,
                mend=Text(
                    ru="метка `org.opencontainers.image.authors`",
                    en="the label `org.opencontainers.image.authors`",
                ),
                fixed=f'LABEL org.opencontainers.image.authors="{author}"',
            )
