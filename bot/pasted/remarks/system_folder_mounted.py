"""A folder that runs the host is mounted for writing."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.invocation import Script
from bot.pasted.model import Kind, Remark, Severity
from bot.pasted.remarks._mounted import mounts_of
from bot.pasted.remarks._placing import code, placed

_FOLDERS = frozenset(
    {
        "/etc",
        "/boot",
        "/dev",
        "/proc",
        "/sys",
        "/root",
        "/usr",
        "/bin",
        "/sbin",
        "/lib",
        "/var",
        "/var/run",
        "/run",
        "/var/lib",
        "/var/lib/docker",
    }
)
ID = "system-folder-mounted"
SEVERITY: Severity = "danger"
KIND: Kind = "command"
TRIGGERS = ("docker run -v /etc:/etc alpine:3", "docker run -v /var/lib/docker:/d x:1")
NEAR_MISS = ("docker run -v /etc:/etc:ro alpine:3", "docker run -v /etc/localtime:/etc/localtime alpine:3")


def check(script: Script) -> Iterator[Remark]:
    """A folder that runs the host is mounted for writing."""
    for invocation in script.invocations:
        for use, mount in mounts_of(invocation):
            path = mount.host_path or ""
            if mount.read_only or path not in _FOLDERS:
                continue
            yield placed(
                script,
                ID,
                SEVERITY,
                use.start,
                Text(
                    ru=f"{code(path)} хоста открыта контейнеру на запись: можно сломать систему",
                    en=f"the host's {code(path)} is open to writing: the system can be broken",
                ),
                Text(
                    ru="возьмите папку поуже или добавьте `:ro`",
                    en="take a narrower folder, or add `:ro`",
                ),
            )
