"""More than one CMD, ENTRYPOINT or HEALTHCHECK in a stage: only the last counts."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.dockerfile_parser import Dockerfile
from bot.pasted.model import Kind, Remark, Severity

ID = "several-commands"
SEVERITY: Severity = "fault"
KIND: Kind = "dockerfile"
TRIGGERS = (
    ('FROM debian:13-slim\nCMD ["a"]\nCMD ["b"]\n'),
    ('FROM debian:13-slim\nENTRYPOINT ["a"]\nENTRYPOINT ["b"]\n'),
)
NEAR_MISS = 'FROM debian:13 AS a\nCMD ["a"]\nFROM debian:13\nENTRYPOINT ["b"]\nCMD ["c"]\n'


def check(file: Dockerfile) -> Iterator[Remark]:
    """Yield a remark for each."""
    for stage in file.stages:
        for name in ("CMD", "ENTRYPOINT", "HEALTHCHECK"):
            found = list(stage.find(name))
            for instruction in found[:-1]:
                yield Remark(
                    ID,
                    SEVERITY,
                    Text(
                        ru=f"`{name}` в стадии несколько: действует только последний, в строке {found[-1].line}",
                        en=f"several `{name}` in one stage: only the last counts, in line {found[-1].line}",
                    ),
                    instruction.line,
                    mend=Text(
                        ru="удалите эту строку; если нужны две программы, им нужны два контейнера",
                        en="delete this line; two programs want two containers",
                    ),
                    fixed="",
                )
