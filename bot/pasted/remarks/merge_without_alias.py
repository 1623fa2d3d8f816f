"""``<<: default`` without the asterisk that makes it an alias."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.compose_file import ComposeFile
from bot.pasted.model import Kind, Remark, Severity
from bot.pasted.remarks._compose_lines import with_value

ID = "merge-without-alias"
SEVERITY: Severity = "fault"
KIND: Kind = "compose"
TRIGGERS = "x-base: &base\n  restart: always\nservices:\n  app:\n    <<: base\n    image: shop:1\n"
NEAR_MISS = "x-base: &base\n  restart: always\nservices:\n  app:\n    <<: [*base]\n    image: shop:1\n"


def check(file: ComposeFile) -> Iterator[Remark]:
    """Yield a remark for each."""
    for fault in file.faults_of(ID):
        name = fault.detail
        known = bool(name) and f"&{name}" in file.pasted.text
        yield Remark(
            ID,
            SEVERITY,
            Text(
                ru=f"`<<` вставляет ключи по ссылке, а `{name}` — просто слово: Compose откажется читать файл",
                en=f"`<<` puts in the keys of an alias, and `{name}` is a mere word: Compose refuses the file",
            ),
            fault.line,
            fault.column,
            Text(ru=f"со звёздочкой: `*{name}`", en=f"with an asterisk: `*{name}`"),
            fixed=with_value(file.line(fault.line), fault.column, name, f"*{name}") if known else None,
        )
