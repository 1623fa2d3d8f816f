"""A variable of the container with one dollar sign: Compose puts its own value in before the container starts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.compose_file import ComposeFile, Service
from bot.pasted.model import Kind, Remark, Severity
from bot.pasted.yaml_nodes import Node

ID = "container-variable-unescaped"
SEVERITY: Severity = "advice"
KIND: Kind = "compose"
TRIGGERS = (
    "services:\n  job:\n    image: alpine:3.22\n    command: sh -c 'for f in a b; do echo $f; done'\n",
    "services:\n  job:\n    image: alpine:3.22\n    command: sh -c 'N=3; echo $N'\n",
    "services:\n  db:\n    image: postgres:18\n    environment:\n      POSTGRES_USER: app\n"
    '    healthcheck:\n      test: ["CMD-SHELL", "pg_isready -U $POSTGRES_USER"]\n',
)
NEAR_MISS = (
    "services:\n  job:\n    image: alpine:3.22\n    command: sh -c 'for f in a b; do echo $$f; done'\n",
    "services:\n  job:\n    image: acme/job:1\n    command: run --level=$LEVEL in $MODE\n",
    "services:\n  db:\n    image: postgres:18\n    environment:\n      POSTGRES_USER: app\n"
    '    healthcheck:\n      test: ["CMD-SHELL", "pg_isready -U $${POSTGRES_USER}"]\n',
    "services:\n  db:\n    image: postgres:18\n    environment:\n      POSTGRES_USER: ${POSTGRES_USER}\n"
    '    healthcheck:\n      test: ["CMD-SHELL", "pg_isready -U ${POSTGRES_USER}"]\n',
)

_USE = re.compile(r"\$\$|\$(?:\{(?P<braced>[A-Za-z_]\w{0,80})\}|(?P<plain>[A-Za-z_]\w{0,80}))")


#: More than one command or word of a shell, in which variables are its own.
_SCRIPT = re.compile(r"[;\n]|&&|\|")
_ASSIGNED = re.compile(
    r"(?:\bfor |\bread (?:-r )?|(?:^|[;&|\n\"']|-e?c |\bdo |\bthen |\bexport )[ \t]{0,40})([A-Za-z_]\w{0,40})(?:=| in )"
)


def check(file: ComposeFile) -> Iterator[Remark]:
    """Yield a remark for each variable of a service, where it is used first."""
    for service in file.services.values():
        own = {
            variable.name
            for variable in service.environment
            if variable.value is not None and "$" not in variable.value
        }
        words = list(_words(service))
        for node in words:
            if _SCRIPT.search(node.value):
                own |= {match[1] for match in _ASSIGNED.finditer(node.value)}
        told: set[str] = set()
        for node in words if own else ():
            for match in _USE.finditer(node.value):
                name = match["braced"] or match["plain"]
                if name is None or name not in own or name in told:
                    continue
                told.add(name)
                line = file.line(node.line)
                yield Remark(
                    ID,
                    SEVERITY,
                    Text(
                        ru=f"`{match[0]}` Compose заменит сам, значением из `.env` или своей оболочки: "
                        "до контейнера переменная не дойдёт",
                        en=f"`{match[0]}` is put in by Compose itself, from `.env` or its shell: "
                        "the container never sees the variable",
                    ),
                    node.line,
                    node.column,
                    Text(ru=f"для контейнера: `${match[0]}`", en=f"for the container: `${match[0]}`"),
                    fixed=line.replace(match[0], f"${match[0]}") if f"${match[0]}" not in line else None,
                )


def _words(service: Service) -> Iterator[Node]:
    """The scalars that the container runs: its check, its command and its entry point."""
    check = service.get("healthcheck")
    for value in (check.get("test") if check is not None else None, service.get("command"), service.get("entrypoint")):
        if value is not None:
            yield from value.scalars()
