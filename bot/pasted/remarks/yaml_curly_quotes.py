"""Typographic quotes."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.compose_file import ComposeFile
from bot.pasted.model import Kind, Remark, Severity

ID = "yaml-curly-quotes"
SEVERITY: Severity = "fault"
KIND: Kind = "compose"
TRIGGERS = "services:\n  web:\n    image: nginx:1.29\n    ports:\n      - “8080:80”\n"
NEAR_MISS = 'services:\n  web:\n    image: nginx:1.29\n    labels:\n      title: "он сказал «да»"\n'


def check(file: ComposeFile) -> Iterator[Remark]:
    """Yield a remark for each."""
    for fault in file.faults_of(ID):
        yield Remark(
            ID,
            SEVERITY,
            Text(
                ru="кавычки типографские: для YAML это обычные буквы значения",
                en="typographic quotes: to YAML they are letters of the value",
            ),
            fault.line,
            fault.column,
            mend=Text(
                ru='замените их на `"`',
                en='replace them by `"`',
            ),
            fixed=fault.fixed,
        )
