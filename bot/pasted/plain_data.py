"""A YAML tree as plain mappings, lists and scalars; bounded, so that no alias can swell it."""

from __future__ import annotations

from bot.pasted.yaml_nodes import Node

#: Nodes that are copied at most; what is beyond is left out.
MAX_NODES = 20_000


def plain_data(root: Node) -> object:
    """The values of a tree; aliases are followed, ``<<`` merged, numbers and booleans read as YAML does."""
    left = [MAX_NODES]
    return _plain(root, left)


def _plain(node: Node, left: list[int]) -> object:
    node = node.real
    left[0] -= 1
    if left[0] < 0:
        return None
    if node.kind == "mapping":
        return {name: _plain(value, left) for name, (_, value) in node.entries().items() if left[0] > 0}
    if node.kind == "sequence":
        return [_plain(item, left) for item in node.items if left[0] > 0]
    return _scalar(node)


def _scalar(node: Node) -> object:
    kind = node.scalar_type
    if node.is_null:
        return None
    if kind == "boolean":
        return node.value.lower() in ("true", "yes", "on")
    if kind == "integer":
        digits = node.value.replace("_", "")
        try:
            return int(digits, 8) if digits[:1] == "0" and digits.isdigit() else int(digits, 0)
        except ValueError:
            return node.value
    return node.value
