"""``python -m bot check --preview <id>``: an entry as each face will show it, before anybody else sees it."""

from __future__ import annotations

import sys
from pathlib import Path

from rich.console import Console
from rich.rule import Rule

from bot import terminal
from bot.assistant import Assistant
from bot.knowledge.base import load_base
from bot.telegram.limits import MESSAGE_LENGTH
from bot.telegram.rendering import Part, render
from bot.text.language import LANGUAGES


def preview(folder: Path, identifier: str) -> int:
    """Print an entry in both languages: the terminal, then Telegram's classic messages with their entities.

    Returns the exit status: 0, or 2 for an id that does not exist. Raises KnowledgeError for a broken base.
    """
    assistant = Assistant(load_base(folder))
    entry = assistant.base.get(identifier)
    if entry is None:
        print(f"check: no entry {identifier!r}", file=sys.stderr)
        return 2
    console = Console(highlight=False)
    for language in LANGUAGES:
        reply = assistant.entry(entry, language)
        console.print(Rule(f"{identifier} · {language} · terminal"))
        terminal.show(console, reply)
        for number, part in enumerate(render(reply.markdown), start=1):
            if not isinstance(part, Part):
                continue
            length = len(part.text.encode("utf-16-le")) // 2
            console.print(Rule(f"{identifier} · {language} · Telegram {number}, {length} of {MESSAGE_LENGTH} units"))
            console.print(part.text, markup=False)
            kinds = ", ".join(f"{item.type} {item.offset}+{item.length}" for item in part.entities)
            console.print(f"entities: {kinds}", style="dim", markup=False)
        labels = [choice.label for row in reply.rows for choice in row]
        console.print(f"buttons: {' | '.join(labels)}", style="dim", markup=False)
    return 0
