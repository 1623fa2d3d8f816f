"""An argument that the command cannot do without."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.invocation import Script
from bot.pasted.model import Kind, Remark, Severity
from bot.pasted.remarks._placing import placed

ID = "missing-argument"
SEVERITY: Severity = "fault"
KIND: Kind = "command"
TRIGGERS = ("docker run -d -p 80:80", "docker stop", "docker tag app", "docker exec -it bash")
NEAR_MISS = (
    "docker run -d nginx",
    "docker stop $(docker ps -q)",
    "docker ps -q | xargs docker stop",
    "docker run --help",
)


def check(script: Script) -> Iterator[Remark]:
    """An argument that the command cannot do without."""
    for fault in script.faults_of(ID):
        yield placed(
            script,
            ID,
            SEVERITY,
            fault.start,
            Text(
                ru=f"`{fault.scope}`: не хватает аргумента {fault.nearest}",
                en=f"`{fault.scope}` lacks the argument {fault.nearest}",
            ),
            Text(ru=f"вид команды: `{fault.scope} --help`", en=f"see `{fault.scope} --help`"),
            None,
        )
