"""A control character."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.compose_file import ComposeFile
from bot.pasted.model import Kind, Remark, Severity

ID = "yaml-control-character"
SEVERITY: Severity = "fault"
KIND: Kind = "compose"
TRIGGERS = "services:\n  web:\n    image: nginx\x07:1.29\n"
NEAR_MISS = 'services:\n  web:\n    image: nginx:1.29\n    ports:\n      - "8080:80"\n'


def check(file: ComposeFile) -> Iterator[Remark]:
    """Yield a remark for each."""
    for fault in file.faults_of(ID):
        yield Remark(
            ID,
            SEVERITY,
            Text(
                ru=f"управляющий символ {fault.detail}: YAML такие не принимает",
                en=f"the control character {fault.detail}: YAML does not take it",
            ),
            fault.line,
            fault.column,
            mend=Text(
                ru="удалите его: обычно он попадает при копировании из терминала",
                en="delete it: it usually comes from a terminal",
            ),
            fixed=fault.fixed,
        )
