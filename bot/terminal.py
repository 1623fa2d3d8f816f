"""The terminal face: the same assistant without a token and without network."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Any, TextIO

from prompt_toolkit import PromptSession
from prompt_toolkit.completion import WordCompleter
from prompt_toolkit.history import FileHistory, History, InMemoryHistory
from rich.console import Console
from rich.markdown import Markdown
from rich.markup import escape

from bot.assistant import Assistant
from bot.locales import phrase
from bot.matching.context import TOPIC_LIFETIME
from bot.matching.decide import Decision
from bot.reply import Choice, Reply
from bot.text.language import LANGUAGES, Language

COMMANDS = ("/start", "/topics", "/lifecycle", "/compose", "/random", "/help", "/quit")
_LEAVE = frozenset({"/quit", "/exit", "/q"})


def plain(reply: Reply) -> str:
    """A reply as plain text: Markdown rendered without colours, at a fixed width."""
    console = Console(width=78, no_color=True, force_terminal=False, highlight=False, legacy_windows=False)
    with console.capture() as capture:
        console.print(Markdown(reply.markdown))
    lines = [line.rstrip() for line in capture.get().splitlines()]
    lines.extend(choice.label for row in reply.rows for choice in row if reply.outcome == "choices")
    return "\n".join(lines).strip()


def show(console: Console, reply: Reply) -> list[Choice]:
    """Print a reply with numbered buttons; return the buttons in their order."""
    console.print()
    if reply.title:
        console.print(f"[bold cyan]{escape(reply.title)}[/]")
        console.print()
    console.print(Markdown(reply.body, code_theme="ansi_dark", inline_code_theme="ansi_dark"))
    if reply.picture:
        console.print(f"[dim]{escape(phrase('ask-picture', reply.language, path=str(reply.picture)))}[/]")
    buttons = [choice for row in reply.rows for choice in row]
    number = 0
    if buttons:
        console.print()
    for row in reply.rows:
        cells = []
        for choice in row:
            number += 1
            cells.append(f"[bold yellow]{number}[/] {escape(choice.label)}")
        console.print("   ".join(cells))
    console.print()
    return buttons


def act(assistant: Assistant, choice: Choice, language: Language, shown: Reply | None = None) -> Reply:
    """What a button does; ``shown`` is the reply under which it stands."""
    action = choice.action
    match action.kind:
        case "menu":
            return assistant.menu(action.target, language)
        case "topic":
            return assistant.topics(language, action.target, action.page)
        case "random":
            return assistant.random(language)
        case "convert":
            return Reply("explained", language, "", shown.converted or "" if shown else "")
        case "entry":
            return assistant.open(action.target, language)


def answer(assistant: Assistant, text: str, language: Language, topic: str | None = None) -> Reply | None:
    """The reply to one line of a conversation: a command or a question; None for an unknown command.

    ``topic`` is the entry of the answer before, for follow-ups.
    """
    if text.startswith("/") and " " not in text and text[1:].isalpha():
        name = text[1:].lower()
        if name in ("help", "topics", "random"):
            return {"help": assistant.help, "topics": assistant.topics, "random": assistant.random}[name](language)
        return assistant.menu(name, language) if name in assistant.base.menus else None
    return assistant.ask(text, language, topic)


def chat(assistant: Assistant, history: Path | None = None) -> int:
    """Talk in the terminal until /quit, Ctrl-D or the end of input. Returns the exit status."""
    console = Console(highlight=False)
    language: Language = "ru"
    buttons: list[Choice] = []
    shown: Reply | None = None
    topic: str | None = None
    answered = 0.0
    kept: History = InMemoryHistory()
    if history is not None:
        try:
            history.parent.mkdir(parents=True, exist_ok=True)
            history.touch()
            kept = FileHistory(str(history))
        except OSError:
            pass  # a read-only home is no reason not to talk
    session: PromptSession[str] | None = None
    if sys.stdin.isatty():
        completer = WordCompleter(list(COMMANDS), sentence=True)
        session = PromptSession(history=kept, completer=completer, complete_while_typing=False)
    console.print(phrase("chat-welcome", language))
    while True:
        try:
            line = session.prompt("› ") if session else _line(sys.stdin)
        except (EOFError, KeyboardInterrupt):
            console.print(phrase("chat-bye", language))
            return 0
        text = line.strip()
        if not text:
            continue
        if text.lower() in _LEAVE:
            console.print(phrase("chat-bye", language))
            return 0
        if text.isdecimal() and buttons and len(text) < 3:
            if not 1 <= int(text) <= len(buttons):
                console.print(phrase("chat-no-button", language))
                continue
            reply: Reply | None = act(assistant, buttons[int(text) - 1], language, shown)
        else:
            fresh = time.monotonic() - answered < TOPIC_LIFETIME
            reply = answer(assistant, text, language, topic if fresh else None)
        if reply is None:
            console.print(phrase("chat-unknown-command", language, commands=", ".join(COMMANDS)))
            continue
        language = reply.language
        if reply.entry:
            topic, answered = reply.entry, time.monotonic()
        buttons, shown = show(console, reply), reply


def _line(stream: TextIO) -> str:
    line = stream.readline()
    if not line:
        raise EOFError
    return line


def record(identifier: Any, reply: Reply) -> dict[str, Any]:
    """One line of ``ask --jsonl``."""
    return {
        "id": identifier,
        "outcome": reply.outcome,
        "entry": reply.entry,
        "confidence": round(reply.confidence, 4),
        "title": reply.title,
        "text": plain(reply),
        "choices": list(reply.choices),
        "language": reply.language,
        "micros": reply.micros,
    }


def ask_lines(assistant: Assistant, source: TextIO, sink: TextIO) -> int:
    """Answer JSON lines ``{"id", "text", "language"?}``; a line that is none gets an ``error``.

    Returns the exit status: 1 if any line was none.
    """
    status = 0
    for number, line in enumerate(source, start=1):
        if not line.strip():
            continue
        try:
            data = json.loads(line)
            identifier, text, language = data["id"], data["text"], data.get("language")
            if not isinstance(text, str):
                raise TypeError("text is no string")
        except (ValueError, KeyError, TypeError) as error:
            sink.write(json.dumps({"id": None, "error": f"line {number}: {type(error).__name__}: {error}"}) + "\n")
            status = 1
            continue
        reply = assistant.ask(text, language if language in LANGUAGES else "ru")
        sink.write(json.dumps(record(identifier, reply), ensure_ascii=False).encode("utf-8", "replace").decode() + "\n")
        sink.flush()
    return status


def explain(console: Console, decision: Decision) -> None:
    """Print how an answer was found: each step with its numbers."""
    query = decision.query
    console.print(f"[bold]1. normalise[/]  {escape(query.text)}")
    for reading in query.readings:
        console.print(f"   reading: {escape(reading)}")
    console.print("[bold]2. terms[/]")
    for term, weight in zip(query.terms, decision.weighted.weights, strict=True):
        others = ", ".join(f"{name} {share:.2f}" for name, share in term.alternatives[:6])
        console.print(f"   {escape(term.word):20} {term.how:12} weight {weight:5.2f}  {escape(others)}")
    console.print(f"   intents: {', '.join(sorted(query.intents)) or '-'}")
    console.print("[bold]3. scores[/]")
    for scored in decision.ranked[:8]:
        parts = ", ".join(f"{name} {value:.2f}" for name, value in scored.features.items() if value)
        console.print(f"   {scored.score:.3f}  [bold]{scored.entry.id}[/]  «{escape(scored.phrasing)}»")
        console.print(f"          [dim]{parts}[/]")
    sure = f"confidence {decision.confidence:.3f}, relevance {decision.relevance:.3f}"
    console.print(f"[bold]4. decision[/]  {decision.outcome}, {sure}")
