"""The snapshot of the program's own base: the same answers, and only for the files that it was made of."""

from __future__ import annotations

import shutil
import sys
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from bot import snapshot
from bot.assistant import Assistant
from bot.knowledge.base import default_folder
from bot.reply import Reply
from tests.pasted.pastes import FOLDER

NAME = snapshot.name_of(default_folder())
QUESTIONS = Path(__file__).parent / "questions"
TEXTS = [
    row["ask"]
    for name in ("typos", "layout", "symptoms")
    for row in yaml.safe_load((QUESTIONS / f"{name}.yaml").read_text())
] + [path.read_text(encoding="utf-8") for path in sorted((FOLDER / "compose").glob("*.yml"))[:8]]


@pytest.fixture(autouse=True)
def _place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path / "compiled"))


def asked(assistant: Assistant, text: str) -> Reply:
    return replace(assistant.ask(text), micros=0)


def test_it_answers_as_the_base_that_it_was_made_of(assistant: Assistant) -> None:
    snapshot.save(assistant, NAME)
    kept = snapshot.load(NAME)
    assert kept is not None
    for text in TEXTS:
        assert asked(kept, text) == asked(assistant, text)
    assert kept.base.folder == assistant.base.folder


def test_there_is_none_at_first() -> None:
    assert snapshot.load(NAME) is None


def test_an_edit_makes_it_stale(assistant: Assistant, tmp_path: Path) -> None:
    folder = tmp_path / "knowledge"
    shutil.copytree(default_folder(), folder)
    snapshot.save(assistant, snapshot.name_of(folder))
    assert snapshot.load(snapshot.name_of(folder)) is not None
    edited = folder / "words" / "synonyms.yaml"
    edited.write_text(edited.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert snapshot.load(snapshot.name_of(folder)) is None


def test_it_is_of_one_folder(assistant: Assistant, tmp_path: Path) -> None:
    snapshot.save(assistant, NAME)
    (tmp_path / "other").mkdir()
    assert snapshot.load(snapshot.name_of(tmp_path / "other")) is None


@pytest.mark.parametrize("share", [0.0, 0.5, 0.999])
def test_one_that_is_cut_off_is_not_used(assistant: Assistant, share: float) -> None:
    snapshot.save(assistant, NAME)
    whole = snapshot.place().read_bytes()
    snapshot.place().write_bytes(whole[: int(len(whole) * share)])
    assert snapshot.load(NAME) is None


def test_where_it_cannot_be_written_nothing_happens(assistant: Assistant, tmp_path: Path) -> None:
    (tmp_path / "compiled").write_text("a file where a folder is wanted", encoding="utf-8")
    snapshot.save(assistant, NAME)
    assert snapshot.load(NAME) is None


def test_nothing_is_left_beside_it(assistant: Assistant) -> None:
    snapshot.save(assistant, NAME)
    snapshot.save(assistant, NAME)
    assert list(snapshot.place().parent.iterdir()) == [snapshot.place()]
