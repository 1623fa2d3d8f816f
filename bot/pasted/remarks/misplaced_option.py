"""An option of the command above stands after the subcommand."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.invocation import Script
from bot.pasted.model import Kind, Remark, Severity
from bot.pasted.remarks._placing import code, placed

ID = "misplaced-option"
SEVERITY: Severity = "fault"
KIND: Kind = "command"
TRIGGERS = ("docker compose up -f dev.yml -d", "docker ps --context prod")
NEAR_MISS = ("docker compose -f dev.yml up -d", "docker compose logs -f web")


def check(script: Script) -> Iterator[Remark]:
    """An option of the command above stands after the subcommand."""
    for fault in script.faults_of(ID):
        yield placed(
            script,
            ID,
            SEVERITY,
            fault.start,
            Text(
                ru=f"{code(fault.word)} — параметр `{fault.detail}`, его место перед подкомандой",
                en=f"{code(fault.word)} is an option of `{fault.detail}` and belongs before the subcommand",
            ),
            Text(ru=f"`{fault.nearest} …`", en=f"`{fault.nearest} …`"),
            fault.nearest,
        )
