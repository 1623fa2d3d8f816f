"""A check that does not begin with CMD, CMD-SHELL or NONE, or is one string where words are wanted."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.compose_file import ComposeFile
from bot.pasted.model import Kind, Remark, Severity
from bot.pasted.yaml_nodes import Node

ID = "wrong-healthcheck-test"
SEVERITY: Severity = "fault"
KIND: Kind = "compose"
TRIGGERS = (
    ('services:\n  web:\n    image: nginx:1.29\n    healthcheck:\n      test: ["curl", "-f", "http://localhost"]\n'),
    ('services:\n  web:\n    image: nginx:1.29\n    healthcheck:\n      test: ["CMD", "curl -f http://localhost"]\n'),
)
NEAR_MISS = (
    (
        "services:\n"
        "  web:\n"
        "    image: nginx:1.29\n"
        "    healthcheck:\n"
        '      test: ["CMD-SHELL", "curl -f http://localhost || exit 1"]\n'
    ),
    ("services:\n  web:\n    image: nginx:1.29\n    healthcheck:\n      test: curl -f http://localhost\n"),
    (
        "services:\n"
        "  web:\n"
        "    image: nginx:1.29\n"
        "    healthcheck:\n"
        '      test: ["CMD", "curl", "-f", "http://localhost"]\n'
    ),
)


def check(file: ComposeFile) -> Iterator[Remark]:
    """Yield a remark for each."""
    for service in file.services.values():
        healthcheck = service.get("healthcheck")
        test = healthcheck.get("test") if healthcheck is not None else None
        if test is None or test.kind != "sequence" or not test.items:
            continue
        words = [item.value for item in test.scalars()]
        if not words or "$" in words[0]:
            continue
        if words[0] not in ("CMD", "CMD-SHELL", "NONE"):
            says = Text(
                ru="список `test` должен начинаться с CMD, CMD-SHELL или NONE",
                en="the list `test` must begin with CMD, CMD-SHELL or NONE",
            )
            mend = Text(ru=f'`["CMD", "{words[0][:40]}", …]`', en=f'`["CMD", "{words[0][:40]}", …]`')
        elif words[0] == "CMD" and len(words) == 2 and " " in words[1].strip():
            says = Text(
                ru="после CMD вся команда одной строкой: Docker будет искать программу с таким длинным именем",
                en="behind CMD the whole command is one string: Docker looks for a program of that long name",
            )
            mend = Text(
                ru="CMD-SHELL вместо CMD, или каждое слово отдельно", en="CMD-SHELL in place of CMD, or a word an item"
            )
        elif words[0] == "CMD-SHELL" and len(words) > 2:
            says = Text(
                ru="после CMD-SHELL берётся только одна строка, остальное не учитывается",
                en="behind CMD-SHELL only one string counts, the rest is ignored",
            )
            mend = Text(ru="всю команду одной строкой, или CMD", en="the whole command as one string, or CMD")
        else:
            continue
        yield Remark(ID, SEVERITY, says, test.line, test.column, mend, _fixed(file.line(test.line), test))


def _fixed(line: str, test: Node) -> str | None:
    """The line with CMD put first, where the list stands on one line and lacks it."""
    first = test.items[0].real
    words = [item.real.value for item in test.items]
    if first.value == "CMD" and len(words) == 2 and '"CMD"' in line:
        return line.replace('"CMD"', '"CMD-SHELL"', 1).rstrip()
    if first.value in ("CMD", "CMD-SHELL", "NONE") or line[test.column - 1 : test.column] != "[":
        return None
    rest = line[test.column :].lstrip()
    whole = len(test.items) == 1 and " " in first.value.strip()
    return f'{line[: test.column]}"{"CMD-SHELL" if whole else "CMD"}", {rest}'.rstrip()
