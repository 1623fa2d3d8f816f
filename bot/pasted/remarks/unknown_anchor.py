"""An alias without its anchor."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.compose_file import ComposeFile
from bot.pasted.model import Kind, Remark, Severity

ID = "unknown-anchor"
SEVERITY: Severity = "fault"
KIND: Kind = "compose"
TRIGGERS = "services:\n  web:\n    image: nginx:1.29\n    environment: *common\n"
NEAR_MISS = 'x-common: &common\n  A: "1"\nservices:\n  web:\n    image: nginx:1.29\n    environment: *common\n'


def check(file: ComposeFile) -> Iterator[Remark]:
    """Yield a remark for each."""
    for fault in file.faults_of(ID):
        yield Remark(
            ID,
            SEVERITY,
            Text(
                ru=f"ссылка `*{fault.detail}` ведёт в никуда: якоря `&{fault.detail}` выше нет",
                en=f"the alias `*{fault.detail}` leads nowhere: there is no anchor `&{fault.detail}` above it",
            ),
            fault.line,
            fault.column,
            mend=Text(
                ru=f"объявите `&{fault.detail}` раньше или возьмите значение в кавычки",
                en=f"declare `&{fault.detail}` above, or put the value in quotes",
            ),
            fixed=fault.fixed,
        )
