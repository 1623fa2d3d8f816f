"""YAML as a tree of nodes with positions, read safely: nothing is constructed, no alias is copied.

Built on PyYAML's events, one after another, so that a paste cannot exhaust the
stack or the memory: depth, number of nodes and the size that aliases would
expand to are bounded, and what is beyond is refused with a reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

import yaml

try:  # the C parser is an order of magnitude faster, and an optional part of PyYAML
    from yaml import CSafeLoader as _Loader
except ImportError:  # pragma: no cover - wheels carry it on every platform that we run on
    from yaml import SafeLoader as _Loader  # type: ignore[assignment]

#: Levels of nesting; a compose file has about ten.
MAX_DEPTH = 100
#: Documents of a file that are read; people write two.
MAX_DOCUMENTS = 50
#: Nodes of a document; a compose file of 200 lines has about 500.
MAX_NODES = 50_000
#: Nodes that a document would have with every alias replaced by a copy.
MAX_EXPANDED = 100_000
#: Tags of YAML itself and Compose's own (``merge_tags`` in compose-file.json).
KNOWN_TAGS = frozenset(
    {
        "!",
        "!reset",
        "!override",
        *(
            f"tag:yaml.org,2002:{name}"
            for name in ("str", "int", "float", "bool", "null", "map", "seq", "merge", "binary", "timestamp")
        ),
    }
)

ScalarType = Literal["string", "integer", "number", "boolean", "null"]

_INTEGER = re.compile(r"[-+]?(?:0|[1-9][0-9_]{0,60}|0[0-7_]{1,60}|0o[0-7_]{1,60}|0x[0-9a-fA-F_]{1,60}|0b[01_]{1,60})")
_NUMBER = re.compile(
    r"[-+]?(?:[0-9][0-9_]{0,60}\.[0-9_]{0,60}|\.[0-9_]{1,60}|[0-9][0-9_]{0,60})(?:[eE][-+]?[0-9]{1,9})?"
    r"|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)"
)


@dataclass(slots=True, eq=False)
class Node:
    """A node; ``start`` and ``end`` are offsets of the text, ``line`` and ``column`` are 1-based.

    value: the text of a scalar, the anchor's name of an alias. plain: a scalar without quotes.
    """

    kind: Literal["mapping", "sequence", "scalar", "alias"]
    start: int
    end: int
    line: int
    column: int
    value: str = ""
    plain: bool = False
    block: bool = False
    tag: str | None = None
    anchor: str | None = None
    pairs: list[tuple[Node, Node]] = field(default_factory=list)
    items: list[Node] = field(default_factory=list)
    target: Node | None = None
    size: int = 1
    height: int = 1
    # Kept by entries(): it is asked again and again, and the tree is complete when it is asked first.
    _entries: dict[str, tuple[Node, Node]] | None = field(default=None, repr=False)

    @property
    def real(self) -> Node:
        """The node itself, or the one that an alias stands for."""
        node = self
        while node.target is not None:
            node = node.target
        return node

    @property
    def scalar_type(self) -> ScalarType:
        """The type that Compose's YAML library gives a scalar (``yes`` and ``60:30`` are strings to it)."""
        if not self.plain or self.tag in ("!", "tag:yaml.org,2002:str"):
            return "string"
        if self.value in ("", "~", "null", "Null", "NULL"):
            return "null"
        if self.value in ("true", "True", "TRUE", "false", "False", "FALSE"):
            return "boolean"
        if len(self.value) < 64:
            if _INTEGER.fullmatch(self.value):
                return "integer"
            if _NUMBER.fullmatch(self.value):
                return "number"
        return "string"

    @property
    def is_null(self) -> bool:
        """Whether nothing, ``~`` or ``null`` stands here."""
        return self.kind == "scalar" and self.scalar_type == "null"

    def entries(self) -> dict[str, tuple[Node, Node]]:
        """Keys of a mapping with their key and value nodes, those merged with ``<<`` included; the own ones win."""
        node = self.real
        if node._entries is not None:
            return node._entries
        found: dict[str, tuple[Node, Node]] = {}
        pending = [node]
        seen: set[int] = set()
        while pending:
            mapping = pending.pop(0).real
            if mapping.kind == "sequence":
                pending = [*mapping.items, *pending]
                continue
            if mapping.kind != "mapping" or id(mapping) in seen:
                continue
            seen.add(id(mapping))
            merged: list[Node] = []
            for key, value in mapping.pairs:
                if key.value == "<<" and key.plain:
                    merged.append(value)
                elif key.kind == "scalar":
                    found.setdefault(key.value, (key, value))
            pending = [*merged, *pending]
        node._entries = found
        return found

    def get(self, key: str) -> Node | None:
        """The value of a key, aliases resolved; None where it is missing or this is no mapping."""
        pair = self.entries().get(key)
        return pair[1].real if pair else None

    def scalars(self) -> Iterator[Node]:
        """The scalars of a sequence, or the scalar itself."""
        node = self.real
        if node.kind == "scalar":
            yield node
        for item in node.items:
            if item.real.kind == "scalar":
                yield item.real


def last_line(node: Node, line: int) -> int:
    """The line on which the last thing of a node begins; ``line`` is where the node's key stands."""
    for _ in range(MAX_DEPTH):
        line = max(line, node.line)
        children = node.items or [child for pair in node.pairs[-1:] for child in pair]
        if not children:
            break
        node = children[-1]
    return line


@dataclass(frozen=True, slots=True)
class YamlError:
    """Where YAML cannot be read. ``problem`` is the parser's message; lines and columns are 1-based.

    refused: ``yaml-too-deep``, ``yaml-too-large``, ``alias-bomb``, ``recursive-alias`` or ``unknown-anchor``
    where it is not the parser that gives up but this module.
    """

    problem: str
    line: int
    column: int
    offset: int
    context: str = ""
    context_line: int = 0
    context_column: int = 0
    refused: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """The first document with content, the roots of further ones, and what could not be read."""

    root: Node | None
    error: YamlError | None
    tags: tuple[Node, ...] = ()
    others: tuple[Node, ...] = ()


def _error(error: yaml.YAMLError, text: str) -> YamlError:
    problem_mark = getattr(error, "problem_mark", None)
    context_mark = getattr(error, "context_mark", None)
    problem = str(getattr(error, "problem", None) or getattr(error, "reason", None) or error)
    if problem_mark is None:
        offset = min(int(getattr(error, "position", 0) or 0), len(text))
        line = text.count("\n", 0, offset)
        return YamlError(problem, line + 1, offset - (text.rfind("\n", 0, offset) + 1) + 1, offset)
    return YamlError(
        problem=problem,
        line=problem_mark.line + 1,
        column=problem_mark.column + 1,
        offset=problem_mark.index,
        context=str(getattr(error, "context", None) or ""),
        context_line=context_mark.line + 1 if context_mark else 0,
        context_column=context_mark.column + 1 if context_mark else 0,
    )


def _start(event: yaml.Event) -> tuple[int, int, int]:
    """Offset, line and column (1-based) of where an event begins."""
    mark = event.start_mark
    return (mark.index, mark.line + 1, mark.column + 1) if mark is not None else (0, 1, 1)


def _end(event: yaml.Event) -> int:
    return event.end_mark.index if event.end_mark is not None else 0


def first_error(text: str) -> YamlError | None:
    """Where the text stops to be YAML; None where it is YAML. Depth is bounded as in :func:`read`."""
    depth = 0
    try:
        for event in yaml.parse(text, Loader=_Loader):
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
                if depth > MAX_DEPTH:
                    offset, line, column = _start(event)
                    return YamlError("too deep", line, column, offset, refused="yaml-too-deep")
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
    except yaml.YAMLError as error:
        return _error(error, text)
    return None


def read(text: str) -> Document:
    """Read a text that has no control characters and no lone surrogates; never raises, linear."""
    reader = _Reader()
    try:
        for event in yaml.parse(text, Loader=_Loader):
            if reason := reader.take(event):
                refused, detail = reason
                offset, line, column = _start(event)
                error = YamlError(refused, line, column, offset, refused=refused, detail=detail)
                return Document(None, error, tuple(reader.tags), tuple(reader.others))
    except yaml.YAMLError as fault:
        return Document(None, _error(fault, text), tuple(reader.tags), tuple(reader.others))
    return Document(reader.root, None, tuple(reader.tags), tuple(reader.others))


class _Reader:
    """Makes nodes of events; the open collections are a list, so that depth costs no stack."""

    def __init__(self) -> None:
        self.root: Node | None = None
        self.open: list[Node] = []
        self.keys: list[Node | None] = []
        self.anchors: dict[str, Node] = {}
        self.tags: list[Node] = []
        self.others: list[Node] = []
        self.count = 0

    def take(self, event: yaml.Event) -> tuple[str, str] | None:
        """Take one event; return the reason to refuse the text and its detail, or None."""
        if isinstance(event, yaml.ScalarEvent):
            plain = bool(event.implicit[0]) and not event.style
            return self._add(self._node("scalar", event, str(event.value), plain, event.style in ("|", ">")), event)
        if isinstance(event, yaml.AliasEvent):
            target = self.anchors.get(str(event.anchor))
            if target is None:
                return "unknown-anchor", str(event.anchor)
            if any(node is target for node in self.open):
                return "recursive-alias", str(event.anchor)
            node = self._node("alias", event, str(event.anchor))
            node.target = target
            node.size, node.height = target.size, target.height
            return self._add(node, event)
        if isinstance(event, yaml.CollectionStartEvent):
            kind: Literal["mapping", "sequence"] = (
                "mapping" if isinstance(event, yaml.MappingStartEvent) else "sequence"
            )
            node = self._node(kind, event)
            node.block = not event.flow_style
            reason = self._add(node, event)
            self.open.append(node)
            self.keys.append(None)
            return reason or (("yaml-too-deep", "") if len(self.open) > MAX_DEPTH else None)
        if isinstance(event, yaml.CollectionEndEvent):
            return self._close(event)
        if isinstance(event, yaml.DocumentStartEvent):
            self.anchors = {}
        return None

    def _node(
        self,
        kind: Literal["mapping", "sequence", "scalar", "alias"],
        event: yaml.Event,
        value: str = "",
        plain: bool = False,
        block: bool = False,
    ) -> Node:
        offset, line, column = _start(event)
        return Node(kind, offset, _end(event), line, column, value, plain, block)

    def _add(self, node: Node, event: yaml.NodeEvent) -> tuple[str, str] | None:
        self.count += 1
        if self.count > MAX_NODES:
            return "yaml-too-large", ""
        if node.kind != "alias":
            tag = getattr(event, "tag", None)
            node.tag = str(tag) if tag else None
            if node.tag and node.tag not in KNOWN_TAGS:
                self.tags.append(node)
            if event.anchor:
                node.anchor = str(event.anchor)
                self.anchors[node.anchor] = node
        if not self.open:
            if self.root is None or (self.root.is_null and not self.others):
                self.root = node
            elif len(self.others) < MAX_DOCUMENTS:
                self.others.append(node)
            return None
        parent = self.open[-1]
        if parent.kind == "sequence":
            parent.items.append(node)
        elif self.keys[-1] is None:
            self.keys[-1] = node
            return None
        else:
            key = self.keys[-1]
            parent.pairs.append((key, node))
            self.keys[-1] = None
        return None

    def _close(self, event: yaml.Event) -> tuple[str, str] | None:
        node = self.open.pop()
        self.keys.pop()
        children = node.items or [child for pair in node.pairs for child in pair]
        node.size = 1 + sum(child.size for child in children)
        node.height = 1 + max((child.height for child in children), default=0)
        # The end of a block collection is where the next token begins; its content ends with its last child.
        node.end = children[-1].end if node.block and children else _end(event)
        if node.size > MAX_EXPANDED:
            return "alias-bomb", ""
        return ("yaml-too-deep", "") if node.height > MAX_DEPTH else None
