"""What a regular expression cannot match without: literals to look for before the expression itself is tried."""

from __future__ import annotations

import re
from dataclasses import dataclass

# The standard library's parser of regular expressions has no public name before and after 3.11.
from re import _constants as constants  # type: ignore[attr-defined]  # isort: skip
from re import _parser as parser  # type: ignore[attr-defined]  # isort: skip

#: Shorter literals are in every text and sort nothing out.
_SHORTEST = 3


@dataclass(frozen=True, slots=True)
class Needed:
    """What a text must contain, in lower case: at least one of ``literals``; none means that anything goes.

    width: the most characters that a match can have. literal_characters: how many of them the pattern fixes,
    a measure of how specific it is.
    """

    literals: tuple[str, ...]
    width: int
    literal_characters: int


def needed(pattern: str, flags: int = re.IGNORECASE) -> Needed:
    """Read off a pattern what it needs. Raises re.error for what is no regular expression."""
    tree = parser.parse(pattern, flags)
    width = min(int(tree.getwidth()[1]), 4000)
    return Needed(_required(tree), width, _fixed(tree))


def _required(tree: object) -> tuple[str, ...]:
    """The best set of alternatives of which every match has one: that whose shortest member is longest."""
    best: tuple[str, ...] = ()
    run: list[str] = []
    for candidate in [*_candidates(tree, run), ("".join(run),)]:
        if candidate and _strength(candidate) > _strength(best):
            best = candidate
    return best if _strength(best) >= _SHORTEST else ()


def _strength(candidate: tuple[str, ...]) -> int:
    return min((len(literal) for literal in candidate), default=0)


def _candidates(tree: object, run: list[str]) -> list[tuple[str, ...]]:
    found: list[tuple[str, ...]] = []

    def flush() -> None:
        if run:
            found.append(("".join(run),))
            run.clear()

    for operation, argument in tree:  # type: ignore[attr-defined]
        if operation is constants.LITERAL and len(chr(argument).lower()) == 1:
            run.append(chr(argument).lower())
        elif operation is constants.SUBPATTERN:
            # A group's literals go on with those around it.
            found += _candidates(argument[3], run)
        elif operation is constants.BRANCH:
            flush()
            branches = [_required(branch) for branch in argument[1]]
            if all(branches):
                found.append(tuple(literal for branch in branches for literal in branch))
        elif operation in (constants.MAX_REPEAT, constants.MIN_REPEAT):
            flush()
            low, _, body = argument
            if low >= 1:
                inner: list[str] = []
                found += _candidates(body, inner)
                if inner:
                    found.append(("".join(inner),))
        elif operation not in (constants.ASSERT, constants.ASSERT_NOT, constants.AT):
            flush()
    return found


def _fixed(tree: object) -> int:
    count = 0
    for operation, argument in tree:  # type: ignore[attr-defined]
        if operation is constants.LITERAL:
            count += 1
        elif operation is constants.SUBPATTERN:
            count += _fixed(argument[3])
        elif operation is constants.BRANCH:
            count += min(_fixed(branch) for branch in argument[1])
        elif operation in (constants.MAX_REPEAT, constants.MIN_REPEAT):
            count += _fixed(argument[2]) if argument[0] >= 1 else 0
    return count
