"""Options after the image go to the program in the container, not to docker."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.invocation import Script
from bot.pasted.model import Kind, Remark, Severity
from bot.pasted.remarks._placing import code, placed

ID = "option-after-image"
SEVERITY: Severity = "fault"
KIND: Kind = "command"
TRIGGERS = (
    "docker exec -it web -u root bash",
    "docker run nginx -p 80:80",
    "docker run -it ubuntu --name box",
    "docker run redis -d",
)
NEAR_MISS = (
    "docker run -p 80:80 nginx",
    "docker run redis redis-server --appendonly yes",
    "docker run alpine ls -d /tmp",
    "docker run postgres -c max_connections=200",
)


def check(script: Script) -> Iterator[Remark]:
    """Options after the image go to the program in the container, not to docker."""
    for fault in script.faults_of(ID):
        place = ("контейнера", "container") if fault.scope.endswith("exec") else ("образа", "image")
        yield placed(
            script,
            ID,
            SEVERITY,
            fault.start,
            Text(
                ru=f"{code(fault.word)} стоит после {place[0]} и достанется программе в контейнере, а не Docker",
                en=f"{code(fault.word)} after the {place[1]} goes to the program in the container, not to Docker",
            ),
            Text(ru=f"перенесите перед {code(fault.detail)}", en=f"move it before {code(fault.detail)}"),
            None,
        )
