"""A command as a list of one word with blanks in it: no program has such a name."""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.compose_file import ComposeFile
from bot.pasted.model import Kind, Remark, Severity
from bot.pasted.remarks._compose_lines import with_value

ID = "command-in-one-word"
SEVERITY: Severity = "fault"
KIND: Kind = "compose"
TRIGGERS = (
    'services:\n  app:\n    image: node:24\n    command: ["npm run start"]\n',
    "services:\n  app:\n    image: node:24\n    entrypoint:\n      - python main.py\n",
)
NEAR_MISS = (
    "services:\n"
    "  app:\n"
    "    image: node:24\n"
    '    entrypoint: ["sh", "-c"]\n'
    '    command: ["npm run start"]\n'
    "  web:\n"
    "    image: nginx:1.29\n"
    "    command: npm run start\n"
    "  tool:\n"
    "    image: acme/tool:1\n"
    '    command: ["--title=two words"]\n'
)


def check(file: ComposeFile) -> Iterator[Remark]:
    """Yield a remark for each."""
    for service in file.services.values():
        for key in ("entrypoint", "command"):
            value = service.get(key)
            if value is None or value.kind != "sequence" or len(value.items) != 1 or value.tag:
                continue
            if key == "command" and service.get("entrypoint") is not None:
                continue  # a shell may stand there
            word = value.items[0].real
            if (
                word.kind != "scalar"
                or " " not in word.value.strip()
                or word.value.startswith("-")
                or "\n" in word.value
            ):
                continue
            try:
                words = shlex.split(word.value)
            except ValueError:
                continue
            listed = json.dumps(words, ensure_ascii=False)
            yield Remark(
                ID,
                SEVERITY,
                Text(
                    ru=f"`{key}`: вся команда одним словом списка, программы с таким именем нет",
                    en=f"`{key}`: the whole command is one word of the list, and no program has that name",
                ),
                word.line,
                word.column,
                Text(ru=f"`{listed[:80]}`", en=f"`{listed[:80]}`"),
                fixed=with_value(file.line(word.line), word.column, json.dumps(word.value), listed[1:-1])
                if not value.block
                else None,
            )
