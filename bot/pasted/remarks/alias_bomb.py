"""Aliases that expand to a huge document."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.compose_file import ComposeFile
from bot.pasted.model import Kind, Remark, Severity

ID = "alias-bomb"
SEVERITY: Severity = "danger"
KIND: Kind = "compose"
TRIGGERS = (
    'a: &a ["x","x","x","x","x","x","x","x","x"]\n'
    "b: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\n"
    "c: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\n"
    "d: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c]\n"
    "e: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d]\n"
    "f: &f [*e,*e,*e,*e,*e,*e,*e,*e,*e]\n"
    "g: &g [*f,*f,*f,*f,*f,*f,*f,*f,*f]\n"
    "h: &h [*g,*g,*g,*g,*g,*g,*g,*g,*g]\n"
    "i: &i [*h,*h,*h,*h,*h,*h,*h,*h,*h]\n"
)
NEAR_MISS = (
    'x-a: &a {A: "1"}\n'
    "services:\n"
    "  one:\n"
    "    image: nginx:1.29\n"
    "    labels: *a\n"
    "  two:\n"
    "    image: nginx:1.29\n"
    "    labels: *a\n"
)


def check(file: ComposeFile) -> Iterator[Remark]:
    """Yield a remark for each."""
    for fault in file.faults_of(ID):
        yield Remark(
            ID,
            SEVERITY,
            Text(
                ru="ссылки YAML раскрываются в огромный документ («бомба»): дальше не читаю",
                en="the aliases of this YAML expand to a huge document (a “bomb”): I read no further",
            ),
            fault.line,
            fault.column,
            fixed=fault.fixed,
        )
