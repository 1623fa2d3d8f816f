"""KB050–KB052: the files that an entry shows, as far as that goes without running anything."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from bot.knowledge.check.findings import Finding
from bot.knowledge.entry import Entry
from bot.knowledge.grammar import nearest
from bot.knowledge.source import Source

_INSTRUCTION = re.compile(r"\s*([A-Za-z]+)(\s|$)")
_HEREDOC = re.compile(r"<<-?[\"']?(\w+)[\"']?")
_ITEM = "[]"


@dataclass(slots=True)
class Keys:
    """What may stand under a place of a compose file: named keys, keys of the author's choice, items of a list."""

    named: dict[str, Keys] = field(default_factory=dict)
    chosen: Keys | None = None
    item: Keys | None = None


class _ComposeLoader(yaml.SafeLoader):
    """YAML with Compose's own tags, which say how a key is merged and leave its shape alone."""


def _tagged(loader: _ComposeLoader, node: yaml.Node) -> Any:
    if isinstance(node, yaml.MappingNode):
        return loader.construct_mapping(node, deep=True)
    if isinstance(node, yaml.SequenceNode):
        return loader.construct_sequence(node, deep=True)
    return loader.construct_scalar(node) if isinstance(node, yaml.ScalarNode) else None


for _tag in ("!reset", "!override"):
    _ComposeLoader.add_constructor(_tag, _tagged)


def check(entry: Entry, source: Source, compose: Keys, instructions: frozenset[str]) -> Iterator[Finding]:
    """Judge the examples of one entry by their files' names."""
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


def compose_faults(text: str, keys: Keys) -> Iterator[str]:
    """Say what is wrong with a compose file: YAML that does not parse, and unknown keys at any depth."""
    try:
        data = yaml.load(text, Loader=_ComposeLoader)  # noqa: S506 - a SafeLoader with two tags that make plain data
    except yaml.YAMLError as error:
        yield " ".join(str(error).split())
        return
    if not isinstance(data, dict):
        yield "not a mapping"
        return
    yield from _unknown(data, keys, "")


def _unknown(data: Any, keys: Keys, where: str) -> Iterator[str]:
    if isinstance(data, list):
        for item in data if keys.item else ():
            yield from _unknown(item, keys.item or Keys(), f"{where}[]")
    elif isinstance(data, Mapping) and (keys.named or keys.chosen):
        for name, value in data.items():
            below = keys.named.get(str(name), keys.chosen)
            if below is not None:
                yield from _unknown(value, below, f"{where}.{name}" if where else str(name))
            elif not str(name).startswith("x-"):
                guess = nearest(str(name), keys.named)
                cure = f" (did you mean {guess!r}?)" if guess else ""
                yield f"unknown key {str(name)!r} in {where or 'the file'}{cure}"


def compose_keys(folder: Path) -> Keys:
    """The keys that a compose file may have, from knowledge/reference/compose-file.json.

    Raises OSError, KeyError or ValueError on damaged facts.
    """
    root = Keys()
    for attribute in json.loads((folder / "compose-file.json").read_text(encoding="utf-8"))["attributes"]:
        place = root
        for part in attribute["path"].split("."):
            name = part.removesuffix(_ITEM)
            if name.startswith("<"):
                place.chosen = place.chosen or Keys()
                place = place.chosen
            else:
                place = place.named.setdefault(name, Keys())
            if part.endswith(_ITEM):
                place.item = place.item or Keys()
                place = place.item
    return root
