"""The code fences of a message: where they begin and end, and which language they name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_FENCE = re.compile(
    r"[ \t]{0,8}(?:> ?)?(?P<mark>`{3,20}|~{3,20})[ \t]*(?P<language>[\w+./-]{0,40})[ \t]*(?P<rest>[^\n]*)$"
)


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a message inside or outside a fence; ``language`` is None outside, and may be empty inside."""

    start: int
    end: int
    language: str | None


def segments(text: str) -> Iterator[Segment]:
    """Cut a message at its fences; an open fence reaches to the end. Empty stretches are left out."""
    position = offset = 0
    opened: str | None = None
    language = ""
    for line in text.split("\n"):
        end = offset + len(line)
        stripped = line.strip()
        match = _FENCE.match(line) if stripped[:3] in ("```", "~~~") or stripped[:2] == "> " else None
        if match and opened is None:
            rest = match["rest"].strip()
            closing = rest.rfind(match["mark"])
            if closing >= 0 or (rest and "`" in rest):
                # ```docker ps``` on one line.
                if position < offset:
                    yield Segment(position, offset, None)
                start = offset + line.index(match["mark"]) + len(match["mark"])
                finish = line.rfind(match["mark"])
                inside = offset + finish if offset + finish > start else end
                yield Segment(start, inside, "")
                position = min(inside + len(match["mark"]), end)
            else:
                if position < offset:
                    yield Segment(position, offset, None)
                opened = match["mark"]
                language = match["language"].lower()
                # What stands behind the language is the first line of the code.
                position = end - len(rest) if rest else end + 1
        elif opened is not None and stripped.lstrip("> ").startswith(opened):
            yield Segment(min(position, offset), offset, language)
            opened = None
            position = end - len(stripped.lstrip("> ")) + len(opened or "```")
            position = min(end, position)
        elif opened is not None and stripped.endswith(opened):
            inside = offset + line.rfind(opened)
            yield Segment(position, inside, language)
            opened = None
            position = end
        offset = end + 1
    if position < len(text):
        yield Segment(position, len(text), language if opened is not None else None)
