"""The whole file system of the host, or a vital folder, inside a container."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.compose_file import ComposeFile
from bot.pasted.model import Kind, Remark, Severity
from bot.pasted.remarks._host_programs import watches_host

ID = "service-host-root"
SEVERITY: Severity = "danger"
KIND: Kind = "compose"
TRIGGERS = (
    "services:\n  agent:\n    image: alpine:3.22\n    volumes:\n      - /:/host\n",
    "services:\n  agent:\n    image: alpine:3.22\n    volumes:\n      - /root/.ssh:/keys:ro\n",
)
NEAR_MISS = (
    "services:\n"
    "  web:\n"
    "    image: nginx:1.29\n"
    "    volumes:\n"
    "      - /srv/site:/usr/share/nginx/html:ro\n"
    "      - /etc/localtime:/etc/localtime:ro\n",
    "services:\n"
    "  metrics:\n"
    "    image: quay.io/prometheus/node-exporter:v1.9.0\n"
    "    volumes:\n"
    "      - /:/host:ro,rslave\n",
)

_VITAL = frozenset({"/", "/etc", "/root", "/boot", "/usr", "/var/lib/docker", "/dev", "C:", "C:\\"})

#: Files and folders with the host's passwords and keys.
_KEYS = re.compile(r"/root/\.ssh(?:/.{0,200})?|/etc/(?:shadow|gshadow|sudoers|ssh|ssl/private)(?:/.{0,200})?")


def check(file: ComposeFile) -> Iterator[Remark]:
    """Yield a remark for each."""
    for service in file.services.values():
        for mount in service.mounts:
            path = mount.mount.host_path or ""
            if (path not in _VITAL and not _KEYS.fullmatch(path)) or not mount.written:
                continue
            if mount.mount.read_only and watches_host(service):
                continue  # to read the host is what it is for
            yield Remark(
                ID,
                SEVERITY,
                Text(
                    ru=f"`{service.name}` видит `{mount.mount.host_path}` хоста"
                    + (
                        " (только чтение, но и пароли, и ключи)"
                        if mount.mount.read_only
                        else ": может изменить всю систему"
                    ),
                    en=f"`{service.name}` sees the host's `{mount.mount.host_path}`"
                    + (
                        " (read-only, passwords and keys included)"
                        if mount.mount.read_only
                        else ": it can change the system"
                    ),
                ),
                mount.node.line,
                mount.node.column,
                Text(ru="монтируйте только нужную папку", en="mount only the folder that is needed"),
            )
