"""docs/glossary.md names concepts and places that exist, and words that the word lists know."""

from __future__ import annotations

import re

import pytest

from bot.knowledge.base import default_folder
from bot.knowledge.source import read_data
from bot.text.normalize import fold
from tests.conftest import ROOT

TEXT = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
#: What people say, and the concept's key, by list.
ROWS = [
    (name, said, concept)
    for name, section in re.findall(r"\(`knowledge/words/(\w+)\.yaml`\)(.*?)(?=\n## )", TEXT, re.DOTALL)
    for said, concept in re.findall(r"^\| ([^|]+) \| [^|]+ \| `([\w-]+)` \|$", section, re.MULTILINE)
]


def test_both_lists_are_there() -> None:
    assert {name for name, _, _ in ROWS} == {"synonyms", "verbs"}
    assert len(ROWS) >= 40


@pytest.mark.parametrize(("name", "said", "concept"), ROWS)
def test_a_concept_exists_and_knows_one_of_its_words(name: str, said: str, concept: str) -> None:
    forms = {fold(form) for form in read_data(default_folder() / "words" / f"{name}.yaml")[concept]}
    assert forms & {fold(word.strip()) for word in said.split(",")}


def test_places_exist() -> None:
    places = set(re.findall(r"`((?:bot|knowledge)/[^`]+)`", TEXT))
    assert places
    assert [place for place in places if not list(ROOT.glob(place.rstrip("/")))] == []
