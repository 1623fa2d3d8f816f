"""An option that is asked about without its command («что делает --follow»): which commands have it, and for what."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from bot.knowledge.entry import Text
from bot.knowledge.glosses import Glosses
from bot.knowledge.grammar import DockerCommand, Grammar, Option
from bot.pasted.model import Explanation, Piece
from bot.text.language import LANGUAGES, Language

_OPTION = re.compile(r"(?<![\w-])(?:--(?P<name>[a-z][a-z0-9-]{1,40})|-(?P<short>[A-Za-z]))(?![\w-])")
#: Meanings that are listed, and commands that are named for each.
_MEANINGS, _COMMANDS = 6, 4
#: The commands that people type most, the most usual first.
_USUAL = tuple(
    f"docker {name}"
    for name in (
        *("run", "ps", "logs", "exec", "build", "images", "rm", "rmi", "pull", "compose up", "compose down"),
        *("compose logs", "compose ps", "compose build", "compose run", "compose exec", "system prune", "inspect"),
    )
)
#: How sure one can be what is meant, without the command.
_SURE = 0.6


class BareOption(NamedTuple):
    """An option explained, and what it is called: as written and, of a short one, in full."""

    explanation: Explanation
    names: frozenset[str]


def explain_option(
    text: str, grammar: Grammar, glosses: Glosses, covering: Callable[[str], Sequence[str]]
) -> BareOption | None:
    """Explain the one option that a text names; None where it names none, or one that no command has.

    ``covering`` gives the entries on a command by its path. Of two meanings that of the better known command is first.
    """
    found = list(_OPTION.finditer(text))
    if len(found) != 1:
        return None
    match = found[0]
    having = [(command, option) for command in _ordered(grammar) if (option := _of(command, match)) is not None]
    meanings: dict[Text, list[str]] = {}
    for command, option in having:
        if (says := glosses.option(command.path, option.name)) is not None:
            meanings.setdefault(says, []).append(command.path)
    if not meanings:
        return None
    lines = {
        language: "\n".join(_line(says, paths, grammar, language) for says, paths in list(meanings.items())[:_MEANINGS])
        for language in LANGUAGES
    }
    written, whole = match[0], f"--{having[0][1].name}"
    title = f"{written} ({whole})" if match["short"] else written
    piece = Piece("command", match.start(), match.end(), written, _SURE)
    explanation = Explanation(
        piece=piece,
        title=Text(ru=f"Опция {title}", en=f"The option {title}"),
        summary=Text(ru=lines["ru"], en=lines["en"]),
        related=tuple(
            dict.fromkeys(name for paths in meanings.values() for path in paths[:1] for name in covering(path))
        )[:4],
        sure=_SURE,
    )
    return BareOption(explanation, frozenset((written, whole)))


def _ordered(grammar: Grammar) -> list[DockerCommand]:
    """All commands, those that people type most first."""
    usual = {command.path: place for place, name in enumerate(_USUAL) if (command := grammar.command(name)) is not None}
    return sorted(grammar.commands.values(), key=lambda one: (usual.get(one.path, len(usual)), one.tier))


def _of(command: DockerCommand, match: re.Match[str]) -> Option | None:
    if match["name"]:
        return command.options.get(match["name"])
    return command.shorts.get(match["short"])


def _line(says: Text, paths: Sequence[str], grammar: Grammar, language: Language) -> str:
    shown = ", ".join(f"`{_short(path, grammar)}`" for path in paths[:_COMMANDS])
    more = {"ru": f" и ещё {len(paths) - _COMMANDS}", "en": f" and {len(paths) - _COMMANDS} more"}[language]
    return f"- {shown}{more if len(paths) > _COMMANDS else ''}: {says[language]}"


def _short(path: str, grammar: Grammar) -> str:
    """A command as people type it: ``docker ps``."""
    names = [path, *(alias for alias, whole in grammar.aliases.items() if whole == path)]
    return min(names, key=lambda name: (len(name.split()), len(name)))
