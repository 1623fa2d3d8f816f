"""``- NAME = value`` in a list: the blanks go into the name and the value."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.compose_file import ComposeFile, Service, Variable
from bot.pasted.model import Kind, Remark, Severity
from bot.pasted.remarks._compose_lines import with_value
from bot.text.masking import mask

ID = "blanks-in-environment"
SEVERITY: Severity = "fault"
KIND: Kind = "compose"
TRIGGERS = (
    "services:\n  web:\n    build:\n      context: .\n      args:\n        - NODE_ENV = production\n",
    "services:\n  web:\n    image: nginx:1.29\n    labels:\n      - traefik.enable = true\n",
    "services:\n  web:\n    image: nginx:1.29\n    environment:\n      - TZ = Europe/Moscow\n",
    "services:\n  web:\n    image: nginx:1.29\n    environment:\n      - TZ= Europe/Moscow\n",
)
NEAR_MISS = (
    'services:\n  web:\n    image: nginx:1.29\n    environment:\n      - OPTS=-a -b\n      - "FILTER=name = x"\n'
)


def check(file: ComposeFile) -> Iterator[Remark]:
    """Yield a remark for each."""
    for service in file.services.values():
        for variable in (*service.environment, *_pairs(service)):
            value = variable.value or ""
            if variable.node.kind != "scalar" or variable.node.value.partition("=")[0] != variable.name:
                continue  # a mapping has no sign to put blanks around
            if variable.name == variable.name.strip() and value == value.lstrip():
                continue
            wanted = f"{variable.name.strip()}={value.strip()}"
            shown = mask(wanted)[:80]
            yield Remark(
                ID,
                SEVERITY,
                Text(
                    ru="пробелы вокруг `=` становятся частью имени и значения",
                    en="blanks around `=` become part of the name and the value",
                ),
                variable.node.line,
                variable.node.column,
                Text(ru=f"`{shown}`", en=f"`{shown}`"),
                fixed=with_value(file.line(variable.node.line), variable.node.column, variable.node.value, wanted),
            )


def _pairs(service: Service) -> Iterator[Variable]:
    """The entries of lists that are written like variables: arguments of the build, labels."""
    build = service.get("build")
    for value in (build.get("args") if build is not None else None, service.get("labels")):
        for item in value.scalars() if value is not None and value.kind == "sequence" else ():
            name, equals, content = item.value.partition("=")
            if equals and re.fullmatch(r"[\w.-]{1,120}[ \t]{0,9}", name):
                yield Variable(name, content, item)
