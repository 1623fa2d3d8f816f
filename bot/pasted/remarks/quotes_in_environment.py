"""``- NAME="value"`` in a list: the quotes become part of the value."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.compose_file import ComposeFile
from bot.pasted.model import Kind, Remark, Severity
from bot.pasted.remarks._compose_lines import with_value
from bot.text.masking import mask

ID = "quotes-in-environment"
SEVERITY: Severity = "advice"
KIND: Kind = "compose"
TRIGGERS = (
    'services:\n  web:\n    image: nginx:1.29\n    environment:\n      - TITLE="My shop"\n',
    "services:\n  web:\n    image: nginx:1.29\n    environment:\n      - TZ='Europe/Moscow'\n",
)
NEAR_MISS = (
    'services:\n  web:\n    image: nginx:1.29\n    environment:\n      - "TITLE=My shop"\n      - OPTS=-a "b c"\n',
    'services:\n  web:\n    image: nginx:1.29\n    environment:\n      TITLE: "My shop"\n',
    "services:\n  web:\n    image: nginx:1.29\n    environment:\n      - 'LIST=\"a\"'\n",
)


def check(file: ComposeFile) -> Iterator[Remark]:
    """Yield a remark for each."""
    for service in file.services.values():
        for variable in service.environment:
            value = variable.value or ""
            if not variable.node.plain or len(value) < 2 or value[0] != value[-1] or value[0] not in "\"'":
                continue
            if variable.node.value != f"{variable.name}={value}":
                continue  # a mapping, where quotes are YAML's own
            wanted = f"{variable.name}={value[1:-1]}"
            shown = mask(wanted)[:80]
            yield Remark(
                ID,
                SEVERITY,
                Text(
                    ru=f"кавычки в `{variable.name}` попадут в само значение",
                    en=f"the quotes in `{variable.name}` become part of the value",
                ),
                variable.node.line,
                variable.node.column,
                Text(ru=f"`- {shown}`", en=f"`- {shown}`"),
                fixed=with_value(file.line(variable.node.line), variable.node.column, variable.node.value, wanted)
                if ": " not in wanted and " #" not in wanted
                else None,
            )
