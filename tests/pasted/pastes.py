"""The public pastes: data in tests/pastes/<kind>/, one list of cases a file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

FOLDER = Path(__file__).resolve().parents[1] / "pastes"


def cases(kind: str) -> list[Any]:
    """Every case of a kind, as parameters named by file and place."""
    return [
        pytest.param(case, id=f"{path.stem}-{number}")
        for path in sorted((FOLDER / kind).glob("*.yaml"))
        for number, case in enumerate(yaml.safe_load(path.read_text(encoding="utf-8")), start=1)
    ]
