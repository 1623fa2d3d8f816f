"""A variable or label in quotes with blanks around its equals sign: they go into the name and the value."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.invocation import Script
from bot.pasted.model import Kind, Remark, Severity
from bot.pasted.remarks._placing import placed

ID = "blank-in-name"
SEVERITY: Severity = "fault"
KIND: Kind = "command"
TRIGGERS = ("docker run -e 'A = 1' nginx:1.29", 'docker build --build-arg "MODE =prod" .')
NEAR_MISS = ("docker run -e 'A=1 = 2' nginx:1.29", "docker run -e A nginx:1.29")

_PAIRS = frozenset({"env", "label", "build-arg"})


def check(script: Script) -> Iterator[Remark]:
    """A blank before the equals sign of a pair in quotes."""
    for invocation in script.invocations:
        for use in invocation.options:
            name, equals, _ = (use.value or "").partition("=")
            if use.name not in _PAIRS or not equals or name == name.strip():
                continue
            yield placed(
                script,
                ID,
                SEVERITY,
                use.start,
                Text(
                    ru=f"пробел перед `=` станет частью имени `{name.strip()[:40]}`",
                    en=f"the blank before `=` becomes part of the name `{name.strip()[:40]}`",
                ),
                Text(ru="без пробелов: `ИМЯ=значение`", en="without blanks: `NAME=value`"),
            )
