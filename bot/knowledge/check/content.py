"""KB011, KB020–KB024, KB050–KB052: what stands in an entry: its length, its Markdown, its files."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml
from markdown_it import MarkdownIt

from bot.knowledge.check.findings import Finding
from bot.knowledge.entry import Entry
from bot.knowledge.grammar import nearest
from bot.knowledge.markdown import entry_markdown
from bot.knowledge.source import Source
from bot.text.language import LANGUAGES
from bot.text.normalize import fold

MAX_ANSWER_WORDS = 150
#: UTF-16 units of a whole reply: Telegram's 4096 less room for a title and a hint.
MAX_REPLY = 3900
_FORBIDDEN = {"heading_open": "a heading", "html_block": "HTML", "html_inline": "HTML", "image": "a picture"}
_PARSER = MarkdownIt("commonmark").enable("table")
_INSTRUCTION = re.compile(r"\s*([A-Za-z]+)(\s|$)")
_HEREDOC = re.compile(r"<<-?[\"']?(\w+)[\"']?")


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


def check_files(entry: Entry, source: Source, compose: Any, instructions: frozenset[str]) -> Iterator[Finding]:
    """Judge the files that an entry shows, as far as that goes without running anything."""
    for index, example in enumerate(entry.examples):
        line = source.line("examples", index)
        name = example.file.rsplit("/", 1)[-1].lower()
        if example.code_language == "dockerfile":
            for message in dockerfile_faults(example.text, instructions):
                yield Finding(source.path, line, "KB051", f"{example.file}: {message}", "mend the file")
        elif "compose" in name and example.code_language == "yaml":
            for message in compose_faults(example.text, compose):
                yield Finding(source.path, line, "KB050", f"{example.file}: {message}", "mend the file")
        elif example.code_language == "json":
            try:
                json.loads(example.text)
            except ValueError as error:
                yield Finding(source.path, line, "KB052", f"{example.file}: {error}", "mend the file")


def dockerfile_faults(text: str, instructions: frozenset[str]) -> Iterator[str]:
    """Say which lines of a Dockerfile begin with no instruction; here-documents are passed over."""
    terminators: list[str] = []
    continued = False
    seen = False
    for number, line in enumerate(text.splitlines(), start=1):
        if terminators:
            if line.strip() == terminators[0]:
                terminators.pop(0)
            continue
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if not continued:
            match = _INSTRUCTION.match(line)
            word = match[1].upper() if match else line.split()[0]
            if word not in instructions:
                guess = nearest(word, instructions)
                yield f"line {number}: no such instruction {word}" + (f" (did you mean {guess}?)" if guess else "")
            elif not seen and word not in ("FROM", "ARG"):
                yield f"line {number}: {word} before FROM"
            seen = seen or word == "FROM"
        continued = line.rstrip().endswith("\\")
        if not continued:
            terminators = _HEREDOC.findall(line)
    if not seen:
        yield "no FROM"


def compose_faults(text: str, facts: Mapping[str, frozenset[str]]) -> Iterator[str]:
    """Say what is wrong with a compose file: YAML, and unknown keys of the file, a service, a network, a volume."""
    try:
        data = yaml.safe_load(text)
    except yaml.YAMLError as error:
        yield " ".join(str(error).split())
        return
    if not isinstance(data, dict):
        yield "not a mapping"
        return
    yield from _unknown(data, facts[""], "the file")
    for section in ("services", "networks", "volumes", "secrets", "configs"):
        for name, body in (data.get(section) or {}).items():
            if isinstance(body, dict):
                yield from _unknown(body, facts[section], f"{section}.{name}")


def _unknown(data: Mapping[Any, Any], known: frozenset[str], where: str) -> Iterator[str]:
    for key in data:
        if key not in known and not str(key).startswith("x-"):
            guess = nearest(str(key), known)
            yield f"unknown key {key!r} in {where}" + (f" (did you mean {guess!r}?)" if guess else "")


def compose_keys(folder: Path) -> dict[str, frozenset[str]]:
    """The keys that a compose file, a service, a network … may have, from knowledge/reference."""
    attributes = json.loads((folder / "compose-file.json").read_text(encoding="utf-8"))["attributes"]
    keys: dict[str, set[str]] = defaultdict(set)
    for item in attributes:
        path = item["path"].split(".")
        if len(path) == 1:
            keys[""].add(path[0])
        elif len(path) == 3 and path[1].startswith("<"):
            keys[path[0]].add(path[2])
    return {section: frozenset(names) for section, names in keys.items()}
