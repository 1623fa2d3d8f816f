"""A flag whose two hyphens an editor has made a dash."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.dockerfile_parser import Dockerfile
from bot.pasted.model import Kind, Remark, Severity

ID = "dockerfile-typographic-dash"
SEVERITY: Severity = "fault"
KIND: Kind = "dockerfile"
TRIGGERS = (
    "FROM node:24 AS build\nFROM nginx:1.29\nCOPY —from=build /dist /srv/\n",
    "FROM debian:13\nRUN –mount=type=cache,target=/c make\n",
    "FROM debian:13\nCOPY –link . .\n",
    "FROM debian:13\nRUN apt-get update && apt-get install –y make\n",
    "FROM debian:13\nRUN apt-get update && apt-get install -y \\\n  —no-install-recommends make\n",
)
NEAR_MISS = "FROM node:24 AS build\nFROM nginx:1.29\n# — from=build\nCOPY --from=build /dist /srv/\nRUN echo —x=1\n"


def check(file: Dockerfile) -> Iterator[Remark]:
    """Yield a remark for each."""
    for number in file.dashes:
        yield Remark(
            ID,
            SEVERITY,
            Text(
                ru="вместо дефисов стоит тире: флаг не узнают",
                en="a dash stands for hyphens: the flag is not known so",
            ),
            number,
            mend=Text(ru="дефисы: `-` или `--`", en="hyphens: `-` or `--`"),
            fixed=file.mended[number - 1].rstrip(),
            replaces=(number, number),
        )
