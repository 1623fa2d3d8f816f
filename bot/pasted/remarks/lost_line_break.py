"""A backslash in the middle of a line: the line breaks were lost in a chat."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.invocation import Script
from bot.pasted.model import Kind, Remark, Severity
from bot.pasted.remarks._placing import placed

ID = "lost-line-break"
SEVERITY: Severity = "fault"
KIND: Kind = "command"
TRIGGERS = ("docker run -d \\ --name web \\ nginx",)
NEAR_MISS = ("docker run -d \\\n --name web nginx", "docker run -v /my\\ dir:/x nginx")


def check(script: Script) -> Iterator[Remark]:
    """A backslash in the middle of a line: the line breaks were lost in a chat."""
    for fault in script.faults_of(ID):
        yield placed(
            script,
            ID,
            SEVERITY,
            fault.start,
            Text(
                ru="обратная косая черта посреди строки: переносы потерялись, и пробел после неё войдёт в слово",
                en="a backslash inside a line: line breaks were lost, the blank after it becomes part of a word",
            ),
            Text(ru="уберите её или верните перенос строки", en="take it out, or put the line break back"),
            None,
        )
