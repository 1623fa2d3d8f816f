"""A tab where YAML wants spaces."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.compose_file import ComposeFile
from bot.pasted.model import Kind, Remark, Severity

ID = "tab-indentation"
SEVERITY: Severity = "fault"
KIND: Kind = "compose"
TRIGGERS = "services:\n\tweb:\n\t\timage: nginx:1.29\n"
NEAR_MISS = 'services:\n  web:\n    image: nginx:1.29\n    command: |\n      printf "a\tb"\n'


def check(file: ComposeFile) -> Iterator[Remark]:
    """Yield a remark for each."""
    for fault in file.faults_of(ID):
        yield Remark(
            ID,
            SEVERITY,
            Text(
                ru=f"отступ сделан табуляцией (строк с ней: {fault.detail}): YAML её не принимает",
                en=f"indented with tabs (lines with them: {fault.detail}): YAML does not take them",
            ),
            fault.line,
            fault.column,
            mend=Text(
                ru="замените каждую табуляцию пробелами (в редакторе: «Indent using spaces»)",
                en="replace every tab by spaces (in the editor: “Indent using spaces”)",
            ),
            fixed=fault.fixed,
        )
