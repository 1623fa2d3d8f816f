"""A template with blanks that is not quoted: the shell tears it apart."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.invocation import Script
from bot.pasted.model import Kind, Remark, Severity
from bot.pasted.remarks._placing import code, placed

ID = "unquoted-template"
SEVERITY: Severity = "fault"
KIND: Kind = "command"
TRIGGERS = ("docker ps --format {{.Names}} {{.Status}}", "docker ps --format table {{.ID}}")
NEAR_MISS = ("docker ps --format '{{.Names}} {{.Status}}'", "docker ps --format {{.Names}}")


def check(script: Script) -> Iterator[Remark]:
    """A template with blanks that is not quoted: the shell tears it apart."""
    for fault in script.faults_of(ID):
        yield placed(
            script,
            ID,
            SEVERITY,
            fault.start,
            Text(
                ru=f"шаблон {code(fault.word)} с пробелами без кавычек: оболочка разорвёт его на слова",
                en=f"the template {code(fault.word)} has blanks but no quotes: the shell tears it apart",
            ),
            Text(ru="возьмите его в кавычки", en="quote it"),
            fault.nearest,
        )
