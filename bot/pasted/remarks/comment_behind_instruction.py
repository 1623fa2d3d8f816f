"""A comment behind an instruction on its line, which Docker takes for part of it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.dockerfile_parser import Dockerfile
from bot.pasted.model import Kind, Remark, Severity

ID = "comment-behind-instruction"
SEVERITY: Severity = "fault"
KIND: Kind = "dockerfile"
TRIGGERS = (
    "FROM debian:13-slim\nCOPY a /a # the program\nUSER app\n",
    "FROM debian:13-slim\nEXPOSE 80 # web\nUSER app\n",
    "FROM debian:13-slim\nCOPY . . // all files\nUSER app\n",
)
NEAR_MISS = (
    "FROM debian:13-slim\n# the program\nCOPY a#1 /a\nRUN make # in a shell it is one\nUSER app\n",
    'FROM debian:13-slim\nENV NOTE="a # b"\nUSER app\n',
)

#: In these the shell, which knows comments, has no part.
_WITHOUT_SHELL = frozenset(
    {"FROM", "COPY", "ADD", "ENV", "ARG", "EXPOSE", "WORKDIR", "USER", "LABEL", "VOLUME", "STOPSIGNAL"}
)
#: What begins a comment in other languages.
_SLASHES = re.compile(r"[ \t]+//[ \t][^\n]*$")
_COMMENT = re.compile(r"[ \t]+#(?:[ \t][^\n]*|[^\W\d_][^\n]* [^\n]*)?$")


def check(file: Dockerfile) -> Iterator[Remark]:
    """Yield a remark for each."""
    for instruction in file.instructions:
        if instruction.name not in _WITHOUT_SHELL or instruction.heredocs:
            continue
        head = file.mended[instruction.line - 1]
        found = _COMMENT.search(head) or _SLASHES.search(head)
        if found is None or head[: found.start()].count('"') % 2 or head[: found.start()].count("'") % 2:
            continue
        text = found[0].strip()
        sign = text[:1] if text.startswith("#") else text[:2]
        yield Remark(
            ID,
            SEVERITY,
            Text(
                ru=f"`{sign}` после `{instruction.name}` — не комментарий, а часть инструкции",
                en=f"`{sign}` behind `{instruction.name}` begins no comment but is part of the instruction",
            ),
            instruction.line,
            found.start() + len(found[0]) - len(found[0].lstrip()) + 1,
            Text(ru="вынесите комментарий на строку выше", en="put the comment on the line above"),
            fixed=f"# {text.removeprefix(sign).strip()}".rstrip() + f"\n{head[: found.start()]}",
            replaces=(instruction.line, instruction.line),
        )
