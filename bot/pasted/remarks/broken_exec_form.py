"""An exec form that is no list: a bracket, a quote or a comma is missing."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.dockerfile_parser import Dockerfile
from bot.pasted.model import Kind, Remark, Severity

ID = "broken-exec-form"
SEVERITY: Severity = "fault"
KIND: Kind = "dockerfile"
TRIGGERS = (
    ('FROM debian:13-slim\nCMD ["app" "--port"]\n'),
    ('FROM debian:13-slim\nCMD ["app", "--port"\n'),
    ("FROM debian:13-slim\nCMD [app, --port]\n"),
    ("FROM debian:13-slim\nSHELL /bin/bash -c\n"),
    ('FROM debian:13-slim\nCMD ["app", "--port"];\n'),
)
NEAR_MISS = (
    ('FROM debian:13-slim\nCMD ["app", "--port"]\n'),
    ("FROM debian:13-slim\nRUN [ -f /etc/passwd ] && true\n"),
)

EXEC_FORMS = frozenset({"CMD", "ENTRYPOINT", "RUN", "SHELL", "VOLUME"})
_WORD = re.compile(r"\"([^\"\n]{0,400})\"?|([^\s\[\],\"]{1,400})")


def check(file: Dockerfile) -> Iterator[Remark]:
    """Yield a remark for each."""
    for instruction in file.instructions:
        value = instruction.value
        if instruction.name == "SHELL" and value and not value.startswith("["):
            yield Remark(
                ID,
                SEVERITY,
                Text(ru="`SHELL` пишется только списком", en="`SHELL` is written as a list only"),
                instruction.line,
                mend=Text(ru='вид: `SHELL ["/bin/bash", "-c"]`', en='the form: `SHELL ["/bin/bash", "-c"]`'),
                fixed=f"{instruction.keyword} {json.dumps(value.split(), ensure_ascii=False)}",
            )
            continue
        if instruction.name not in EXEC_FORMS or not value.startswith("[") or value.startswith("['"):
            continue
        if instruction.words is not None or (instruction.name == "RUN" and not value.startswith('["')):
            continue
        if "\\" in value and (escaped := _escaped(value)) is not None:
            yield Remark(
                ID,
                SEVERITY,
                Text(
                    ru="обратная черта в списке — начало спецсимвола: Docker примет список за строку",
                    en="a backslash in the list begins a special sign: Docker takes the list for a string",
                ),
                instruction.line,
                mend=Text(ru="каждую пишите дважды: `\\\\`", en="write each twice: `\\\\`"),
                fixed=f"{instruction.keyword} {escaped}",
            )
            continue
        bare = value.rstrip(" \t;,")
        words = [found[0] or found[1] for found in _WORD.findall(bare)]
        if words and value.count('"') % 2 and words[-1].endswith("]"):
            words[-1] = words[-1][:-1]  # the last quote is missing, and the bracket is none of the word
        fixed = f"{instruction.keyword} [" + ", ".join(f'"{word}"' for word in words) + "]" if words else None
        yield Remark(
            ID,
            SEVERITY,
            Text(
                ru="список в скобках записан неверно: Docker примет его за строку для оболочки",
                en="the list in brackets is not written right: Docker takes it for a string of the shell",
            ),
            instruction.line,
            mend=Text(
                ru="слова в двойных кавычках, между ними запятые, скобка закрыта",
                en="words in double quotes, commas between them, the bracket closed",
            ),
            fixed=fixed,
        )


def _escaped(value: str) -> str | None:
    """The list with its backslashes doubled, where it can be read then."""
    doubled = value.replace("\\", "\\\\")
    try:
        words = json.loads(doubled)
    except ValueError:
        return None
    return doubled if isinstance(words, list) else None
