"""What an author does: lay out an entry, have it checked, look at it."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from bot.knowledge.authoring import FOLDERS, AuthoringError, lay_out, new_entry
from bot.knowledge.base import default_folder
from bot.knowledge.check.content import MAX_ANSWER_WORDS
from bot.knowledge.check.runner import check_folder
from bot.knowledge.check.schema import MAX_QUESTION, MAX_QUESTIONS, MAX_TITLE, MIN_QUESTIONS, OPTIONAL, REQUIRED
from bot.knowledge.entry import KINDS
from tests.conftest import ROOT


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(default_folder(), tmp_path / "knowledge")
    return tmp_path / "knowledge"


@pytest.mark.parametrize("kind", KINDS)
def test_a_fresh_entry_of_each_kind_passes_the_check(folder: Path, kind: str) -> None:
    path = new_entry(folder, kind, "a-fresh-entry")
    assert [str(finding) for finding in check_folder(folder).findings if finding.path == path] == []
    assert f"kind: {kind}" in path.read_text(encoding="utf-8")


def test_the_month_is_todays_and_no_mark_of_the_template_is_left() -> None:
    template = (default_folder() / "TEMPLATE.yaml").read_text(encoding="utf-8")
    for kind in KINDS:
        text = lay_out(template, kind, date(2031, 4, 5))
        assert "checked: 2031-04" in text
        assert "#?" not in text
        assert ("patterns:" in text) == (kind == "error")


@pytest.mark.parametrize(
    ("kind", "identifier", "word"),
    [
        ("opinion", "x", "concept"),
        ("howto", "Bad Id", "lower-case"),
        ("howto", "a" * 49, "48"),
        ("howto", "image", "taken"),
        ("howto", "../x", "lower-case"),
    ],
)
def test_what_cannot_be_is_said(folder: Path, kind: str, identifier: str, word: str) -> None:
    with pytest.raises(AuthoringError, match=word):
        new_entry(folder, kind, identifier)


def test_the_id_may_be_48_characters(folder: Path) -> None:
    assert new_entry(folder, "howto", "a" * 48).is_file()


def test_folders_exist_for_every_kind() -> None:
    assert set(FOLDERS) == set(KINDS)
    for name in FOLDERS.values():
        assert (default_folder() / name).is_dir()


def _bot(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "bot", *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )


def test_preview_shows_both_faces_and_languages() -> None:
    done = _bot("check", "--preview", "run-vs-start")
    assert done.returncode == 0, done.stderr
    for text in (
        "ru · terminal",
        "en · terminal",
        "ru · Telegram 1",
        "en · Telegram 1",
        "entities:",
        "docker start db",
    ):
        assert text in done.stdout


def test_preview_of_nothing_is_told() -> None:
    done = _bot("check", "--preview", "no-such-entry")
    assert done.returncode == 2
    assert "no-such-entry" in done.stderr


def test_new_on_the_command_line(folder: Path) -> None:
    done = _bot("new", "howto", "my-recipe", "--topic", "howto", "--knowledge", str(folder))
    assert done.returncode == 0, done.stderr
    assert (folder / "howto" / "my-recipe.yaml").is_file()
    assert _bot("new", "howto", "my-recipe", "--knowledge", str(folder)).returncode == 2


def test_the_style_guide_names_every_key_and_number_that_authors_meet() -> None:
    text = (default_folder() / "README.md").read_text(encoding="utf-8")
    items = {"run", "shell", "file", "text", "needs"}
    assert [key for key in (*REQUIRED, *OPTIONAL, *items) if not re.search(rf"`{key}`|\b{key}: ", text)] == []
    for limit in (MAX_TITLE, MAX_QUESTIONS, MAX_QUESTION, MAX_ANSWER_WORDS, *MIN_QUESTIONS.values()):
        assert re.search(rf"\b{limit}\b", text), limit
