"""The sign that continues a line is another shell's."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.invocation import Script
from bot.pasted.model import Kind, Remark, Severity
from bot.pasted.remarks._placing import placed

ID = "foreign-continuation"
SEVERITY: Severity = "fault"
KIND: Kind = "command"
TRIGGERS = ("PS C:\\\\> docker run -d \\\n  nginx", "C:\\\\work> docker run -d \\\n  nginx")
NEAR_MISS = ("PS C:\\\\> docker run -d `\n  nginx", "docker run -d \\\n  nginx")


def check(script: Script) -> Iterator[Remark]:
    """The sign that continues a line is another shell's."""
    for fault in script.faults_of(ID):
        yield placed(
            script,
            ID,
            SEVERITY,
            fault.start,
            Text(
                ru=f"строку здесь переносят знаком {_sign(fault.detail[1:])}, а не {_sign(fault.detail[:1])}",
                en=f"this shell continues a line with {_sign(fault.detail[1:])}, not {_sign(fault.detail[:1])}",
            ),
            Text(
                ru="замените знак или напишите команду в одну строку",
                en="change the sign, or write the command in one line",
            ),
            None,
        )


def _sign(sign: str) -> str:
    return "`` ` ``" if sign == "`" else f"`{sign}`"
