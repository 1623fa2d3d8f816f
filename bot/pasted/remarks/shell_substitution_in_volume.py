"""`$(pwd)` where no shell reads it."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.compose_file import ComposeFile
from bot.pasted.model import Kind, Remark, Severity

ID = "shell-substitution-in-volume"
SEVERITY: Severity = "fault"
KIND: Kind = "compose"
TRIGGERS = "services:\n  web:\n    image: nginx:1.29\n    volumes:\n      - $(pwd)/site:/html\n"
NEAR_MISS = "services:\n  web:\n    image: nginx:1.29\n    volumes:\n      - ${PWD}/site:/html\n      - ./site:/html2\n"


def check(file: ComposeFile) -> Iterator[Remark]:
    """Yield a remark for each."""
    for service in file.services.values():
        for mount in service.mounts:
            if "$(" in mount.written or "`" in mount.written:
                yield Remark(
                    ID,
                    SEVERITY,
                    Text(
                        ru="`$(…)` в compose-файле не выполняется: здесь нет оболочки",
                        en="`$(…)` is not run in a compose file: there is no shell",
                    ),
                    mount.node.line,
                    mount.node.column,
                    Text(ru="пути считаются от файла: `./…`", en="paths begin at the file: `./…`"),
                )
