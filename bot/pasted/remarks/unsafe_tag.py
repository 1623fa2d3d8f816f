"""A tag that would make a program of the file."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.compose_file import ComposeFile
from bot.pasted.model import Kind, Remark, Severity

ID = "unsafe-tag"
SEVERITY: Severity = "danger"
KIND: Kind = "compose"
TRIGGERS = 'services:\n  web:\n    image: !!python/object/apply:os.system ["id"]\n'
NEAR_MISS = "services:\n  web:\n    image: nginx:1.29\n    ports: !reset []\n"


def check(file: ComposeFile) -> Iterator[Remark]:
    """Yield a remark for each."""
    for fault in file.faults_of(ID):
        yield Remark(
            ID,
            SEVERITY,
            Text(
                ru=f"тег `{fault.detail}` велит создать объект Python: Compose такого не знает, "
                "а беспечная программа выполнила бы код. Здесь он только прочитан",
                en=f"the tag `{fault.detail}` asks for a Python object: Compose does not know it, "
                "and a careless program would run code. Here it was only read",
            ),
            fault.line,
            fault.column,
            mend=Text(
                ru="уберите тег",
                en="take the tag away",
            ),
            fixed=fault.fixed,
        )
