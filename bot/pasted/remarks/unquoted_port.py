"""A port mapping without quotes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.compose_file import ComposeFile, PublishedPort
from bot.pasted.model import Kind, Remark, Severity

ID = "unquoted-port"
SEVERITY: Severity = "advice"
KIND: Kind = "compose"
TRIGGERS = "services:\n  web:\n    image: nginx:1.29\n    ports:\n      - 22:22\n      - 8080:80\n"
NEAR_MISS = (
    ('services:\n  web:\n    image: nginx:1.29\n    ports:\n      - "8080:80"\n'),
    ("services:\n  web:\n    image: nginx:1.29\n    ports:\n      - 8080\n"),
    ("services:\n  web:\n    image: nginx:1.29\n    ports:\n      - 127.0.0.1:8080:80\n      - 53:53/udp\n"),
)

#: What has an address, a range or a protocol is a string to every reader.
_DIGITS = re.compile(r"[0-9]{1,9}:[0-9]{1,9}")
_BASE_60 = re.compile(r"[1-9][0-9]{0,8}(?::[0-5]?[0-9]){1,3}")


def check(file: ComposeFile) -> Iterator[Remark]:
    """Yield a remark for each line of them."""
    found = [
        port
        for service in file.services.values()
        for port in service.ports
        if not port.quoted and not port.long and _DIGITS.fullmatch(port.written)
    ]
    sexagesimal = next((port.written for port in found if _BASE_60.fullmatch(port.written)), None)
    why = Text(ru="", en="")
    if sexagesimal:
        why = Text(
            ru=f": `{sexagesimal}` читатель YAML 1.1 примет за число по основанию 60",
            en=f": a reader of YAML 1.1 takes `{sexagesimal}` for a number of base 60",
        )
    by_line: dict[int, list[PublishedPort]] = {}
    for port in found:
        by_line.setdefault(port.node.line, []).append(port)
    for line, ports in by_line.items():
        fixed = file.line(line).rstrip()
        for port in ports:
            fixed = fixed.replace(port.written, f'"{port.written}"', 1)
        yield Remark(
            ID,
            SEVERITY,
            Text(ru=f"порт без кавычек{why.ru}", en=f"a port without quotes{why.en}"),
            line,
            ports[0].node.column,
            Text(ru=f'пишите `"{found[0].written}"`', en=f'write `"{found[0].written}"`'),
            fixed=fixed,
        )
