"""A placeholder of a template engine that nobody has filled in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.compose_file import ComposeFile
from bot.pasted.model import Kind, Remark, Severity

ID = "template-left"
SEVERITY: Severity = "fault"
KIND: Kind = "compose"
TRIGGERS = (
    "services:\n  app:\n    image: shop:{{ version }}\n",
    "services:\n  app:\n    image: shop:1\n    environment:\n      HOST: {{ host_name }}\n",
)
NEAR_MISS = (
    "services:\n"
    "  app:\n"
    "    image: shop:1\n"
    "    logging:\n"
    "      options:\n"
    '        tag: "{{.Name}}/{{.ID}}"\n'
    '    command: ["--format", "{{ json . }}"]\n'
)

_PLACEHOLDER = re.compile(r"\{\{[ \t]{0,5}[A-Za-z_][\w.]{0,80}[ \t]{0,5}(?:\|[^{}\n]{0,100})?\}\}")


def check(file: ComposeFile) -> Iterator[Remark]:
    """Yield a remark for each line."""
    for number, line in enumerate(file.pasted.mended, start=1):
        found = _PLACEHOLDER.search(line) if "{{" in line else None
        if found is not None and line[: found.start()].endswith("$"):
            continue  # ${{ … }} of GitHub: invalid-interpolation says it
        if found is None or line.lstrip().startswith("#"):
            continue
        yield Remark(
            ID,
            SEVERITY,
            Text(
                ru=f"`{found[0]}` — место для значения из шаблона (Jinja, Ansible, Helm), Compose его не заполнит",
                en=f"`{found[0]}` is a template's placeholder (Jinja, Ansible, Helm): Compose does not fill it in",
            ),
            number,
            found.start() + 1,
            Text(ru="впишите значение или `${ПЕРЕМЕННАЯ}`", en="write the value, or `${VARIABLE}`"),
        )
