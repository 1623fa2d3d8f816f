"""KB030–KB034, KB070, KB080: what an entry or a menu points at."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

from bot.knowledge.base import Menu
from bot.knowledge.check.findings import Finding
from bot.knowledge.entry import Entry
from bot.knowledge.grammar import Grammar, nearest
from bot.knowledge.source import Source
from bot.text.language import LANGUAGES

_MONTH = re.compile(r"20\d\d-(0[1-9]|1[0-2])")
MENU_PREFIX = "menu:"


def check(entry: Entry, source: Source, known: frozenset[str], folder: Path) -> Iterator[Finding]:
    """Judge the references of one entry against the ids of the whole base."""
    for index, identifier in enumerate(entry.related):
        line = source.line("related", index)
        if identifier == entry.id or identifier in entry.related[:index]:
            yield Finding(source.path, line, "KB031", f"related to {identifier!r} itself or twice", "remove it")
        elif identifier not in known:
            guess = nearest(identifier, known)
            cure = f"did you mean {guess!r}?" if guess else "name an entry that exists"
            yield Finding(source.path, line, "KB030", f"related entry {identifier!r} does not exist", cure)
    for index, address in enumerate(entry.sources):
        if address != "notes" and not address.startswith("https://"):
            yield Finding(
                source.path, source.line("sources", index), "KB032", f"source {address!r}", "https://… or notes"
            )
    if not _MONTH.fullmatch(entry.checked):
        yield Finding(source.path, source.line("checked"), "KB033", f"checked {entry.checked!r}", "write 2026-11")
    if entry.picture:
        for language in LANGUAGES:
            if not (folder / "pictures" / f"{entry.picture}.{language}.png").is_file():
                yield Finding(
                    source.path,
                    source.line("picture"),
                    "KB034",
                    f"no pictures/{entry.picture}.{language}.png",
                    "draw it with `make pictures`",
                )


def check_covers(entry: Entry, source: Source, facts: frozenset[str]) -> Iterator[Finding]:
    """Judge `covers` against the facts of the reference."""
    for index, fact in enumerate(entry.covers):
        if fact not in facts:
            guess = nearest(fact, facts)
            cure = f"did you mean {guess!r}?" if guess else "see knowledge/README.md, covers"
            yield Finding(source.path, source.line("covers", index), "KB070", f"unknown fact {fact!r}", cure)


def check_menu(menu: Menu, source: Source, entries: frozenset[str], menus: frozenset[str]) -> Iterator[Finding]:
    """Judge where the buttons of a menu lead."""
    targets = [(menu.entry, source.line(menu.name, "entry"))] if menu.entry else []
    for index, section in enumerate(menu.sections):
        targets.extend(
            (item, source.line(menu.name, "sections", index, "items", position))
            for position, item in enumerate(section.items)
        )
    for target, line in targets:
        if target.startswith(MENU_PREFIX):
            found = target.removeprefix(MENU_PREFIX) in menus
        else:
            found = target in entries
        if not found:
            guess = nearest(target, entries)
            cure = f"did you mean {guess!r}?" if guess else "name one that exists"
            yield Finding(source.path, line, "KB080", f"{target!r} of the menu {menu.name!r} does not exist", cure)


def reference_facts(folder: Path, grammar: Grammar) -> dict[str, int]:
    """Every fact that `covers` may name, with its tier, from knowledge/reference."""
    facts = {command.path: command.tier for command in grammar.commands.values()}
    docker = json.loads((folder / "docker-cli.json").read_text(encoding="utf-8"))
    compose = json.loads((folder / "compose-cli.json").read_text(encoding="utf-8"))
    facts.update({" ".join(item["path"]): 3 for item in docker["removed_commands"]})
    facts.update({f"docker compose {item['name']}": 3 for item in compose["v1_only"]["commands"]})
    attributes = json.loads((folder / "compose-file.json").read_text(encoding="utf-8"))["attributes"]
    facts.update({f"compose-file:{item['path']}": int(item["tier"]) for item in attributes})
    dockerfile = json.loads((folder / "dockerfile.json").read_text(encoding="utf-8"))
    facts.update({f"dockerfile:{item['name']}": int(item["tier"]) for item in dockerfile["instructions"]})
    facts.update(
        {f"dockerfile-directive:{item['name']}": int(item["tier"]) for item in dockerfile["parser_directives"]}
    )
    return facts
