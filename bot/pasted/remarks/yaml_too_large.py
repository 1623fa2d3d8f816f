"""More nodes than any compose file has."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.compose_file import ComposeFile
from bot.pasted.model import Kind, Remark, Severity
from bot.pasted.yaml_nodes import MAX_NODES

ID = "yaml-too-large"
SEVERITY: Severity = "fault"
KIND: Kind = "compose"
TRIGGERS = "a: [" + "1," * 50_001 + "1]\n"
NEAR_MISS = 'services:\n  web:\n    image: nginx:1.29\n    ports:\n      - "8080:80"\n'


def check(file: ComposeFile) -> Iterator[Remark]:
    """Yield a remark for each."""
    for fault in file.faults_of(ID):
        yield Remark(
            ID,
            SEVERITY,
            Text(
                ru=f"слишком большой файл: больше {MAX_NODES} значений, дальше строки {fault.line} не читаю",
                en=f"the file is too large: more than {MAX_NODES} values, I read no further than line {fault.line}",
            ),
            fault.line,
            fault.column,
        )
