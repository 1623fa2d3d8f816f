"""A backslash that joins the next instruction."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.dockerfile_parser import Dockerfile
from bot.pasted.model import Kind, Remark, Severity

ID = "continuation-into-instruction"
SEVERITY: Severity = "fault"
KIND: Kind = "dockerfile"
TRIGGERS = (
    "FROM debian:13-slim\n"
    "RUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/* \\\n"
    "COPY . /app\n"
)
NEAR_MISS = "FROM debian:13-slim\nRUN echo one \\\n    two\nCOPY . /app\n"


def check(file: Dockerfile) -> Iterator[Remark]:
    """Yield a remark for each."""
    for instruction in file.instructions:
        if instruction.swallowed is None:
            continue
        line, word = instruction.swallowed
        above = line - 1
        while above > 1 and not file.mended[above - 1].rstrip().endswith(file.escape):
            above -= 1
        yield Remark(
            ID,
            SEVERITY,
            Text(
                ru=f"`{file.escape}` в конце строки {above} приклеивает к команде следующую инструкцию `{word}`",
                en=f"the `{file.escape}` at the end of line {above} glues the next instruction `{word}` to the command",
            ),
            above,
            mend=Text(
                ru="уберите его",
                en="take it away",
            ),
            fixed=file.mended[above - 1].rstrip().removesuffix(file.escape).rstrip().removesuffix("&&").rstrip(),
            replaces=(above, above),
        )
