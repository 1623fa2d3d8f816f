"""KB011, KB020–KB024: what stands in an entry: its questions, its length, its Markdown."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

from markdown_it import MarkdownIt

from bot.knowledge.check.findings import Finding
from bot.knowledge.entry import Entry
from bot.knowledge.markdown import entry_markdown
from bot.knowledge.source import Source
from bot.text.language import LANGUAGES
from bot.text.normalize import fold

MAX_ANSWER_WORDS = 150
#: UTF-16 units of a whole reply: Telegram's 4096 less room for a title and a hint.
MAX_REPLY = 3900
_FORBIDDEN = {"heading_open": "a heading", "html_block": "HTML", "html_inline": "HTML", "image": "a picture"}
_PARSER = MarkdownIt("commonmark").enable("table")


def check(entry: Entry, source: Source) -> Iterator[Finding]:
    """Judge an entry's texts."""
    for language in LANGUAGES:
        line = source.line("answer", language)
        answer = entry.answer[language]
        count = len(re.findall(r"\w[\w'-]*", answer))
        if count > MAX_ANSWER_WORDS:
            yield Finding(
                source.path,
                line,
                "KB020",
                f"{count} words in {language}",
                f"at most {MAX_ANSWER_WORDS}: cut or split it",
            )
        length = len(entry_markdown(entry, language).encode("utf-16-le")) // 2
        if length > MAX_REPLY:
            yield Finding(
                source.path, line, "KB021", f"{length} UTF-16 units in {language}", f"at most {MAX_REPLY} with all code"
            )
        types = set()
        for token in _PARSER.parse(answer):
            types.add(token.type)
            types.update(child.type for child in token.children or ())
        for kind, name in _FORBIDDEN.items():
            if kind in types:
                yield Finding(source.path, line, "KB022", f"{name} in the answer ({language})", "plain paragraphs")
        if types & {"fence", "code_block"}:
            yield Finding(source.path, line, "KB024", f"code in the answer ({language})", "use commands and examples")
        if entry.kind == "comparison" and "table_open" not in types:
            yield Finding(source.path, line, "KB023", f"no table in {language}", "a comparison shows one")


def check_questions(entries: Mapping[str, tuple[Entry, Source]]) -> Iterator[Finding]:
    """Find questions that two entries claim, compared without case, punctuation and ё."""
    claimed: dict[str, list[tuple[str, Path, int]]] = defaultdict(list)
    for entry, source in entries.values():
        for language in LANGUAGES:
            seen: set[str] = set()
            for index, question in enumerate(entry.questions[language]):
                key = re.sub(r"[^\w\s-]", "", fold(question)).strip()
                if key not in seen:
                    seen.add(key)
                    claimed[key].append((entry.id, source.path, source.line("questions", language, index)))
    for key, places in claimed.items():
        owners = sorted({identifier for identifier, _, _ in places})
        if len(owners) > 1:
            for identifier, path, line in places:
                others = ", ".join(owner for owner in owners if owner != identifier)
                yield Finding(path, line, "KB011", f"the question {key!r} is claimed by {others} too", "keep it in one")
