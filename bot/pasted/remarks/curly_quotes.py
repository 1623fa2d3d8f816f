"""Curly quotes of a text editor: the shell takes them for letters."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.invocation import Script
from bot.pasted.model import Kind, Remark, Severity
from bot.pasted.remarks._placing import placed

ID = "curly-quotes"
SEVERITY: Severity = "fault"
KIND: Kind = "command"
TRIGGERS = ("docker run -e A=“hello world” nginx",)
NEAR_MISS = ('docker run -e A="hello world" nginx', "docker run -e 'A=it’s' nginx")


def check(script: Script) -> Iterator[Remark]:
    """Curly quotes of a text editor: the shell takes them for letters."""
    seen: set[int] = set()
    for fault in script.faults_of(ID):
        if fault.start in seen:
            continue
        seen.update(range(script.text.rfind("\n", 0, fault.start) + 1, fault.start + 400))
        yield placed(
            script,
            ID,
            SEVERITY,
            fault.start,
            Text(
                ru="кавычки “ ” из текстового редактора: оболочка считает их буквами",
                en="curly quotes of a text editor: the shell takes them for letters",
            ),
            Text(ru="нужны прямые: \" или '", en="use straight ones: \" or '"),
            None,
        )
