"""How a message that was cut off goes on, read off the messages that the base knows."""

from __future__ import annotations

import re
from collections.abc import Sequence

#: Characters at a text's end that are looked for in messages: at most, at least inside of a word, at least after one.
_LONGEST, _IN_WORD, _AFTER_WORD = 60, 8, 18
#: What goes on in more ways is not known to go on in one.
_MAX_WAYS = 12
#: A command at the end of a text.
_COMMAND = re.compile(r"\bdocker(?:-compose)?(?: [a-z-]+){0,3}$")
#: Signs by which people and programs say that something was cut.
_DOTS = ("…", "...")


def shown(text: str) -> str:
    """A text without the signs at its end that say that something was cut."""
    end = text.rstrip()
    for dots in _DOTS:
        end = end.removesuffix(dots)
    return end


class Endings:
    """The messages of a base, to be asked how the end of a text goes on."""

    def __init__(self, messages: Sequence[str]) -> None:
        self._text = "\n".join(message.lower() for message in messages) + "\n"

    def after(self, text: str, in_word: bool = False) -> tuple[str, ...]:
        """What messages have behind the last characters of a text: the rest of a word, the rest of the message.

        in_word: only where the text breaks off inside of a word. Empty where the text's end is no part of a
        message, ends one, or goes on in many ways.
        """
        tail = shown(text)[-_LONGEST:].rpartition("\n")[2].lower().lstrip()
        if not tail or not (tail[-1].isalpha() or tail[-1].isspace()):
            return ()
        # The longest part of the end that a message has: each end of a known part is known.
        low, high = 0, len(tail)
        while low < high:
            middle = (low + high + 1) // 2
            low, high = (middle, high) if tail[-middle:] in self._text else (low, middle - 1)
        command = _COMMAND.search(tail)
        if command is not None and len(tail) - low >= command.start() - 1:
            return ()  # «что делает docker buildx build» names a command, with which a message may begin
        if low < _IN_WORD or not any(not sign.isalpha() for sign in tail[-low:]):
            return ()
        ways: dict[str, None] = {}
        start = self._text.find(tail[-low:])
        while start >= 0 and len(ways) <= _MAX_WAYS:
            place = start + low
            rest = self._text[place : self._text.index("\n", place)]
            if rest:
                inside = rest[0].isalpha()
                word = len(rest) - len(rest.lstrip("abcdefghijklmnopqrstuvwxyz"))
                if inside:
                    ways[rest[:word]] = None
                if low >= _AFTER_WORD and (inside or not in_word):
                    ways[rest] = None
            start = self._text.find(tail[-low:], place)
        return tuple(ways) if len(ways) <= _MAX_WAYS else ()
