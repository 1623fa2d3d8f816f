"""A device of the host that holds everything: its memory or a whole disk."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.compose_file import ComposeFile
from bot.pasted.model import Kind, Remark, Severity
from bot.pasted.remarks._host_programs import watches_host

ID = "service-host-device"
SEVERITY: Severity = "danger"
KIND: Kind = "compose"
TRIGGERS = (
    "services:\n  app:\n    image: shop:1\n    devices:\n      - /dev/mem:/dev/mem\n",
    "services:\n  app:\n    image: shop:1\n    devices:\n      - source: /dev/sda\n        target: /dev/xvda\n",
)
NEAR_MISS = (
    "services:\n"
    "  app:\n"
    "    image: shop:1\n"
    "    devices:\n"
    "      - /dev/ttyUSB0:/dev/ttyUSB0\n"
    "      - /dev/dri:/dev/dri\n"
    "      - /dev/net/tun\n"
    "      - /dev/sda:/dev/sda:r\n"
)

_MEMORY = frozenset({"/dev/mem", "/dev/kmem", "/dev/port"})
_DISK = re.compile(
    r"/dev/(?:[shv]d[a-z]\d{0,3}|xvd[a-z]\d{0,3}|nvme\d{1,3}n\d{1,3}(?:p\d{1,3})?|mmcblk\d{1,3}|dm-\d{1,3})"
)


def check(file: ComposeFile) -> Iterator[Remark]:
    """Yield a remark for each."""
    for service in file.services.values():
        devices = service.get("devices")
        if devices is None or watches_host(service):
            continue
        for item in devices.items:
            node = item.real if item.real.kind == "scalar" else item.real.get("source")
            if node is None:
                continue
            path, _, rest = node.value.partition(":")
            if path in _MEMORY or path == "/dev":
                opened = ("память и железо хоста", "the host's memory and hardware")
            elif _DISK.fullmatch(path) and rest.rpartition(":")[2] not in ("r", "rm"):
                opened = ("диск хоста целиком, со всеми файлами", "a whole disk of the host with all its files")
            else:
                continue
            yield Remark(
                ID,
                SEVERITY,
                Text(
                    ru=f"`{service.name}` получает `{path}`: {opened[0]}",
                    en=f"`{service.name}` gets `{path}`: {opened[1]}",
                ),
                node.line,
                node.column,
                Text(
                    ru="дайте только нужное устройство, диск — папкой или с `:r`",
                    en="give the one device that is needed, a disk as a folder or with `:r`",
                ),
            )
