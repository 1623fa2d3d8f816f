"""A dollar sign that Compose cannot put a variable in for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.compose_file import ComposeFile
from bot.pasted.model import Kind, Remark, Severity
from bot.pasted.yaml_nodes import MAX_DEPTH, Node

ID = "invalid-interpolation"
SEVERITY: Severity = "fault"
KIND: Kind = "compose"
TRIGGERS = (
    "services:\n  job:\n    image: alpine:3.22\n    command: sh -c \"ps | awk '{print $1}'\"\n",
    "services:\n  job:\n    image: alpine:3.22\n    environment:\n      HOME_DIR: ${HOME\n",
    "services:\n  job:\n    image: alpine:3.22\n    command: echo $(date)\n",
)
NEAR_MISS = (
    "services:\n"
    "  job:\n"
    "    image: alpine:${TAG:-3.22}\n"
    "    command: sh -c \"awk '{print $$1}' $FILE; echo $${HOME} ${A:-${B:-x}} ${C:?no C}\"\n",
    "services:\n  job:\n    image: alpine:3.22\n    # costs 5$ a day\n    init: true\n",
)

_DOLLAR = re.compile(r"\$\$|\$\{[A-Za-z_]\w{0,200}(?:\}|:?[-?+])|\$[A-Za-z_]|\$")
_OPEN = re.compile(r"\$\{")
#: Nodes that are looked at.
_MOST = 5000


def check(file: ComposeFile) -> Iterator[Remark]:
    """Yield a remark for each."""
    if file.root is None:
        return
    for node in _scalars(file.root):
        if "$" not in node.value:
            continue
        wrong = next((match for match in _DOLLAR.finditer(node.value) if match[0] == "$"), None)
        unclosed = wrong is None and node.value.count("${") > node.value.count("}")
        if wrong is None and not unclosed:
            continue
        if node.value.startswith("$(") and ":" in node.value:
            continue  # a folder of a mount: shell-substitution-in-volume says it
        start = wrong.start() if wrong else node.value.rindex("${")
        shown = node.value[start : start + 12].split("\n")[0].replace("`", "'")
        line = file.line(node.line)
        once = wrong is not None and not _OPEN.match(node.value, start)
        yield Remark(
            ID,
            SEVERITY,
            Text(
                ru=f"`{shown}`: Compose не поймёт эту подстановку и откажется читать файл",
                en=f"`{shown}`: Compose cannot make out this substitution and refuses the file",
            ),
            node.line,
            node.column,
            Text(ru="знак для самой программы пишется `$$`", en="a sign for the program itself is written `$$`")
            if once
            else Text(ru="вид: `${ИМЯ}` или `${ИМЯ:-значение}`", en="the form: `${NAME}` or `${NAME:-value}`"),
            fixed=_doubled(line)
            if once and "\n" not in node.value and node.value.count("$") == line.count("$")
            else None,
        )


def _doubled(line: str) -> str:
    """The line with every dollar sign doubled that no variable's name follows."""
    return _DOLLAR.sub(lambda match: "$$" if match[0] == "$" else match[0], line)


def _scalars(root: Node) -> Iterator[Node]:
    """The values of a tree in no order, aliases left out; bounded."""
    pending = [(root, 0)]
    left = _MOST
    while pending and left:
        node, depth = pending.pop()
        left -= 1
        if node.kind == "scalar":
            yield node
        elif depth < MAX_DEPTH:
            pending += [(value, depth + 1) for _, value in node.pairs]
            pending += [(item, depth + 1) for item in node.items]
