"""An item of a list deeper than the one above it: YAML reads both as one text."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.compose_file import ComposeFile
from bot.pasted.model import Kind, Remark, Severity
from bot.pasted.yaml_nodes import MAX_DEPTH, Node

ID = "dash-too-deep"
SEVERITY: Severity = "fault"
KIND: Kind = "compose"
TRIGGERS = "services:\n  api:\n    image: shop:1\n    environment:\n      - A=1\n       - B=2\n      - C=3\n"
NEAR_MISS = (
    "services:\n  api:\n    image: shop:1\n    command:\n      - run\n      - one - two\n",
    "services:\n  api:\n    image: shop:1\n    command:\n      - |\n        - a\n        - b\n",
)


def check(file: ComposeFile) -> Iterator[Remark]:
    """Yield a remark for each line."""
    for item in _items(file.root, 0) if file.root is not None else ():
        if not item.plain or " - " not in item.value:
            continue
        dash = file.line(item.line)[: item.column - 1].rfind("-")
        number = item.line + 1
        end = file.pasted.text.count("\n", item.start, item.end) + item.line
        while dash >= 0 and number <= end and file.line(number).lstrip().startswith("- "):
            yield Remark(
                ID,
                SEVERITY,
                Text(
                    ru="дефис правее, чем у соседей: для YAML это продолжение строки выше, а не новый элемент",
                    en="the dash is further right than its neighbours: YAML reads the line above going on, no new item",
                ),
                number,
                len(file.line(number)) - len(file.line(number).lstrip()) + 1,
                Text(ru="поставьте его вровень с остальными", en="put it level with the others"),
                fixed=" " * dash + file.line(number).strip(),
            )
            number += 1


def _items(node: Node, depth: int) -> Iterator[Node]:
    """The scalars of all lists written in lines."""
    if depth > MAX_DEPTH:
        return
    for _, value in node.pairs:
        yield from _items(value, depth + 1)
    for item in node.items:
        if item.kind == "scalar" and node.block:
            yield item
        else:
            yield from _items(item, depth + 1)
