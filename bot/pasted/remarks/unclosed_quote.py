"""A quote that is never closed."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.invocation import Script
from bot.pasted.model import Kind, Remark, Severity
from bot.pasted.remarks._placing import placed

ID = "unclosed-quote"
SEVERITY: Severity = "fault"
KIND: Kind = "command"
TRIGGERS = ("docker run -e 'A=b nginx", 'docker exec web sh -c "ls')
NEAR_MISS = ("docker run -e 'A=b' nginx",)


def check(script: Script) -> Iterator[Remark]:
    """A quote that is never closed."""
    for fault in script.faults_of(ID):
        yield placed(
            script,
            ID,
            SEVERITY,
            fault.start,
            Text(
                ru=f"кавычка {script.text[fault.start : fault.end]} не закрыта: оболочка будет ждать продолжения",
                en=f"the quote {script.text[fault.start : fault.end]} is not closed: the shell waits for more",
            ),
            Text(ru="закройте её", en="close it"),
            None,
        )
