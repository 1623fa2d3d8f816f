"""Typographic quotes."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.dockerfile_parser import Dockerfile
from bot.pasted.model import Kind, Remark, Severity

ID = "dockerfile-curly-quotes"
SEVERITY: Severity = "fault"
KIND: Kind = "dockerfile"
TRIGGERS = "FROM debian:13-slim\nCMD [“app”]\n"
NEAR_MISS = 'FROM debian:13-slim\nCMD ["app"]\n# «ёлочки» здесь можно\n'


def check(file: Dockerfile) -> Iterator[Remark]:
    """Yield one remark for the whole file."""
    if file.curly:
        line = file.mended[file.curly - 1]
        yield Remark(
            ID,
            SEVERITY,
            Text(
                ru="кавычки типографские: Docker понимает только прямые",
                en="typographic quotes: Docker knows only straight ones",
            ),
            file.curly,
            mend=Text(
                ru='замените их на `"`',
                en='replace them by `"`',
            ),
            fixed=line.rstrip(),
            replaces=(file.curly, file.curly),
        )
