"""Backslashes that an export to Markdown has put in."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.dockerfile_parser import Dockerfile
from bot.pasted.model import Kind, Remark, Severity

ID = "dockerfile-markdown-escapes"
SEVERITY: Severity = "fault"
KIND: Kind = "dockerfile"
TRIGGERS = 'FROM debian:13-slim\nENTRYPOINT \\["fortune"\\]\n'
NEAR_MISS = "FROM debian:13-slim\nRUN sed -i 's/\\[a\\]/b/' /etc/x\n"


def check(file: Dockerfile) -> Iterator[Remark]:
    """Yield one remark for the whole file."""
    if file.exported:
        line = file.mended[file.exported - 1]
        yield Remark(
            ID,
            SEVERITY,
            Text(
                ru="лишние обратные черты (`\\[`, `\\_`): их добавил экспорт в Markdown",
                en="superfluous backslashes (`\\[`, `\\_`): an export to Markdown has put them in",
            ),
            file.exported,
            mend=Text(
                ru="уберите их",
                en="take them away",
            ),
            fixed=line.rstrip(),
            replaces=(file.exported, file.exported),
        )
