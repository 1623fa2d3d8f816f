"""The Docker socket inside a container is root on the host."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.invocation import Script
from bot.pasted.model import Kind, Remark, Severity
from bot.pasted.remarks._mounted import mounts_of
from bot.pasted.remarks._placing import placed

ID = "docker-socket-mounted"
SEVERITY: Severity = "danger"
KIND: Kind = "command"
TRIGGERS = (
    "docker run -v /var/run/docker.sock:/var/run/docker.sock portainer/portainer-ce:2.21",
    "docker run --mount type=bind,src=/var/run/docker.sock,dst=/s x:1",
)
NEAR_MISS = ("docker run -v /var/run/app.sock:/s x:1",)


def check(script: Script) -> Iterator[Remark]:
    """The Docker socket inside a container is root on the host."""
    for invocation in script.invocations:
        for use, mount in mounts_of(invocation):
            if not mount.source.rstrip("/").endswith(("docker.sock", "docker_engine")):
                continue
            yield placed(
                script,
                ID,
                SEVERITY,
                use.start,
                Text(
                    ru="сокет Docker в контейнере — это права root на хосте, `:ro` не защищает",
                    en="the Docker socket in a container means root on the host; `:ro` does not help",
                ),
                Text(
                    ru="давайте только образам, которым доверяете, или через прокси сокета",
                    en="only for images that you trust, or through a socket proxy",
                ),
            )
