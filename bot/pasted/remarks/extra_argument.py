"""More arguments than the command takes: mostly a blank too many."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.invocation import Script
from bot.pasted.model import Kind, Remark, Severity
from bot.pasted.remarks._placing import code, placed

ID = "extra-argument"
SEVERITY: Severity = "fault"
KIND: Kind = "command"
TRIGGERS = ("docker build -t my app .", "docker logs web db")
NEAR_MISS = ("docker build -t my-app .", "docker stop web db", "docker run nginx a b")


def check(script: Script) -> Iterator[Remark]:
    """More arguments than the command takes: mostly a blank too many."""
    for fault in script.faults_of(ID):
        yield placed(
            script,
            ID,
            SEVERITY,
            fault.start,
            Text(
                ru=f"{code(fault.word)} лишнее: `{fault.scope}` ждёт аргументов: {fault.detail}",
                en=f"{code(fault.word)} is too much: `{fault.scope}` takes {fault.detail} argument(s)",
            ),
            Text(
                ru="проверьте пробелы; имя или путь с пробелом берут в кавычки",
                en="check the blanks; quote a name or a path that has one",
            ),
            None,
        )
