"""A port mapping without quotes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.compose_file import ComposeFile
from bot.pasted.model import Kind, Remark, Severity

ID = "unquoted-port"
SEVERITY: Severity = "advice"
KIND: Kind = "compose"
TRIGGERS = "services:\n  web:\n    image: nginx:1.29\n    ports:\n      - 22:22\n      - 8080:80\n"
NEAR_MISS = (
    ('services:\n  web:\n    image: nginx:1.29\n    ports:\n      - "8080:80"\n'),
    ("services:\n  web:\n    image: nginx:1.29\n    ports:\n      - 8080\n"),
)

_BASE_60 = re.compile(r"[1-9][0-9]{0,8}(?::[0-5]?[0-9]){1,3}")


def check(file: ComposeFile) -> Iterator[Remark]:
    """Yield one remark for all of them."""
    found = [
        port
        for service in file.services.values()
        for port in service.ports
        if not port.quoted and not port.long and ":" in port.written and "$" not in port.written
    ]
    if not found:
        return
    node = found[0].node
    lines = ", ".join(dict.fromkeys(str(port.node.line) for port in found[:20]))
    # The first line is told with the remark; of further ones only the text can speak.
    rest = lines.partition(", ")[2]
    where = Text(ru=f", ещё в строках {rest}", en=f", also in lines {rest}") if rest else Text(ru="", en="")
    sexagesimal = next((port.written for port in found if _BASE_60.fullmatch(port.written)), None)
    why = Text(ru="", en="")
    if sexagesimal:
        why = Text(
            ru=f": `{sexagesimal}` читатель YAML 1.1 примет за число по основанию 60",
            en=f": a reader of YAML 1.1 takes `{sexagesimal}` for a number of base 60",
        )
    yield Remark(
        ID,
        SEVERITY,
        Text(
            ru=f"порты без кавычек{where.ru}{why.ru}",
            en=f"ports without quotes{where.en}{why.en}",
        ),
        node.line,
        node.column,
        Text(ru=f'пишите `"{found[0].written}"`', en=f'write `"{found[0].written}"`'),
        fixed=file.line(node.line).rstrip().replace(found[0].written, f'"{found[0].written}"', 1),
    )
