"""Two stages of one name."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.dockerfile_parser import Dockerfile
from bot.pasted.model import Kind, Remark, Severity

ID = "duplicate-stage-name"
SEVERITY: Severity = "fault"
KIND: Kind = "dockerfile"
TRIGGERS = "FROM debian:13 AS build\nFROM alpine:3.22 AS build\n"
NEAR_MISS = "FROM debian:13 AS build\nFROM alpine:3.22 AS run\n"


def check(file: Dockerfile) -> Iterator[Remark]:
    """Yield a remark for each."""
    seen: dict[str, int] = {}
    for stage in file.stages:
        name = (stage.name or "").lower()
        if name and name in seen:
            yield Remark(
                ID,
                SEVERITY,
                Text(
                    ru=f"стадия `{stage.name}` уже есть в строке {seen[name]}",
                    en=f"the stage `{stage.name}` stands in line {seen[name]} already",
                ),
                stage.source.line,
                mend=Text(
                    ru="дайте другое имя",
                    en="use another name",
                ),
            )
        seen.setdefault(name, stage.source.line)
