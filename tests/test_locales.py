from __future__ import annotations

import re

import pytest

from bot.locales import keys, phrase
from tests.conftest import ROOT


def test_both_languages_have_the_same_phrases() -> None:
    assert keys("ru") == keys("en")


@pytest.mark.parametrize("key", sorted(keys("ru")))
def test_no_phrase_is_empty_or_in_the_wrong_language(key: str) -> None:
    arguments: dict[str, str | int] = {
        "commands": "/start",
        "path": "a.png",
        "count": 2,
        "name": "x",
        "seconds": 3,
        "title": "x",
    }
    ru, en = phrase(key, "ru", **arguments), phrase(key, "en", **arguments)
    assert ru.strip()
    assert en.strip()
    assert not re.search("[а-яё]", en, re.IGNORECASE)


def test_phrases_that_the_code_names_exist() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "bot").rglob("*.py"))
    named = set(re.findall(r"""phrase\(\s*"([a-z-]+)\"""", code))
    assert named
    assert named <= keys("ru")


def test_a_missing_phrase_and_a_missing_argument_are_refused() -> None:
    with pytest.raises(KeyError):
        phrase("no-such-phrase", "ru")
    with pytest.raises(ValueError, match="chat-unknown-command"):
        phrase("chat-unknown-command", "ru")
