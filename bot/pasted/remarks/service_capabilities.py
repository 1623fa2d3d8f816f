"""Capabilities that amount to root on the host."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.compose_file import ComposeFile
from bot.pasted.model import Kind, Remark, Severity
from bot.pasted.remarks._host_programs import routes_packets, watches_host
from bot.pasted.values.identity import capability

ID = "service-capabilities"
SEVERITY: Severity = "danger"
KIND: Kind = "compose"
TRIGGERS = (
    "services:\n  web:\n    image: nginx:1.29\n    cap_add: [ALL]\n",
    "services:\n  web:\n    image: nginx:1.29\n    cap_add:\n      - CAP_SYS_MODULE\n",
)
NEAR_MISS = (
    "services:\n  web:\n    image: nginx:1.29\n    cap_drop: [ALL]\n    cap_add: [NET_BIND_SERVICE]\n",
    "services:\n  disks:\n    image: ghcr.io/analogj/scrutiny:v0.8.1\n    cap_add: [SYS_RAWIO]\n",
    "services:\n  vpn:\n    image: ghcr.io/wg-easy/wg-easy:15\n    cap_add: [NET_ADMIN, SYS_MODULE]\n",
)

#: Capabilities that lead out of a container by themselves.
_ROOT = frozenset({"ALL", "SYS_ADMIN", "SYS_MODULE", "SYS_RAWIO", "DAC_READ_SEARCH", "BPF"})


def check(file: ComposeFile) -> Iterator[Remark]:
    """Yield a remark for each."""
    for service in file.services.values():
        added = service.get("cap_add")
        for item in added.scalars() if added is not None else ():
            name = capability(item.value)
            purpose = (watches_host(service) and name != "ALL") or (routes_packets(service) and name == "SYS_MODULE")
            if name in _ROOT and not purpose:
                yield Remark(
                    ID,
                    SEVERITY,
                    Text(
                        ru=f"`{service.name}`: `{item.value}` даёт контейнеру почти права root на хосте",
                        en=f"`{service.name}`: `{item.value}` gives the container nearly root on the host",
                    ),
                    item.line,
                    item.column,
                    Text(ru="добавьте только нужную возможность", en="add only the capability that is needed"),
                )
