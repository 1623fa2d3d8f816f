"""Backslashes that an export to Markdown has put in."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.compose_file import ComposeFile
from bot.pasted.model import Kind, Remark, Severity

ID = "yaml-markdown-escapes"
SEVERITY: Severity = "fault"
KIND: Kind = "compose"
TRIGGERS = (
    "services:\n"
    "  db:\n"
    "    image: mariadb:11\n"
    "    environment:\n"
    "      MARIADB\\_DATABASE: shop\n"
    "    ports:\n"
    '      \\- "127.0.0.1:3306:3306"\n'
)
NEAR_MISS = "services:\n  web:\n    image: nginx:1.29\n    command: 'grep a\\_b'\n"


def check(file: ComposeFile) -> Iterator[Remark]:
    """Yield a remark for each."""
    for fault in file.faults_of(ID):
        yield Remark(
            ID,
            SEVERITY,
            Text(
                ru=f"лишние обратные черты (`{fault.detail}`): их добавил экспорт в Markdown",
                en=f"superfluous backslashes (`{fault.detail}`): an export to Markdown has put them in",
            ),
            fault.line,
            fault.column,
            mend=Text(
                ru="уберите `\\` перед `_` и `-`",
                en="take away the `\\` before `_` and `-`",
            ),
            fixed=fault.fixed,
        )
