"""The whole file system of the host is mounted."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.invocation import Script
from bot.pasted.model import Kind, Remark, Severity
from bot.pasted.remarks._mounted import mounts_of
from bot.pasted.remarks._placing import placed

ID = "host-root-mounted"
SEVERITY: Severity = "danger"
KIND: Kind = "command"
TRIGGERS = ("docker run -v /:/host alpine:3", "docker run --mount type=bind,src=/,dst=/host alpine:3")
NEAR_MISS = ("docker run -v /srv:/host alpine:3", "docker run -v data:/ alpine:3")


def check(script: Script) -> Iterator[Remark]:
    """The whole file system of the host is mounted."""
    for invocation in script.invocations:
        for use, mount in mounts_of(invocation):
            if mount.host_path not in ("/", "C:", "C:\\", "c:", "c:\\"):
                continue
            yield placed(
                script,
                ID,
                SEVERITY,
                use.start,
                Text(
                    ru="весь диск хоста виден в контейнере"
                    + (
                        ", хотя бы только для чтения" if mount.read_only else ": его можно испортить и прочитать пароли"
                    ),
                    en="the whole disk of the host is seen in the container"
                    + (", if only to read" if mount.read_only else ": it can be damaged, its passwords read"),
                ),
                Text(
                    ru="монтируйте только нужную папку, по возможности с `:ro`",
                    en="mount the folder that you need only, with `:ro` if you can",
                ),
            )
