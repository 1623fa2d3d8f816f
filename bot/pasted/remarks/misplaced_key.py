"""A real key at the wrong level."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.compose_file import ComposeFile
from bot.pasted.compose_schema import place_of
from bot.pasted.model import Kind, Remark, Severity

ID = "misplaced-key"
SEVERITY: Severity = "fault"
KIND: Kind = "compose"
TRIGGERS = (
    ('services:\n  web:\n    image: nginx:1.29\nports:\n  - "8080:80"\n'),
    ("services:\n  web:\n    image: nginx:1.29\n    deploy:\n      restart: always\n"),
)
NEAR_MISS = "services:\n  web:\n    image: nginx:1.29\nvolumes:\n  data:\n"


def check(file: ComposeFile) -> Iterator[Remark]:
    """Yield a remark for each."""
    for fault in file.faults_of(ID):
        name, path, place = fault.detail.split("|")
        service = file.service_at(fault.line)
        here, there = place_of(path, service), place_of(place, service if path.startswith(place) else None)
        yield Remark(
            ID,
            SEVERITY,
            Text(
                ru=f"`{name}` стоит не на своём месте: {here.ru} такого ключа нет",
                en=f"`{name}` stands in the wrong place: there is no such key {here.en}",
            ),
            fault.line,
            fault.column,
            Text(ru=f"ему место {there.ru}", en=f"it belongs {there.en}"),
        )
