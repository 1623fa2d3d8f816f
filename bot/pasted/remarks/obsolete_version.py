"""The key `version`, which nothing reads any more."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.compose_file import ComposeFile
from bot.pasted.model import Kind, Remark, Severity

ID = "obsolete-version"
SEVERITY: Severity = "advice"
KIND: Kind = "compose"
TRIGGERS = 'version: "3.8"\nservices:\n  web:\n    image: nginx:1.29\n'
NEAR_MISS = "services:\n  web:\n    image: nginx:1.29\n"


def check(file: ComposeFile) -> Iterator[Remark]:
    """Yield a remark at most."""
    entry = file.root.entries().get("version") if file.root is not None else None
    if entry is not None:
        key, _ = entry
        yield Remark(
            ID,
            SEVERITY,
            Text(
                ru="`version` устарел: Compose его не читает и предупреждает об этом",
                en="`version` is obsolete: Compose ignores it and warns",
            ),
            key.line,
            key.column,
            Text(ru="удалите строку", en="delete the line"),
            fixed="",
        )
