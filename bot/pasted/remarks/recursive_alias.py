"""An alias inside the node that it stands for."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.compose_file import ComposeFile
from bot.pasted.model import Kind, Remark, Severity

ID = "recursive-alias"
SEVERITY: Severity = "fault"
KIND: Kind = "compose"
TRIGGERS = "services:\n  web: &web\n    image: nginx:1.29\n    labels: *web\n"
NEAR_MISS = 'x-a: &a {A: "1"}\nservices:\n  web:\n    image: nginx:1.29\n    labels: *a\n'


def check(file: ComposeFile) -> Iterator[Remark]:
    """Yield a remark for each."""
    for fault in file.faults_of(ID):
        yield Remark(
            ID,
            SEVERITY,
            Text(
                ru=f"ссылка `*{fault.detail}` стоит внутри того, на что ссылается: это без конца",
                en=f"the alias `*{fault.detail}` stands inside what it refers to, which would never end",
            ),
            fault.line,
            fault.column,
            fixed=fault.fixed,
        )
