from __future__ import annotations

import re

import pytest

from bot.knowledge.base import Base
from bot.locales import keys, phrase
from bot.telegram.documents import Refusal
from bot.telegram.menu import ADMIN_COMMANDS, COMMANDS, GROUP_COMMANDS
from tests.conftest import ROOT

FILES = sorted((ROOT / "bot" / "locales").glob("*/*.ftl"))
#: Every argument that any phrase takes.
VARIABLES = {name for path in FILES for name in re.findall(r"\$(\w+)", path.read_text(encoding="utf-8"))}


def test_both_languages_have_the_same_phrases() -> None:
    assert keys("ru") == keys("en")


@pytest.mark.parametrize("key", sorted(keys("ru")))
def test_no_phrase_is_empty_or_in_the_wrong_language(key: str) -> None:
    arguments: dict[str, str | int | float] = dict.fromkeys(VARIABLES, 2)
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


@pytest.mark.parametrize(
    ("count", "words"),
    [(0, "0 статей"), (1, "1 статья"), (2, "2 статьи"), (5, "5 статей"), (11, "11 статей"), (21, "21 статья")],
)
def test_russian_plurals(count: int, words: str) -> None:
    assert phrase("topic-body", "ru", count=count) == f"{words}."


def test_phrases_that_are_named_in_parts_exist() -> None:
    names = [f"settings-language-{value}" for value in ("auto", "ru", "en")]
    names += [f"settings-style-{value}" for value in ("rich", "classic")]
    names += [f"button-language-{value}" for value in ("auto", "ru", "en")]
    names += [f"button-style-{value}" for value in ("rich", "classic")]
    names += [f"{refusal}-{part}" for refusal in Refusal for part in ("title", "body")]
    names += [f"command-{name}" for name in (*COMMANDS, *GROUP_COMMANDS, *ADMIN_COMMANDS)]
    notices = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "bot" / "telegram").rglob("*.py"))
    for name in re.findall(r"""notice\(\s*"([a-z-]+)\"""", notices):
        names += [f"{name}-title", f"{name}-body"]
    assert set(names) <= keys("ru")


def test_every_topic_of_the_base_has_a_name(base: Base) -> None:
    assert {f"topic-name-{entry.topic}" for entry in base} <= keys("ru")
