"""How deep the brackets of JSON go, told without parsing it: that is known of broken and of bottomless JSON too."""

from __future__ import annotations

from typing import NamedTuple


class Nesting(NamedTuple):
    """open: brackets opened less those closed at the end of a text. deepest: the most that were open at once."""

    open: int
    deepest: int


def nesting(text: str) -> Nesting:
    """The nesting of braces and brackets outside of strings, which end with their line in JSON (RFC 8259, 7)."""
    depth = deepest = 0
    quoted = escaped = False
    for character in text:
        if quoted:
            if escaped:
                escaped = False
            elif character == "\\":
                escaped = True
            elif character in '"\n':
                quoted = False
        elif character == '"':
            quoted = True
        elif character in "[{":
            depth += 1
            deepest = max(deepest, depth)
        elif character in "]}":
            depth -= 1
    return Nesting(depth, deepest)
