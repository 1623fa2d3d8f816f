"""The door of this room: a message in, an explanation of each thing pasted out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.knowledge.base import Base
from bot.knowledge.glosses import Glosses
from bot.knowledge.grammar import Grammar
from bot.pasted import line_kinds
from bot.pasted.bare_option import BareOption, explain_option
from bot.pasted.bare_value import explain_bare_value
from bot.pasted.command import CommandExplainer
from bot.pasted.compose import explain_compose
from bot.pasted.dockerfile import explain_dockerfile
from bot.pasted.error import ErrorIndex
from bot.pasted.model import Explanation, Piece, Snippet
from bot.pasted.plain_data import plain_data
from bot.pasted.recognize import QUOTED, recognize
from bot.pasted.service_run import compose_as_run
from bot.pasted.table import explain_table
from bot.pasted.yaml_nodes import read

#: Characters of a compose file that are turned into commands: a hundred services and more.
MAX_CONVERTED = 65_536
#: Pieces of one message that are explained; a reply shows a few of them.
MAX_PIECES = 100
#: Characters of a message that the base may know though it looks like speech.
MAX_MESSAGE = 1000
#: So many characters in a row are a program's words, however many a person has put around them.
TELLING = 24


class Explainer:
    """Explains pastes with what a base knows. Stateless between calls; a reload makes a new one."""

    def __init__(self, base: Base, grammar: Grammar, glosses: Glosses) -> None:
        self.base = base
        self.grammar = grammar
        self.glosses = glosses
        self.commands = CommandExplainer(grammar, glosses, base)
        self.errors = ErrorIndex(base)

    def explain(self, text: str, name: str | None = None) -> tuple[Explanation, ...]:
        """Explain every paste in a message, in order; empty where it is prose only. Never raises.

        ``name`` is the file name of a document, which helps to tell what it is.
        """
        pieces = self._logs_joined(text, recognize(text, name)[:MAX_PIECES])
        found = (self.explain_piece(piece) for piece in pieces)
        return tuple(explanation for explanation in found if explanation is not None)

    def explain_piece(self, piece: Piece) -> Explanation | None:
        """Explain one piece by its kind; None for prose."""
        match piece.kind:
            case "command":
                return self.commands.explain(piece)
            case "compose":
                return explain_compose(piece, self.glosses, self.base, self._as_runs)
            case "dockerfile":
                return explain_dockerfile(piece, self.glosses, self.base)
            case "error":
                return self.errors.explain(piece)
            case "table" | "json":
                return explain_table(piece, self.base)
            case "text":
                return self._message(piece)

    def _logs_joined(self, text: str, pieces: Sequence[Piece]) -> list[Piece]:
        """The pieces, where a known message that looks like speech is one log with the errors right beside it."""
        joined: list[Piece] = []
        for piece in pieces:
            last = joined[-1] if joined else None
            if (
                last is not None
                and {last.kind, piece.kind} == {"error", "text"}
                and last.end <= piece.start
                and not text[last.end : piece.start].strip()
                and self._message(last if last.kind == "text" else piece) is not None
            ):
                joined[-1] = Piece(
                    "error", last.start, piece.end, text[last.start : piece.end], min(last.sure, piece.sure)
                )
            else:
                joined.append(piece)
        return joined

    def misspelt(self, text: str) -> Explanation | None:
        """A bare ``docker pss``, which nobody knows as a question, explained as the command that it nearly is."""
        text = text.strip()
        if not line_kinds.is_near_command(text):
            return None
        return self.commands.explain(Piece("command", 0, len(text), text, QUOTED))

    def option(self, text: str) -> BareOption | None:
        """A question that names an option and no command, explained by every command that has it."""
        return explain_option(text, self.grammar, self.glosses, self.commands.covering)

    def value(self, text: str) -> Explanation | None:
        """A question that holds a value of Docker's and no command, explained as what that value is."""
        return explain_bare_value(text, self.commands.covering)

    def _message(self, piece: Piece) -> Explanation | None:
        """A line that the reader of kinds took for speech, but that is mostly a message which the base knows."""
        text = piece.text.strip()
        if len(text) > MAX_MESSAGE or " " not in text or text.endswith("?"):
            return None
        match = self.errors.find(text)
        if match is None or not match.certain:
            return None
        length = match.end - match.start
        if length * 2 < len(text) if line_kinds.is_prose(text) else length * 3 < len(text) and length < TELLING:
            return None
        return self.errors.explain(replace(piece, kind="error"))

    def _as_runs(self, text: str) -> Snippet | None:
        """A compose file as ``docker run``, where its YAML can be read; ``text`` is the file with its faults mended."""
        if len(text) > MAX_CONVERTED:
            return None
        document = read(text)
        if document.error is not None or document.root is None:
            return None
        data = plain_data(document.root)
        conversion = compose_as_run(data) if isinstance(data, dict) else None
        if conversion is None:
            return None
        conceal = self.commands.concealment(conversion.text)
        return Snippet(conceal(conversion.text), "bash", conceal.always(conversion.caption))
