"""`- KEY=value` and `KEY: value` in one place."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.compose_file import ComposeFile
from bot.pasted.model import Kind, Remark, Severity

ID = "list-and-mapping-mixed"
SEVERITY: Severity = "fault"
KIND: Kind = "compose"
TRIGGERS = (
    ("services:\n  web:\n    image: nginx:1.29\n    environment:\n      - A=1\n      B: 2\n"),
    ("services:\n  web:\n    image: nginx:1.29\n    environment:\n      - A: 1\n"),
)
NEAR_MISS = (
    'services:\n  web:\n    image: nginx:1.29\n    environment:\n      A: "1"\n      B: "2"\n    labels:\n      - a=b\n'
)

_PAIR = re.compile(r"([ \t]{0,200}- )([A-Za-z_][\w.-]{0,80}): ([^\n{\[&*|>]{1,2000})")


def check(file: ComposeFile) -> Iterator[Remark]:
    """Yield a remark for each."""
    for fault in file.faults_of(ID):
        if fault.detail == "condition":
            yield Remark(
                ID,
                SEVERITY,
                Text(
                    ru="у сервиса в `depends_on` есть `condition`: это ключ, а не элемент списка",
                    en="the service in `depends_on` has a `condition`: that is a key, not an item of a list",
                ),
                fault.line,
                fault.column,
                mend=Text(ru="имя без дефиса и с двоеточием", en="the name without a dash and with a colon"),
                fixed=fault.fixed,
            )
            continue
        yield Remark(
            ID,
            SEVERITY,
            Text(
                ru="смешаны две записи: `- КЛЮЧ=значение` и `КЛЮЧ: значение`",
                en="two ways of writing are mixed: `- KEY=value` and `KEY: value`",
            ),
            fault.line,
            fault.column,
            mend=Text(
                ru="оставьте одну для всего блока",
                en="keep one of them for the whole block",
            ),
            fixed=fault.fixed or _as_item(file.line(fault.line)),
        )


def _as_item(line: str) -> str | None:
    """``- KEY: value`` as ``- KEY=value``."""
    match = _PAIR.fullmatch(line.rstrip())
    return f"{match[1]}{match[2]}={match[3].strip(chr(34) + chr(39))}" if match else None
