"""What the README promises exists: commands, settings, files; and what exists is documented."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.settings import Settings
from tests.conftest import ROOT

READMES = ("README.md", "README.en.md")


@pytest.mark.parametrize("name", READMES)
def test_every_setting_is_documented_and_in_the_example(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    table = set(re.findall(r"^\| `([A-Z_]+)` \|", text, re.MULTILINE))
    assert table == {field.upper() for field in Settings.model_fields}
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    for setting in re.findall(r"^([A-Z_]+)=", example, re.MULTILINE):
        assert setting.lower() in Settings.model_fields


@pytest.mark.parametrize("name", READMES)
def test_every_make_target_that_is_named_exists(name: str) -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = set(re.findall(r"make ([a-z-]+)", (ROOT / name).read_text(encoding="utf-8")))
    named -= {"is", "and", "makes", "alone", "are"}
    assert named
    assert named <= targets


@pytest.mark.parametrize("name", READMES)
def test_links_lead_to_files(name: str) -> None:
    for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", (ROOT / name).read_text(encoding="utf-8")):
        assert (ROOT / target).exists(), target


def test_nothing_committed_names_this_machine() -> None:
    words = re.compile(r"/work/|/root/\.pyenv|\.library\b")
    for folder in ("bot", "tests", "scripts", "knowledge", "docs", ".ci"):
        for path in sorted((ROOT / folder).rglob("*")):
            if path.is_file() and path.suffix in {"", ".py", ".md", ".yaml", ".toml", ".ftl", ".json"}:
                if path == Path(__file__):
                    continue
                assert not words.search(path.read_text(encoding="utf-8", errors="replace")), path


def test_every_threat_names_code_and_tests_that_exist() -> None:
    text = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
    rows = [row.split("|") for row in re.findall(r"^\| (?!threat).+\|$", text, re.MULTILINE)]
    assert len(rows) >= 7
    tests = {
        name
        for path in (ROOT / "tests").rglob("test_*.py")
        for name in re.findall(r"def (test_\w+)", path.read_text(encoding="utf-8"))
    }
    for _, threat, _, where, which, _ in rows:
        paths, named = re.findall(r"`([^`]+)`", where), re.findall(r"`([^`]+)`", which)
        assert paths, threat
        assert named, threat
        assert not [path for path in paths if not (ROOT / path).exists()], threat
        assert set(named) <= tests, threat
