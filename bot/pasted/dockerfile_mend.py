"""A Dockerfile with the mends of its remarks applied, one after another until none is left.

One instruction often has several faults (an installation without an update, without ``-y``, without a clean-up), and
a reader wants the line that has none of them: after each round of mends the file is judged anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

from bot.pasted.dockerfile_parser import Dockerfile, parse_dockerfile
from bot.pasted.model import SEVERITIES, Remark
from bot.pasted.remarks import judge

#: Mends that may change what the image does or that wait for a value: they stand beside their remark.
_AUTHORS_CHOICE = frozenset(
    {
        ("container-runs-as-root", "advice"),
        ("npm-install-in-image", "advice"),
        ("cd-in-place-of-workdir", "advice"),
        ("undefined-from-argument", "fault"),
    }
)
#: Faults of one instruction that are mended one upon another.
_ROUNDS = 5
#: Lines of a file that is mended as a whole; each round reads it again.
MAX_LINES = 400


@dataclass(frozen=True, slots=True)
class Change:
    """Lines ``first`` to ``last`` (1-based) of the paste, and what they become; empty where they go."""

    first: int
    last: int
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MendedDockerfile:
    """The whole text mended, where it differs from the paste, and the remarks that still hold."""

    text: str
    changes: tuple[Change, ...]
    left: tuple[Remark, ...] = ()


def mended_dockerfile(file: Dockerfile, remarks: Iterable[Remark], reference: Path) -> MendedDockerfile | None:
    """Apply the mends of the remarks on a file; None where there is nothing to mend or the file is very long."""
    if len(file.lines) > MAX_LINES:
        return None
    current = file
    found = list(remarks)
    for _ in range(_ROUNDS):
        lines = _applied(current, found)
        if lines == list(current.mended):
            break
        current = parse_dockerfile("\n".join(lines), reference)
        found = list(judge("dockerfile", current))
    changes = tuple(_changes(file.lines, current.mended))
    text = "\n".join(current.mended).strip("\n").lstrip(" ") + "\n"
    return MendedDockerfile(text, changes, tuple(found)) if changes else None


def _applied(file: Dockerfile, remarks: Iterable[Remark]) -> list[str]:
    """The lines after one round: of mends that touch the same lines the most severe first."""
    lines = list(file.mended)
    last_lines = {instruction.line: instruction.last_line for instruction in file.instructions}
    taken: set[int] = set()
    edits: list[tuple[int, int, list[str]]] = []
    for remark in sorted(remarks, key=lambda remark: SEVERITIES.index(remark.severity)):
        if remark.fixed is None or remark.line is None:
            continue
        if (remark.id, remark.severity) in _AUTHORS_CHOICE:
            continue
        first, last = remark.replaces or (remark.line, last_lines.get(remark.line, remark.line))
        touched = set(range(first, last + 1))
        fixed = remark.fixed.split("\n") if remark.fixed else []
        if touched & taken or fixed == lines[first - 1 : last]:
            continue
        taken |= touched
        edits.append((first, last, fixed))
    for first, last, fixed in sorted(edits, reverse=True):
        lines[first - 1 : last] = fixed
    return lines


def _changes(before: Sequence[str], after: Sequence[str]) -> Iterator[Change]:
    matcher = SequenceMatcher(None, [line.rstrip() for line in before], [line.rstrip() for line in after], False)
    for tag, first, last, start, end in matcher.get_opcodes():
        if tag != "equal":
            yield Change(first + 1, max(last, first + 1), tuple(after[start:end]))
