"""``${…}`` that Compose cannot read."""

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
    "services:\n  job:\n    image: alpine:3.22\n    environment:\n      HOME_DIR: ${HOME\n",
    "services:\n  job:\n    image: alpine:3.22\n    environment:\n      KEY: ${{ secrets.KEY }}\n",
    "services:\n  job:\n    image: alpine:3.22\n    command: echo ${1}\n",
)
NEAR_MISS = (
    "services:\n"
    "  job:\n"
    "    image: alpine:${TAG:-3.22}\n"
    "    command: sh -c \"awk '{print $1}' $FILE; echo $${HOME} $(date) 5$ ${A:-${B:-x}} ${C:?no C} ${D-}\"\n",
    "services:\n  job:\n    image: alpine:3.22\n    # costs ${ a day\n    init: true\n",
)

#: What Compose reads: an escaped sign, a variable in braces. A sign that no name and no brace follows is a sign.
_BRACED = re.compile(r"\$\$|\$\{(?P<right>[A-Za-z_]\w{0,200}(?:\}|:?[-?+]))?")
#: Nodes that are looked at.
_MOST = 5000


def check(file: ComposeFile) -> Iterator[Remark]:
    """Yield a remark for each."""
    if file.root is None:
        return
    for node in _scalars(file.root):
        if "$" not in node.value:
            continue
        found = [match for match in _BRACED.finditer(node.value) if match[0] != "$$"]
        wrong = next((match for match in found if match["right"] is None), None)
        if wrong is None and found and node.value.count("{") > node.value.count("}"):
            wrong = found[-1]
        if wrong is None:
            continue
        shown = node.value[wrong.start() : wrong.start() + 24].split("\n")[0].replace("`", "'")
        yield Remark(
            ID,
            SEVERITY,
            Text(
                ru=f"`{shown}`: Compose не поймёт эту подстановку и откажется читать файл",
                en=f"`{shown}`: Compose cannot make out this substitution and refuses the file",
            ),
            node.line,
            node.column,
            Text(
                ru="вид: `${ИМЯ}` или `${ИМЯ:-значение}`; сам знак доллара — `$$`",
                en="the form: `${NAME}` or `${NAME:-value}`; the sign itself: `$$`",
            ),
        )


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
