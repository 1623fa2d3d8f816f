"""Give a compose file its indentation back where a chat or an export has taken all of it.

The keys tell the levels: each line is placed under the nearest open key that
may hold it by compose-file.json. Where a line fits nowhere, nothing is claimed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise

from bot.pasted.compose_schema import ComposeSchema, Shape
from bot.pasted.yaml_faults import YamlFault

_KEY = re.compile(
    r"(?!- )(?P<key>\"[^\"\n]{1,120}\"|'[^'\n]{1,120}'|[\w.$&*<{}/-][\w.${}<>/ -]{0,120}?)"
    r"[ \t]{0,10}:(?P<value>[ \t][^\n]{0,4000}|)$"
)
_BLOCK = re.compile(r"[|>][-+0-9]{0,3}[ \t]*(?:#.*)?$")
_ANCHOR = re.compile(r"&[\w-]{1,60}[ \t]*$")
_UPPER = re.compile(r"[A-Z][A-Z0-9_]{1,80}$")
#: Lines that are placed; a compose file has some hundreds.
_MAX_LINES = 5000
#: Levels of a file; a compose file has about ten.
_MAX_OPEN = 40
_SHARED = frozenset({"volumes", "networks", "secrets", "configs", "models"})


@dataclass(slots=True)
class _Open:
    """A mapping that is open: its shape (None where anything goes), its indentation, the keys it has."""

    shape: Shape | None
    indent: int
    keys: set[str] = field(default_factory=set)
    kind: str = "mapping"


def is_flush_left(lines: list[str]) -> bool:
    """Whether all lines begin at the margin though keys without a value are followed by their content."""
    content = [line for line in lines if line.strip() and not line.lstrip().startswith("#")]
    if len(content) < 3 or any(line[0] in " \t" for line in content):
        return False
    orphans = 0
    for line, following in pairwise(content):
        match = _KEY.match(line)
        if match and not match["value"].strip() and not following.startswith("-"):
            if match["key"] == "services":
                return True
            orphans += 1
    return orphans >= 1 and content[0].rstrip().endswith(":") and not content[0].startswith(("volumes:", "networks:"))


def indented(lines: list[str], schema: ComposeSchema) -> tuple[list[str], YamlFault] | None:
    """Return the lines with indentation and the fault ``lost-indentation``; None where they are not flush left.

    The number of lines stays. Where the structure cannot be told, the fault's
    detail says the line that fits nowhere, and the lines are as they were.
    """
    if not is_flush_left(lines):
        return None
    first = next((number for number, line in enumerate(lines) if line.rstrip().startswith("services")), None)
    if first is None:
        first = next(number for number, line in enumerate(lines) if line.strip() and not line.startswith("#"))
    placed, lost = _Placing(lines, schema).run() if len(lines) <= _MAX_LINES else (lines, first + 1)
    detail = "" if lost is None else str(lost + 1)
    return (placed if lost is None else lines), YamlFault("lost-indentation", min(first + 2, len(lines)), 1, detail)


class _Placing:
    """One pass over the lines, with the mappings that are open."""

    def __init__(self, lines: list[str], schema: ComposeSchema) -> None:
        self.lines = [line.strip() for line in lines]
        self.schema = schema
        self.open: list[_Open] = [_Open(schema.root, 0)]
        self.pending: tuple[Shape | None, int, str] | None = None
        self.following = _following(self.lines)
        if not any(re.match(r"services[ \t]*:", line) for line in self.lines):
            # Only the services were pasted.
            self.open = [_Open(schema.root.children["services"], 0)]

    def run(self) -> tuple[list[str], int | None]:
        result: list[str] = []
        block: int | None = None
        for number, line in enumerate(self.lines):
            if not line or line.startswith("#"):
                result.append(" " * (self._indent() if line else 0) + line)
                continue
            match = _KEY.match(line)
            if block is not None and not (match and self._strong(match["key"].strip("\"'"), number)):
                result.append(" " * block + line)
                continue
            block = None
            if line.startswith("- ") or line == "-":
                indent = self._item(line)
            elif match:
                indent = self._key(match["key"].strip("\"'"), match["value"].strip(), number)
            else:
                indent = None
            if indent is None or len(self.open) > _MAX_OPEN:
                return self.lines, number
            result.append(" " * indent + line)
            if match and _BLOCK.match(match["value"].strip()):
                block = indent + 2
        return result, None

    def _indent(self) -> int:
        return self.pending[1] if self.pending else self.open[-1].indent

    def _strong(self, key: str, number: int) -> bool:
        """Whether a line within a block of text is rather a key of an open mapping."""
        return any(
            level.shape is not None and key in level.shape.children and key not in level.keys for level in self.open
        ) or self._names_service(key, number)

    def _names_service(self, key: str, number: int) -> bool:
        match = _KEY.match(self.following[number])
        return bool(match and match["key"] in self.schema.service.children and key not in self.schema.service.children)

    def _belongs_to_service(self, key: str, number: int) -> bool:
        """Whether what follows ``volumes:``, ``networks:`` … is a service's and not the file's: a list, or its keys."""
        own, of_file = self.schema.service.children[key].wildcard, self.schema.root.children[key].wildcard
        for position, line in enumerate(self.lines[number + 1 : number + 30]):
            if not line or line.startswith("#"):
                continue
            if line.startswith("-"):
                return not any(self.lines[number + 1 : number + 1 + position])
            match = _KEY.match(line)
            if match is None or (match["value"].strip() and own is None):
                return False
            inside = own is not None and match["key"] in own.children
            if inside or (of_file is not None and match["key"] in of_file.children):
                return inside and (of_file is None or match["key"] not in of_file.children)
        return False

    def _item(self, line: str) -> int | None:
        """A list's item: under the key that waits for content, or beside the items before it."""
        if self.pending is not None:
            self.open.append(_Open(self.pending[0], self.pending[1], kind="sequence"))
            self.pending = None
        match = _KEY.match(line[1:].strip())
        sequences = [index for index, level in enumerate(self.open) if level.kind == "sequence"]
        if not sequences:
            return None
        chosen = sequences[-1]
        if match:
            for index in reversed(sequences):
                listed = self.open[index].shape
                if listed and listed.item and match["key"] in listed.item.children:
                    chosen = index
                    break
        del self.open[chosen + 1 :]
        level = self.open[-1]
        item = level.shape.item if level.shape else None
        if match and (level.shape is None or (item is not None and match["key"] in item.children)):
            self.open.append(_Open(item, level.indent + 2, {match["key"]}, kind="item"))
            if not match["value"].strip():
                child = item.children[match["key"]] if item else None
                self.pending = (child, level.indent + 4, match["key"])
        return level.indent

    def _key(self, key: str, value: str, number: int) -> int | None:
        following = self.following[number]
        if key.startswith("x-") and (not value or _ANCHOR.match(value)):
            self.open = self.open[:1]
            child = _KEY.match(following)
            known = child is not None and child["key"] in self.schema.service.children
            self.pending = (self.schema.service if known else None, 2, key)
            self.open[0].keys.add(key)
            return 0
        place = self._place(key, value, following, number)
        if place is None:
            return None
        index, opened = place
        if opened is not None:
            self.open.append(opened)
        else:
            del self.open[index + 1 :]
        self.pending = None
        level = self.open[-1]
        level.keys.add(key)
        if not value or _ANCHOR.match(value):
            shape = level.shape.child(key) if level.shape else None
            self.pending = (shape, level.indent + 2, key)
        return level.indent

    def _place(self, key: str, value: str, following: str, number: int) -> tuple[int, _Open | None] | None:
        """Which open mapping takes a key: its index, or a new mapping under the key that waits for content."""
        candidates: list[tuple[float, int, _Open | None]] = []
        if self.pending is not None:
            shape, indent, _ = self.pending
            waiting = _Open(shape, indent)
            score = self._fit(waiting, key, value, following, number)
            candidates.append((score + 3 if score >= 3.5 else score + 0.5, len(self.open), waiting))
        for index, level in enumerate(self.open):
            if level.kind != "sequence":
                candidates.append((self._fit(level, key, value, following, number), index, None))
        best = max(candidates, key=lambda candidate: (candidate[0], candidate[1]))
        return (best[1], best[2]) if best[0] > 0 else None

    def _fit(self, level: _Open, key: str, value: str, following: str, number: int) -> float:
        """How well a mapping takes a key; 0 or less where it cannot."""
        shape = level.shape
        if key in level.keys:
            return 0
        if shape is None:
            return 1
        if key.startswith("x-"):
            return 2
        if key in shape.children:
            score = 4.0
            if key in _SHARED and not value:
                inside = self._belongs_to_service(key, number)
                score = 4.6 if inside == (shape.path != "") else 1.5
            return score
        if key == "<<":
            return 3
        if shape.wildcard is not None:
            child = _KEY.match(following)
            known = child is not None and child["key"].strip("\"'") in (*shape.wildcard.children, "<<")
            if known and (not value or _ANCHOR.match(value)):
                return 6 if shape.path == "services" and key not in self.schema.service.children else 3.5
            if value and shape.path != "services.<service>.depends_on":
                # `ulimits: {nproc: 65535}`; a service or a volume never has a plain value.
                return 2 if "integer" in shape.map_types or "string" in shape.map_types else 0
            return 2.5 if "null" in shape.map_types and shape.path != "services" else 0
        if shape.free and ("object" in shape.types or not shape.types):
            if value:
                return 3 if _UPPER.match(key) or "." in key else 2
            return 1
        return 0


def _following(lines: list[str]) -> list[str]:
    """For each line the next one with content; empty where there is none."""
    found = [""] * len(lines)
    below = ""
    for number in range(len(lines) - 1, -1, -1):
        found[number] = below
        if lines[number] and not lines[number].startswith("#"):
            below = lines[number]
    return found
