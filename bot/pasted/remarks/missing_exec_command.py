"""docker exec without a program to run."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.invocation import Script
from bot.pasted.model import Kind, Remark, Severity
from bot.pasted.remarks._placing import placed

ID = "missing-exec-command"
SEVERITY: Severity = "fault"
KIND: Kind = "command"
TRIGGERS = ("docker exec -it web", "docker compose exec web")
NEAR_MISS = ("docker exec -it web sh", "docker attach web")


def check(script: Script) -> Iterator[Remark]:
    """A docker exec without a program to run."""
    for fault in script.faults_of(ID):
        yield placed(
            script,
            ID,
            SEVERITY,
            fault.start,
            Text(ru="не сказано, что выполнить в контейнере", en="what to run in the container is missing"),
            Text(
                ru="для оболочки добавьте `sh` (или `bash`, если он есть в образе)",
                en="for a shell add `sh` (or `bash` if the image has it)",
            ),
            None,
        )
