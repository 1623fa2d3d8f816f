"""Pictures are as old as their sources, and small enough for a phone."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.knowledge.base import Base, default_folder
from bot.knowledge.pictures import digest_of, labelled, source_digest, with_digest
from bot.text.language import LANGUAGES, Language

FOLDER = default_folder() / "pictures"
SOURCES = sorted(FOLDER.glob("*.dot"))


def test_there_is_one_of_each_subject() -> None:
    names = {source.stem for source in SOURCES}
    assert names >= {"lifecycle", "image-layers", "build-to-run", "mounts", "bridge-network", "compose-up"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)
def test_a_picture_is_drawn_from_its_source_as_it_stands(source: Path, language: Language) -> None:
    png = source.with_suffix(f".{language}.png").read_bytes()
    assert digest_of(png) == source_digest(source), "older than its source: run `make pictures`"
    assert "@" not in labelled(source, language).replace("//", "")
    width, height = int.from_bytes(png[16:20], "big"), int.from_bytes(png[20:24], "big")
    assert 600 <= width <= 1400
    assert max(width, height) <= 2 * min(width, height), "too thin for a phone's screen"


def test_a_changed_source_is_noticed(tmp_path: Path) -> None:
    source = tmp_path / "a.dot"
    source.write_text("digraph {}", encoding="utf-8")
    source.with_suffix(".yaml").write_text("a: {ru: а, en: a}", encoding="utf-8")
    png = with_digest((FOLDER / "lifecycle.ru.png").read_bytes(), source_digest(source))
    assert digest_of(png) == source_digest(source)
    source.write_text("digraph { a }", encoding="utf-8")
    assert digest_of(png) != source_digest(source)


def test_every_picture_is_shown_by_an_entry(base: Base) -> None:
    shown = {entry.picture for entry in base if entry.picture}
    assert {source.stem for source in SOURCES} <= shown
