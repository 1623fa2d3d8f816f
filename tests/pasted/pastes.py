"""The public pastes: data in tests/pastes/<kind>/, one list of cases a file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.pasted.model import Span

FOLDER = Path(__file__).resolve().parents[1] / "pastes"


def cases(kind: str) -> list[Any]:
    """Every case of a kind, as parameters named by file and place."""
    return [
        pytest.param(case, id=f"{path.stem}-{number}")
        for path in sorted((FOLDER / kind).glob("*.yaml"))
        for number, case in enumerate(yaml.safe_load(path.read_text(encoding="utf-8")), start=1)
    ]


def text_of(path: Path) -> str:
    """A public file as it is, with its own line ends."""
    return path.read_bytes().decode()


def edited(lines: Sequence[str], edits: Iterable[tuple[str, int, str]]) -> str:
    """A file after edits, each its kind, a line's number (any is taken) and the text that it puts in."""
    result = list(lines)
    for edit, number, more in edits:
        place = number % (len(result) + 1)
        there = result[place : place + 1]
        match edit:
            case "insert":
                result.insert(place, more)
            case "shift":
                result[place : place + 1] = [more + line for line in there]
            case "append":
                result[place : place + 1] = [line + more for line in there]
            case "drop":
                del result[place : place + 1]
            case "cut":
                result[place : place + 1] = [line[: len(line) // 2] for line in there]
            case "double":
                result[place:place] = result[: number % 9]
            case _:
                raise ValueError(edit)
    return "\n".join(result)


def assert_covered(text: str, spans: Iterable[Span]) -> None:
    """Nothing of a paste but blanks is left unaccounted for, and the spans stand in its order, none within another."""
    position = 0
    for span in spans:
        assert position <= span.start < span.end <= len(text)
        assert not text[position : span.start].strip().strip("\ufeff")
        position = span.end
    assert not text[position:].strip()
