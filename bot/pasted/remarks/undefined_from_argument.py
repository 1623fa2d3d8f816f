"""A variable in FROM that no ARG in front of it declares."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.dockerfile_parser import Dockerfile
from bot.pasted.model import Kind, Remark, Severity

ID = "undefined-from-argument"
SEVERITY: Severity = "fault"
KIND: Kind = "dockerfile"
TRIGGERS = "FROM node:${VERSION}\n"
NEAR_MISS = (
    ("ARG VERSION=24\nFROM node:${VERSION}\n"),
    ("FROM --platform=$BUILDPLATFORM node:24\n"),
    ("FROM node:${VERSION:-24}\n"),
)

_USE = re.compile(r"\$(?:\{([A-Za-z_]\w{0,80})\}|([A-Za-z_]\w{0,80}))")


def check(file: Dockerfile) -> Iterator[Remark]:
    """Yield a remark for each."""
    for stage in file.stages:
        for match in _USE.finditer(stage.image):
            name = match[1] or match[2]
            if name in file.global_arguments or name in file.predefined:
                continue
            yield Remark(
                ID,
                SEVERITY,
                Text(
                    ru=f"переменной `{name}` в `FROM` неоткуда взяться: `ARG` нужен до первого `FROM`",
                    en=f"the variable `{name}` in `FROM` has no source: its `ARG` must stand before the first `FROM`",
                ),
                stage.source.line,
                mend=Text(
                    ru=f"первой строкой: `ARG {name}=…`",
                    en=f"first of all: `ARG {name}=…`",
                ),
                fixed=f"ARG {name}=\n{file.stages[0].source.raw.strip()}",
            )
