"""The immutable knowledge base and its look-ups."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from bot.knowledge.entry import Entry, Text, parse_entry
from bot.knowledge.source import SourceError, read_data
from bot.knowledge.words import Words, load_words

#: Folders of knowledge/ that hold no entries.
NOT_TOPICS = frozenset({"words", "reference", "pictures"})


class KnowledgeError(Exception):
    """The knowledge base cannot be loaded; the message names the file and what is wrong."""


@dataclass(frozen=True, slots=True)
class Section:
    """A row of buttons in a menu under a heading; items are entry ids or ``menu:<name>``."""

    title: Text | None
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Menu:
    """A screen of buttons: its own text or an entry's, and its sections."""

    name: str
    title: Text
    text: Text | None
    entry: str | None
    columns: int
    sections: tuple[Section, ...]

    @property
    def items(self) -> tuple[str, ...]:
        """All items, in order."""
        return tuple(item for section in self.sections for item in section.items)


@dataclass(frozen=True, slots=True)
class Base:
    """Entries by id, the menus, the word lists, and the other names of commands. A reload makes a new Base."""

    folder: Path
    entries: Mapping[str, Entry]
    menus: Mapping[str, Menu]
    words: Words
    aliases: Mapping[str, tuple[str, ...]]

    def get(self, identifier: str) -> Entry | None:
        """The entry with this id, or None."""
        return self.entries.get(identifier)

    def __iter__(self) -> Iterator[Entry]:
        return iter(self.entries.values())

    def __len__(self) -> int:
        return len(self.entries)


def default_folder() -> Path:
    """The knowledge folder of this tree: beside the package."""
    return Path(__file__).resolve().parents[2] / "knowledge"


def entry_files(folder: Path) -> list[Path]:
    """The files of entries, in a fixed order."""
    return sorted(path for path in folder.glob("*/*.yaml") if path.parent.name not in NOT_TOPICS)


def load_base(folder: Path) -> Base:
    """Read the whole knowledge base. Raises KnowledgeError, naming the first file that is wrong."""
    entries: dict[str, Entry] = {}
    path = folder
    try:
        for path in entry_files(folder):
            entry = parse_entry(path.stem, path.parent.name, read_data(path))
            if entry.id in entries:
                raise KnowledgeError(f"{path}: the id {entry.id} is taken by the topic {entries[entry.id].topic}")
            entries[entry.id] = entry
        path = folder / "menus.yaml"
        menus = {name: _menu(name, data) for name, data in read_data(path).items()}
        path = folder / "words"
        words = load_words(path)
        path = folder / "reference" / "docker-cli.json"
        aliases = _aliases(path)
    except SourceError as error:
        raise KnowledgeError(str(error)) from error
    except (KeyError, TypeError, ValueError, AttributeError, OSError) as error:
        raise KnowledgeError(f"{path}: {type(error).__name__}: {error}; run `python -m bot check`") from error
    if not entries:
        raise KnowledgeError(f"{folder}: no entries found")
    return Base(folder, MappingProxyType(entries), MappingProxyType(menus), words, MappingProxyType(aliases))


def _aliases(path: Path) -> dict[str, tuple[str, ...]]:
    """The other names of each docker command (``docker image rm``: ``docker rmi``)."""
    names: dict[str, list[str]] = {}
    for alias, command in json.loads(path.read_text(encoding="utf-8"))["alias_index"].items():
        names.setdefault(command, []).append(alias)
    return {command: tuple(aliases) for command, aliases in names.items()}


def _optional_text(data: Any) -> Text | None:
    return Text(ru=data["ru"].strip(), en=data["en"].strip()) if data else None


def _menu(name: str, data: Mapping[str, Any]) -> Menu:
    title = _optional_text(data["title"])
    if title is None:
        raise ValueError(f"menu {name} has no title")
    return Menu(
        name=name,
        title=title,
        text=_optional_text(data.get("text")),
        entry=data.get("entry"),
        columns=int(data.get("columns", "2")),
        sections=tuple(
            Section(title=_optional_text(section.get("title")), items=tuple(section["items"]))
            for section in data["sections"]
        ),
    )
