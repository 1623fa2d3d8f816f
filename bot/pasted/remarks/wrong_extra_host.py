"""An entry of ``extra_hosts`` without its address."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.compose_file import ComposeFile
from bot.pasted.model import Kind, Remark, Severity
from bot.pasted.remarks._compose_lines import with_value

ID = "wrong-extra-host"
SEVERITY: Severity = "fault"
KIND: Kind = "compose"
TRIGGERS = 'services:\n  app:\n    image: shop:1\n    extra_hosts:\n      - "db 10.0.0.5"\n'
NEAR_MISS = (
    "services:\n"
    "  app:\n"
    "    image: shop:1\n"
    "    extra_hosts:\n"
    '      - "db:10.0.0.5"\n'
    '      - "six=[::1]"\n'
    '      - "host.docker.internal:host-gateway"\n'
    "      - ${EXTRA}\n"
)


def check(file: ComposeFile) -> Iterator[Remark]:
    """Yield a remark for each."""
    for service in file.services.values():
        hosts = service.get("extra_hosts")
        for item in hosts.scalars() if hosts is not None and hosts.kind == "sequence" else ():
            if any(sign in item.value for sign in ":=$") or not item.value:
                continue
            name, _, address = item.value.strip().partition(" ")
            meant = f"{name}:{address.strip()}"
            yield Remark(
                ID,
                SEVERITY,
                Text(
                    ru=f"`{item.value[:60]}`: между именем и адресом нужно двоеточие",
                    en=f"`{item.value[:60]}`: a colon goes between the name and the address",
                ),
                item.line,
                item.column,
                Text(ru="вид: `имя:адрес`", en="the form: `name:address`"),
                fixed=with_value(file.line(item.line), item.column, item.value, meant) if address.strip() else None,
            )
