"""Blanks around the equals sign of a variable."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.invocation import Script
from bot.pasted.model import Kind, Remark, Severity
from bot.pasted.remarks._placing import placed

ID = "blank-around-equals"
SEVERITY: Severity = "fault"
KIND: Kind = "command"
TRIGGERS = ("docker run -e FOO = bar nginx", "docker build --build-arg V = 1 .")
NEAR_MISS = ("docker run -e FOO=bar nginx", "docker run -e 'FOO=a = b' nginx")


def check(script: Script) -> Iterator[Remark]:
    """Blanks around the equals sign of a variable."""
    for fault in script.faults_of(ID):
        yield placed(
            script,
            ID,
            SEVERITY,
            fault.start,
            Text(
                ru="пробелы вокруг `=`: оболочка разорвёт значение на слова",
                en="blanks around `=`: the shell tears the value apart",
            ),
            Text(ru="напишите слитно: ИМЯ=значение", en="write it in one: NAME=value"),
            fault.nearest,
        )
