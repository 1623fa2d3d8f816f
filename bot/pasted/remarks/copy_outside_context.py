"""COPY from above the build context."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.dockerfile_parser import Dockerfile
from bot.pasted.model import Kind, Remark, Severity

ID = "copy-outside-context"
SEVERITY: Severity = "fault"
KIND: Kind = "dockerfile"
TRIGGERS = (
    "FROM debian:13-slim\nCOPY ../shared /shared\n",
    "FROM debian:13-slim\nCOPY /home/me/app /app\n",
)
NEAR_MISS = "FROM debian:13-slim\nCOPY ./shared /shared\nCOPY --from=x ../a /b\n"

#: Folders of a person's machine: in a COPY they are looked for inside the context.
_OF_A_PERSON = re.compile(r"/(?:home|Users|root|mnt/[a-z])/|~/|[A-Za-z]:[/\\]")


def check(file: Dockerfile) -> Iterator[Remark]:
    """Yield a remark for each."""
    for instruction in file.instructions:
        if instruction.name not in ("COPY", "ADD") or instruction.flag("from") is not None:
            continue
        source = next(
            (
                word
                for word in (instruction.words or instruction.value.split())[:-1]
                if word.startswith("../") or _OF_A_PERSON.match(word)
            ),
            None,
        )
        if source is not None:
            yield Remark(
                ID,
                SEVERITY,
                Text(
                    ru=f"`{source}` лежит вне контекста сборки: Docker его не видит",
                    en=f"`{source}` lies outside the build context: Docker does not see it",
                ),
                instruction.line,
                mend=Text(
                    ru="пути считаются от папки сборки: `COPY . /app`",
                    en="paths are those of the build folder: `COPY . /app`",
                )
                if not source.startswith("../")
                else Text(
                    ru="собирайте из папки выше: `docker build -f папка/Dockerfile ..`",
                    en="build from the folder above: `docker build -f folder/Dockerfile ..`",
                ),
            )
