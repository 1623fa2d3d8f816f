"""Spans of a mended text laid over the paste it came from, and over what no span covers."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from bot.knowledge.entry import Text
from bot.pasted.model import Span


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of the mended text with its meaning; offsets are those of the mended text."""

    start: int
    end: int
    role: str
    says: Text | None


class LineMap:
    """From offsets of the mended lines to those of the paste; both have the same number of lines."""

    def __init__(self, text: str, mended: Sequence[str]) -> None:
        self.text = text
        self.mended = mended
        self.starts = _starts(mended)
        self.bounds = _line_bounds(text)

    def span(self, stretch: Stretch) -> tuple[int, int]:
        """Where a stretch lies in the paste: exactly on a line left as it was, else over the whole line."""
        first, column = self._place(stretch.start)
        last, end_column = self._place(max(stretch.start, stretch.end - 1))
        start = self._exact(first, column)
        end = self._exact(last, end_column)
        return (
            start if start is not None else self._first(first),
            end + 1 if end is not None else self._last(last),
        )

    def line(self, number: int) -> tuple[int, int]:
        """The bounds of a 0-based line of the paste, without white space around it."""
        return self._first(number), self._last(number)

    def _place(self, offset: int) -> tuple[int, int]:
        index = max(0, bisect_right(self.starts, offset) - 1)
        return index, offset - self.starts[index]

    def _exact(self, number: int, column: int) -> int | None:
        if number >= len(self.bounds):
            return None
        start, end = self.bounds[number]
        line = self.mended[number]
        same = len(line) == end - start and self.text.startswith(line, start)
        return start + column if same and column < end - start else None

    def _first(self, number: int) -> int:
        start, end = self.bounds[min(number, len(self.bounds) - 1)]
        line = self.text[start:end]
        return start + len(line) - len(line.lstrip())

    def _last(self, number: int) -> int:
        start, end = self.bounds[min(number, len(self.bounds) - 1)]
        return max(start + len(self.text[start:end].rstrip()), self._first(number))


def _starts(lines: Sequence[str]) -> list[int]:
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    return starts


def _line_bounds(text: str) -> list[tuple[int, int]]:
    """Start and end of each line; a line ends at ``\\n``, ``\\r\\n`` or ``\\r``."""
    bounds: list[tuple[int, int]] = []
    start = 0
    position = 0
    while position < len(text):
        found = text.find("\n", position)
        carriage = text.find("\r", position, found if found >= 0 else len(text))
        end = carriage if carriage >= 0 else found
        if end < 0:
            break
        bounds.append((start, end))
        start = position = end + (2 if text.startswith("\r\n", end) else 1)
    bounds.append((start, len(text)))
    return bounds


def covering(
    text: str, spans: Sequence[Span], gap: Callable[[int, int, str], Iterator[Span]], glue: str = "-:,[]{}?"
) -> tuple[Span, ...]:
    """Spans in order without overlap that cover the text, white space aside.

    What lies between the spans is added to a neighbour where it is only signs of ``glue``,
    else given to ``gap`` (start, end, text), which explains it piece by piece.
    """
    result: list[Span] = []
    position = 0
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        start, end = max(span.start, position), span.end
        if end <= start or not text[start:end].strip():
            continue
        start += len(text[start:end]) - len(text[start:end].lstrip())
        end = start + len(text[start:end].rstrip())
        between = text[position:start]
        if between.strip():
            stripped = between.rstrip()
            if not stripped.strip(glue + " \t\r\n"):
                # Signs before the span on its own line are its own: a dash, a bracket.
                head = stripped.rfind("\n") + 1
                own = position + head + len(stripped[head:]) - len(stripped[head:].lstrip())
                if "\n" not in between[len(stripped) :]:
                    start = own
                if head and stripped[:head].strip():
                    result += _signs(text, position, position + head, result)
                elif "\n" in between[len(stripped) :]:
                    result += _signs(text, position, position + len(stripped), result)
            else:
                head = between.rfind("\n") + 1
                signs = between[head:].strip()
                if head and signs and not signs.strip(glue):  # a dash of its own below a comment
                    start = position + head + between[head:].index(signs[0])
                    between = between[:head]
                result += gap(position, position + len(between), between)
        result.append(Span(start, end, text[start:end], span.role, span.says))
        position = end
    rest = text[position:]
    if rest.strip():
        if not rest.strip(glue + " \t\r\n"):
            result += _signs(text, position, len(text), result)
        else:
            result += gap(position, len(text), rest)
    return tuple(result)


def _signs(text: str, start: int, end: int, result: list[Span]) -> list[Span]:
    """Add closing signs to the span before them; a span of their own where there is none."""
    start += len(text[start:end]) - len(text[start:end].lstrip())
    end = start + len(text[start:end].rstrip())
    if result and "\n" not in text[result[-1].end : end]:
        last = result.pop()
        return [Span(last.start, end, text[last.start : end], last.role, last.says)]
    return [Span(start, end, text[start:end], "mark", Text(ru="знаки YAML", en="signs of YAML"))]
