"""Lines of a compose file written anew, as many as before."""

from __future__ import annotations

import re

from bot.pasted.compose_file import ComposeFile, Reference

_NUMBERED = re.compile(r"\d$")


def with_value(line: str, column: int, old: str, new: str) -> str | None:
    """The line with the value at a column (1-based), in quotes or bare, replaced; None where it stands elsewhere."""
    start = line.find(old, max(0, column - 1))
    if start < 0 or start > column:
        return None
    return (line[:start] + new + line[start + len(old) :]).rstrip()


def renamed(file: ComposeFile, reference: Reference, near: str | None) -> str | None:
    """The line with the name that was meant; None without, and where names differ by their numbers."""
    if near is None or _NUMBERED.search(near) or _NUMBERED.search(reference.name):
        return None
    return with_value(file.line(reference.node.line), reference.node.column, reference.name, near)


def shifted(file: ComposeFile, first: int, last: int, by: int) -> str:
    """The lines moved to the right, or to the left where ``by`` is negative; empty ones stay empty."""
    lines = [file.line(number) for number in range(first, last + 1)]
    if by < 0:
        return "\n".join(line[min(-by, len(line) - len(line.lstrip(" "))) :] for line in lines)
    return "\n".join(" " * by + line if line.strip() else line for line in lines)
