"""A service that shares processes, memory or users with the host."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.compose_file import ComposeFile
from bot.pasted.model import Kind, Remark, Severity
from bot.pasted.remarks._host_programs import watches_host

ID = "service-host-namespace"
SEVERITY: Severity = "danger"
KIND: Kind = "compose"
TRIGGERS = (
    "services:\n  app:\n    image: shop:1\n    pid: host\n",
    'services:\n  app:\n    image: shop:1\n    ipc: "host"\n',
    "services:\n  app:\n    image: shop:1\n    userns_mode: host\n",
)
NEAR_MISS = (
    'services:\n  app:\n    image: shop:1\n    pid: "service:web"\n    ipc: private\n  web:\n    image: nginx:1.29\n',
    "services:\n  metrics:\n    image: quay.io/prometheus/node-exporter:v1.9.0\n    pid: host\n",
)

#: Key → how grave it is, what it opens, and what to do.
_OPENED: dict[str, tuple[Severity, Text, Text]] = {
    "pid": (
        "danger",
        Text(
            ru="контейнер видит все процессы хоста, их переменные и может их завершить",
            en="the container sees every process of the host with its variables, and can end it",
        ),
        Text(
            ru="уберите, если это не мониторинг и не отладка хоста",
            en="take it out, unless this watches or debugs the host",
        ),
    ),
    "ipc": (
        "advice",
        Text(
            ru="общая память хоста открыта контейнеру",
            en="the host's shared memory is open to the container",
        ),
        Text(
            ru="если не хватает /dev/shm, хватит `shm_size: 1gb`",
            en="if it is about a small /dev/shm, `shm_size: 1gb` will do",
        ),
    ),
    "userns_mode": (
        "advice",
        Text(
            ru="переназначение UID выключено: root контейнера — это root хоста",
            en="the remapping of users is off: root of the container is root of the host",
        ),
        Text(ru="уберите, если без этого работает", en="take it out if it works without"),
    ),
}


def check(file: ComposeFile) -> Iterator[Remark]:
    """Yield a remark for each."""
    for service in file.services.values():
        if watches_host(service):
            continue
        for key, (severity, says, mend) in _OPENED.items():
            node = service.key_node(key)
            if node is None or service.text(key) != "host":
                continue
            yield Remark(
                ID,
                severity,
                Text(
                    ru=f"`{service.name}`, `{key}: host`: {says.ru}", en=f"`{service.name}`, `{key}: host`: {says.en}"
                ),
                node.line,
                node.column,
                mend,
            )
