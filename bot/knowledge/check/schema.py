"""KB001–KB013: the shape of an entry's file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from bot.knowledge.check.findings import Finding
from bot.knowledge.entry import KINDS
from bot.knowledge.grammar import nearest
from bot.knowledge.source import Source
from bot.text.language import LANGUAGES

REQUIRED = ("kind", "title", "questions", "answer", "related", "sources", "checked")
OPTIONAL = ("commands", "examples", "covers", "patterns", "messages", "values", "picture")
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
#: Optional parts of items whose words are a closed set: (list, key, what it may say, how to mend it).
_SHAPES = (
    ("commands", "shell", re.compile(r"bash|powershell|cmd"), "bash, powershell or cmd"),
    ("examples", "needs", re.compile(r"compose \d+\.\d+"), "the release of Compose: compose 5.3"),
)
MAX_ID = 48  # with the prefix and the language of a button it must stay under 64 bytes
MAX_TITLE = 60
MIN_QUESTIONS = {"ru": 4, "en": 3}
MAX_QUESTIONS = 30
MAX_QUESTION = 100


def check(source: Source) -> Iterator[Finding]:
    """Judge the shape of one file; what passes can be made an Entry."""

    def finding(number: str, message: str, cure: str, *key: str | int) -> Finding:
        return Finding(source.path, source.line(*key), number, message, cure)

    data = source.data
    for name, line in source.duplicates:
        yield Finding(source.path, line, "KB009", f"the key {name!r} stands twice", "keep one")
    for key in data:
        if key not in REQUIRED and key not in OPTIONAL:
            guess = nearest(key, (*REQUIRED, *OPTIONAL))
            yield finding("KB002", f"unknown key {key!r}", f"did you mean {guess!r}?" if guess else "remove it", key)
    for key in REQUIRED:
        if not data.get(key):
            yield finding("KB003", f"the key {key!r} is missing or empty", "see knowledge/README.md")
    identifier = source.path.stem
    if not _ID.fullmatch(identifier) or len(identifier) > MAX_ID:
        yield finding("KB007", f"the id {identifier!r}", f"lower-case letters, digits, dashes, at most {MAX_ID}")
    if data.get("kind") and data["kind"] not in KINDS:
        yield finding("KB006", f"kind {data['kind']!r}", "one of " + ", ".join(KINDS), "kind")
    for key in ("title", "answer"):
        if data.get(key):
            yield from _bilingual(finding, data[key], key)
    yield from _title(finding, data.get("title"))
    yield from _questions(finding, data.get("questions"))
    for key in ("covers", "patterns", "messages", "related", "sources"):
        value = data.get(key)
        if value and not (isinstance(value, list) and all(isinstance(item, str) for item in value)):
            yield finding("KB004", f"{key!r} must be a list of texts", "write - … lines or [a, b]", key)
    yield from _items(finding, data.get("commands"), "commands", ("run",), ("shell",))
    yield from _items(finding, data.get("examples"), "examples", ("file", "text"), ("needs",))
    for key, name, shape, cure in _SHAPES:
        for index, item in enumerate(data[key] if isinstance(data.get(key), list) else ()):
            value = item.get(name) if isinstance(item, dict) else None
            if value is not None and not (isinstance(value, str) and shape.fullmatch(value)):
                yield finding("KB004", f"{name!r} is {value!r}", cure, key, index, name)
    values = data.get("values")
    if values and not (isinstance(values, dict) and all(isinstance(item, str) for item in values.values())):
        yield finding("KB004", "'values' must be a mapping of group names to texts", "{port: '8080'}", "values")


def _bilingual(finding: Any, value: Any, *key: str | int) -> Iterator[Finding]:
    if not isinstance(value, dict):
        yield finding("KB004", f"{key[0]!r} must have ru and en", "{ru: …, en: …}", *key)
        return
    for language in LANGUAGES:
        if not isinstance(value.get(language), str) or not value[language].strip():
            yield finding("KB005", f"{key[0]!r} has no {language}", "every text stands in both languages", *key)
    for name in value:
        if name not in LANGUAGES:
            yield finding("KB002", f"unknown key {name!r} in {key[0]!r}", "only ru and en", *key, name)


def _title(finding: Any, title: Any) -> Iterator[Finding]:
    if not isinstance(title, dict):
        return
    for language in LANGUAGES:
        text = title.get(language)
        if isinstance(text, str) and (len(text) > MAX_TITLE or text.rstrip().endswith(".")):
            yield finding(
                "KB010",
                f"the title has {len(text)} characters",
                f"at most {MAX_TITLE}, no full stop",
                "title",
                language,
            )


def _questions(finding: Any, questions: Any) -> Iterator[Finding]:
    if not questions:
        return
    if not isinstance(questions, dict):
        yield finding("KB004", "'questions' must have ru and en", "{ru: […], en: […]}", "questions")
        return
    for language in LANGUAGES:
        asked = questions.get(language)
        if not asked:
            yield finding("KB005", f"'questions' has no {language}", "people ask in both languages", "questions")
            continue
        if not isinstance(asked, list) or not all(isinstance(item, str) for item in asked):
            yield finding(
                "KB004", "questions must be texts", "quote what has a colon or a comma", "questions", language
            )
            continue
        if not MIN_QUESTIONS[language] <= len(asked) <= MAX_QUESTIONS:
            yield finding(
                "KB012",
                f"{len(asked)} questions in {language}",
                f"{MIN_QUESTIONS[language]} to {MAX_QUESTIONS}",
                "questions",
                language,
            )
        for index, item in enumerate(asked):
            if not item.strip() or len(item) > MAX_QUESTION:
                yield finding(
                    "KB013",
                    "the question is empty or too long",
                    f"at most {MAX_QUESTION}",
                    "questions",
                    language,
                    index,
                )
    for name in questions:
        if name not in LANGUAGES:
            yield finding("KB002", f"unknown key {name!r} in 'questions'", "only ru and en", "questions", name)


def _items(
    finding: Any, items: Any, key: str, required: tuple[str, ...], optional: tuple[str, ...]
) -> Iterator[Finding]:
    if not items:
        return
    if not isinstance(items, list):
        yield finding("KB004", f"{key!r} must be a list", "write - {…} lines", key)
        return
    for index, item in enumerate(items):
        if not isinstance(item, dict):
            yield finding("KB004", f"an item of {key!r} must be a mapping", f"with {', '.join(required)}", key, index)
            continue
        for name in required:
            if not isinstance(item.get(name), str) or not item[name].strip():
                yield finding("KB003", f"an item of {key!r} has no {name!r}", "add it", key, index)
        for name in item:
            if name not in (*required, *optional, *LANGUAGES):
                yield finding("KB002", f"unknown key {name!r} in {key!r}", "remove it", key, index, name)
        for language in LANGUAGES:
            if not isinstance(item.get(language), str) or not item[language].strip():
                yield finding("KB005", f"an item of {key!r} has no {language}", "say what it does", key, index)
