"""`- KEY:value` where `- KEY=value` is meant."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.compose_file import ComposeFile
from bot.pasted.model import Kind, Remark, Severity

ID = "colon-in-list-item"
SEVERITY: Severity = "fault"
KIND: Kind = "compose"
TRIGGERS = "services:\n  web:\n    image: nginx:1.29\n    environment:\n      - MODE:prod\n"
NEAR_MISS = "services:\n  web:\n    image: nginx:1.29\n    environment:\n      - URL=http://api:80\n      - HOME\n"


def check(file: ComposeFile) -> Iterator[Remark]:
    """Yield a remark for each."""
    for fault in file.faults_of(ID):
        yield Remark(
            ID,
            SEVERITY,
            Text(
                ru=f"в списке переменные пишутся через `=`, а не `:`: иначе имя будет `{fault.detail}:…`, без значения",
                en=f"in a list it is `=`, not `:`; as it stands, the name is `{fault.detail}:…`, without a value",
            ),
            fault.line,
            fault.column,
            mend=Text(
                ru=f"`- {fault.detail}=…`",
                en=f"`- {fault.detail}=…`",
            ),
            fixed=fault.fixed,
        )
