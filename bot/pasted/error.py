"""Find the entry that explains an error, by the patterns of the knowledge base.

An error message is a chain of wrappers with the cause inside, and a log is
many of them. Every known message in the text is found; then the deepest cause
is chosen: before its wrappers, before its outcomes (an exit code, a failed
dependency), before warnings. What of two entries is the deeper one is also
learned from the base: an entry whose message another one's patterns match too
is told apart by its own patterns, so it is the more specific of the two.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from bot.knowledge.base import Base
from bot.knowledge.entry import Entry, Text
from bot.knowledge.markdown import entry_markdown
from bot.pasted import cut_off
from bot.pasted.cut_off import Endings
from bot.pasted.diagnosis import next_step
from bot.pasted.literals import Needed, needed
from bot.pasted.model import Explanation, Piece, Span
from bot.pasted.nearest_errors import COMPLAINS, NearestErrors, complaint
from bot.text import noise
from bot.text.masking import mask

#: Around one place where a literal stands, and at most so many such places at each end of a text.
_PLACES = 12
_AHEAD = 1000
#: What is read once more with its lines joined: a message that a terminal or a chat has wrapped.
_WRAPPED = 6000
#: Letters of a piece of a literal; up to this length a text is first asked which pieces it has.
_GRAM, _SHORT = 4, 4096
#: The longest caught value that goes into an answer.
_LONGEST_VALUE = 200
#: The ids of entries that explain only what others are wrapped in.
_WRAPPER_ID = "-wrapper"
#: Before an outcome the program's own words are looked for in so many characters.
_BEFORE = 8192
MAX_CHOICES = 3

_CAUSE, _OUTCOME, _WARNING, _HARMLESS, _WRAPPER = range(5)

#: Faults of the machine or its network: what else fails in the same log follows from them.
_ROOT = re.compile(
    r"no space left on device|temporary failure resolving|temporary failure in name resolution"
    r"|is not valid yet|enough free space|temporary error \(try again later\)|CERTIFICATE_VERIFY_FAILED"
    r"|self-signed certificate|unable to get local issuer",
    re.IGNORECASE,
)
#: What a failure came to; its cause stands elsewhere, if the paste has it.
_RESULT = re.compile(
    r"exit code|exit status|exited \(|exited with|non-zero code|complete successfully|is unhealthy"
    r"|main process exited|failed with result|repeated too quickly|job for docker|unable to find image"
    r"|failed to start docker",
    re.IGNORECASE,
)
#: How Docker, Compose and BuildKit mark what stops nothing.
_WARNS = re.compile(
    r"level=warn|\bWARN\[\d|^[ \t#\d.]{0,20}- [A-Z]\w{3,60}: |\bDEPRECATED\b|\d warnings? found"
    r"|\bWARNING!? (?:The |Found |Using |Some |Image |Your kernel|No \w+ limit)"
    r"|\bWARNING:? (?:The |Found |Using |Some |Image |Memory over|overcommit|you have Transp)|\bAH00558\b"
)
#: Warnings that are worth a word only where there is no other.
_HARMLESS_WARNING = re.compile(
    r"is obsolete, it will be ignored|AH00558|orphan containers|; Skipping initialization|ulimit: pending signals"
    r"|docker exec -it gitlab update-permissions",
    re.IGNORECASE,
)
#: How a program says that it failed, whatever it warns of besides.
_FAILS = re.compile(
    r"Error response from daemon|^\W{0,4}(?:ERROR|Error|error|FATAL|fatal|panic|failed to \w)\b"
    r"|\bexited with code [1-9]|\b(?:level=(?:error|fatal)|FATAL|CRITICAL|Traceback|npm (?:ERR!|error))",
)
#: Lines with a word of failure that tell nothing of its reason.
_ASIDE = re.compile(
    r"complete log of this run|This error originates from|likely not a problem with|npm (?:warn|notice|WARN)"
    r"|Traceback \(most recent|\bWARN(?:ING)?\b|error\.log|level=(?:info|warn|debug)|^[ \t]{1,40}at \S|^ *=> |^-{3,}",
    re.IGNORECASE,
)
_UNSAFE = re.compile(r"[;&|`<>\"'\n\r\x00-\x1f]|\$\(")
_LONG_ID = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Match:
    """An error found in a text: its entry, where it stands, and what was caught by group name.

    certain: whether it is a cause rather than a wrapper whose inside nobody knows.
    outcome: whether it tells what a failure came to, not what it came of.
    others: entries of further messages in the text, the likeliest cause first.
    """

    entry: Entry
    start: int
    end: int
    caught: Mapping[str, str]
    certain: bool = True
    outcome: bool = False
    others: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class _Pattern:
    entry: Entry
    source: str
    needed: Needed

    @property
    def regex(self) -> re.Pattern[str]:
        return _compiled(self.source)


@dataclass(frozen=True, slots=True)
class _Found:
    pattern: _Pattern
    start: int
    end: int
    line: int
    tier: int
    caught: Mapping[str, str]
    root: bool

    @property
    def entry(self) -> Entry:
        return self.pattern.entry


class ErrorIndex:
    """The error patterns of a base, ready to be looked up; built once for a base."""

    def __init__(self, base: Base) -> None:
        self._base = base
        entries = [entry for entry in base if entry.patterns]
        self._patterns = [pattern for entry in entries for pattern in _patterns(entry)]
        self._always, self._by_gram = _grams(self._patterns)
        self._deeper: dict[str, frozenset[str]] = {}
        self._wrappers: frozenset[str] = frozenset()
        self._learn(entries)
        self._nearest = NearestErrors(entries)
        self._endings = Endings([message for entry in entries for message in entry.messages])

    def find(self, text: str) -> Match | None:
        """The deepest cause in a text of any length, or None; offsets are those of the text."""
        match, _ = self._find(text)
        return match

    def explain(self, piece: Piece) -> Explanation:
        """The piece explained: the entry with what was caught, or the nearest known ones as choices."""
        match, found = self._find(piece.text)
        if match is None:
            return self._unknown(piece)
        entry = match.entry
        others = tuple(other.id for other in match.others[:MAX_CHOICES])
        choices = others if match.certain else tuple(dict.fromkeys((*self._near(piece.text, entry), *others)))
        summary = Text(
            ru=entry_markdown(entry, "ru", match.caught),
            en=entry_markdown(entry, "en", match.caught),
        )
        said = _own_words(piece.text, match.start, found) if match.outcome else ""
        if said:  # what failed is known, why is not: the program's own words may be near to what is
            choices = tuple(dict.fromkeys((*others, *self._near(said, entry))))
        return Explanation(
            piece=piece,
            title=entry.title,
            summary=summary,
            said=mask(said),
            spans=tuple(_spans(piece.text, found)),
            snippets=() if match.certain else (next_step(piece.text),),
            entry=entry.id,
            caught=match.caught,
            related=entry.related,
            choices=choices[:MAX_CHOICES],
            sure=piece.sure if match.certain else min(piece.sure, 0.5),
        )

    # -- building ----------------------------------------------------------------

    def _learn(self, entries: Sequence[Entry]) -> None:
        """Learn from the entries' own messages which entry lies inside which."""
        matched: dict[str, set[str]] = {}
        for entry in entries:
            for message in entry.messages:
                lowered = _lowered(message)
                for pattern in self._possible(lowered):
                    if pattern.entry.id != entry.id and any(_search(pattern, message, lowered)):
                        matched.setdefault(pattern.entry.id, set()).add(entry.id)
        self._deeper = {
            outer: frozenset(inner for inner in inners if outer not in matched.get(inner, ()))
            for outer, inners in matched.items()
        }
        self._wrappers = frozenset(entry.id for entry in entries if entry.id.endswith(_WRAPPER_ID))

    def _possible(self, lowered: str) -> Sequence[_Pattern]:
        """The patterns of which a text has a piece of a literal, in their order; of a long text, all."""
        if len(lowered) > _SHORT:
            return self._patterns
        numbers = set(self._always)
        for start in range(len(lowered) - _GRAM + 1):
            if found := self._by_gram.get(lowered[start : start + _GRAM]):
                numbers.update(found)
        return [self._patterns[number] for number in sorted(numbers)]

    # -- finding -----------------------------------------------------------------

    def _find(self, text: str) -> tuple[Match | None, list[_Found]]:
        stripped = noise.strip(text)
        found = self._all(text, stripped)
        best = self._best(found)
        if (best is None or best.tier == _WRAPPER) and len(text) <= _WRAPPED and "\n" in stripped.text.strip():
            for glue in (" ", ""):
                again = self._all(text, _joined(stripped, glue))
                better = self._best(again)
                if better and better.tier < _WRAPPER:
                    found, best = again, better
                    break
        if len(text) <= _WRAPPED and (completed := self._completed(text, best)):
            found = sorted([*found, completed], key=lambda item: (item.start, item.end))
            best = completed
        if best is not None and best.tier in (_WARNING, _HARMLESS) and _fails_besides(text, found):
            # A warning is no cause of a failure that nobody knows.
            best = next((item for item in reversed(found) if item.tier == _WRAPPER), None)
        if best is None:
            return None, found
        return self._match(best, found), found

    def _completed(self, text: str, best: _Found | None) -> _Found | None:
        """The message that a text breaks off in, where each way in which it may go on is of the same entry."""
        shown = cut_off.shown(text)
        if shown == text.rstrip() and not COMPLAINS.search(text):
            return None  # «set environment variable» may begin a message as well as a question
        known = best is not None and best.tier < _WRAPPER
        if best is not None and known and "\n" in shown[best.start :]:
            return None  # what was found stands in a line of its own
        bests: list[_Found] = []
        for rest in self._endings.after(text, in_word=known):
            found = self._all(shown + rest, noise.strip(shown + rest))
            if not any(item.end > len(shown) > item.start for item in found):
                continue
            best = self._best(found)
            if best is None or best.tier == _WRAPPER:
                return None  # it may as well be a wrapper, whose inside nobody knows
            bests.append(best)
        if len({item.entry.id for item in bests}) != 1:
            return None
        longest = max(bests, key=lambda item: len(item.caught))
        caught = {name: value for name, value in longest.caught.items() if value in text}
        return replace(longest, end=min(longest.end, len(shown)), caught=caught)

    def _all(self, text: str, stripped: noise.Stripped) -> list[_Found]:
        """Every known message, in the order of the text."""
        lowered = _lowered(stripped.text)
        found: list[_Found] = []
        for pattern in self._possible(lowered):
            for match in _search(pattern, stripped.text, lowered):
                if match.start() == match.end():
                    continue
                start = stripped.original(match.start())
                end = stripped.original(match.end() - 1) + 1
                tier = self._tier(pattern.entry, match[0], _line(text, start))
                root = bool(_ROOT.search(match[0]))
                found.append(_Found(pattern, start, end, 0, tier, _caught(match), root))
        found.sort(key=lambda item: (item.start, item.end))
        return _numbered(text, found)

    def _tier(self, entry: Entry, matched: str, line: str) -> int:
        if entry.id in self._wrappers:
            return _WRAPPER
        if _HARMLESS_WARNING.search(line):
            return _HARMLESS
        if _WARNS.search(line) and not _ROOT.search(matched):
            return _WARNING
        return _OUTCOME if _RESULT.search(matched) else _CAUSE

    def _best(self, found: Sequence[_Found]) -> _Found | None:
        best: _Found | None = None
        for item in found:
            if best is None or self._beats(item, best):
                best = item
        return best

    def _beats(self, item: _Found, best: _Found) -> bool:
        """Whether a message that begins later in the text is the deeper cause."""
        if item.tier != best.tier:
            return item.tier < best.tier
        if item.entry.id == best.entry.id:
            return len(item.caught) >= len(best.caught)
        if item.entry.id in self._deeper.get(best.entry.id, ()):
            return True
        if best.entry.id in self._deeper.get(item.entry.id, ()):
            return False
        if item.root != best.root:
            return item.root
        if item.start < best.end:
            return item.pattern.needed.literal_characters >= best.pattern.needed.literal_characters
        return True

    def _match(self, best: _Found, found: Sequence[_Found]) -> Match:
        caught = dict(best.caught)
        words = {best.entry.values.get(name) for name in caught}
        # What another message of the same error has caught nearby completes it.
        for item in sorted(found, key=lambda item: abs(item.line - best.line)):
            if item.entry.id == best.entry.id:
                for name, value in item.caught.items():
                    if name not in caught and best.entry.values.get(name) not in words:
                        caught[name] = value
                        words.add(best.entry.values.get(name))
        others: dict[str, _Found] = {}
        for item in found:
            if item.entry.id != best.entry.id and item.tier < _WRAPPER:
                kept = others.get(item.entry.id)
                others[item.entry.id] = item if kept is None or item.tier < kept.tier else kept
        ordered = sorted(others.values(), key=lambda item: (item.tier, -item.start))
        return Match(
            best.entry,
            best.start,
            best.end,
            caught,
            certain=best.tier != _WRAPPER,
            outcome=best.tier == _OUTCOME,
            others=tuple(item.entry for item in ordered),
        )

    # -- not found ---------------------------------------------------------------

    def _near(self, text: str, but: Entry | None = None) -> tuple[str, ...]:
        skipped = self._wrappers | ({but.id} if but else set())
        return tuple(name for name in self._nearest.find(text) if name not in skipped)[:MAX_CHOICES]

    def _unknown(self, piece: Piece) -> Explanation:
        line = mask(complaint(piece.text)).replace("`", "'")
        shown = f"`{line}`" if line else ""
        choices = self._near(piece.text)
        ru = "Этого сообщения в базе нет, гадать не буду."
        en = "The base does not have this message, and I will not guess."
        if shown:
            ru += f" Главная строка, похоже, эта: {shown}"
            en += f" The line that matters seems to be {shown}"
        if choices:
            ru += "\n\nПохожие известные ошибки — на кнопках: сверьте, ваша ли."
            en += "\n\nThe nearest known errors are on the buttons: check whether one is yours."
        return Explanation(
            piece=piece,
            title=Text("Такой ошибки я не знаю", "I do not know this error"),
            summary=Text(ru, en),
            spans=tuple(_spans(piece.text, ())),
            snippets=(next_step(piece.text),),
            choices=choices,
            sure=0.0,
        )


def _grams(patterns: Sequence[_Pattern]) -> tuple[list[int], dict[str, list[int]]]:
    """The places of patterns that may be anywhere, and for a piece of each literal those of the patterns that need it.

    Of a literal's pieces the one that the fewest others have stands for it.
    """
    counts: Counter[str] = Counter()
    for pattern in patterns:
        for literal in pattern.needed.literals:
            counts.update({literal[start : start + _GRAM] for start in range(len(literal) - _GRAM + 1)})
    always: list[int] = []
    by_gram: dict[str, list[int]] = {}
    for number, pattern in enumerate(patterns):
        literals = pattern.needed.literals
        if not literals or any(len(literal) < _GRAM for literal in literals):
            always.append(number)
            continue
        for literal in literals:
            pieces = [literal[start : start + _GRAM] for start in range(len(literal) - _GRAM + 1)]
            by_gram.setdefault(min(pieces, key=lambda piece: (counts[piece], piece)), []).append(number)
    return always, by_gram


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """Outside of the index, which a snapshot may hold: only what is looked for is compiled again."""
    return re.compile(pattern, re.IGNORECASE | re.MULTILINE)


def _patterns(entry: Entry) -> Iterator[_Pattern]:
    for pattern in entry.patterns:
        try:
            _compiled(pattern)
            yield _Pattern(entry, pattern, needed(pattern))
        except (re.error, OverflowError, RecursionError):  # `check` names it; the other patterns still serve
            continue


def _lowered(text: str) -> str:
    """Lower case, character by character where it would change the length."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(low if len(low := character.lower()) == 1 else character for character in text)


def _search(pattern: _Pattern, text: str, lowered: str) -> Iterator[re.Match[str]]:
    """The matches of a pattern; only around the places where a literal that it needs stands."""
    need = pattern.needed
    if not need.literals:
        if match := pattern.regex.search(text, 0, 4000):
            yield match
        return
    done = -1
    for place in _places(lowered, need.literals):
        if place < done:
            continue
        # A pattern may look further ahead than its match reaches.
        begin, end = max(0, done, place - need.width), min(len(text), place + need.width + _AHEAD)
        if match := pattern.regex.search(text, begin, end):
            yield match
            done = match.end()


def _places(lowered: str, literals: Sequence[str]) -> list[int]:
    places: set[int] = set()
    for literal in literals:
        position = -1
        for _ in range(_PLACES):
            position = lowered.find(literal, position + 1)
            if position < 0:
                break
            places.add(position)
        else:
            position = len(lowered)
            for _ in range(_PLACES):
                position = lowered.rfind(literal, 0, position + len(literal) - 1)
                if position < 0:
                    break
                places.add(position)
    return sorted(places)


def _line(text: str, position: int) -> str:
    """The line of a text around a position, its first 400 characters."""
    start = text.rfind("\n", 0, position) + 1
    end = text.find("\n", position)
    return text[start : min(end if end >= 0 else len(text), start + 400)]


def _numbered(text: str, found: Sequence[_Found]) -> list[_Found]:
    result: list[_Found] = []
    line = position = 0
    for item in found:
        line += text.count("\n", position, item.start)
        position = item.start
        result.append(replace(item, line=line))
    return result


def _joined(stripped: noise.Stripped, glue: str) -> noise.Stripped:
    """The same text with its lines joined, and the way back to the original."""
    kept: list[str] = []
    starts: list[int] = []
    origins: list[int] = []
    length = position = 0
    for line in stripped.text.split("\n"):
        text = line.strip() if glue else line
        offset = position + (len(line) - len(line.lstrip()) if glue else 0)
        if text:
            # Each stretch of the stripped line keeps an origin of its own.
            cuts = [offset, *(start for start in stripped.starts if offset < start < offset + len(text))]
            for start, end in zip(cuts, [*cuts[1:], offset + len(text)], strict=True):
                starts.append(length)
                origins.append(stripped.original(start))
                kept.append(stripped.text[start:end])
                length += end - start
            if glue:
                starts.append(length)
                origins.append(stripped.original(offset + len(text) - 1) + 1)
                kept.append(glue)
                length += len(glue)
        position += len(line) + 1
    return noise.Stripped("".join(kept), tuple(starts), tuple(origins))


def _caught(match: re.Match[str]) -> dict[str, str]:
    """The named groups of a match, fit to be shown and to stand in a command."""
    result: dict[str, str] = {}
    for name, found in match.groupdict().items():
        if not found:
            continue
        value = found.strip().replace("\\", "/") if "\\" in found and "/" in found else found.strip()
        value = value.strip("\"'`").rstrip(".,;:\\")
        if not value or len(value) > _LONGEST_VALUE or _UNSAFE.search(value.replace(" -> ", " ")):
            continue
        if _LONG_ID.fullmatch(value):
            value = value[:12]
        result[name] = mask(value)
    return result


def _fails_besides(text: str, found: Sequence[_Found]) -> bool:
    """Whether a line of a text says that something failed, and no known message but a wrapper is a part of it."""
    known = [item for item in found if item.tier != _WRAPPER]
    position = 0
    for line in text[:_WRAPPED].split("\n"):
        end = position + len(line)
        failed = _FAILS.search(line) and not _WARNS.search(line)
        if failed and not any(item.start < end and position < item.end for item in known):
            return True
        position = end + 1
    return False


def _own_words(text: str, end: int, found: Sequence[_Found]) -> str:
    """The last complaint before an outcome that no known message is a part of; empty where there is none."""
    start = max(0, end - _BEFORE)
    position = text.rfind("\n", start, end) + 1
    while position > start:
        stop = position - 1
        position = max(text.rfind("\n", start, stop) + 1, start)
        line = text[position:stop]
        if not COMPLAINS.search(line) or _RESULT.search(line) or _ASIDE.search(line):
            continue
        if any(item.start < stop and position < item.end for item in found):
            continue
        if said := complaint(line):
            return said
    return ""


def _spans(text: str, found: Sequence[_Found]) -> Iterator[Span]:
    """The lines of the text, and the known messages in them with the titles of their entries."""
    marks: list[_Found] = []
    for item in sorted(found, key=lambda item: (item.start, item.tier, -item.end)):
        if not marks or item.start >= marks[-1].end:
            marks.append(item)
    position = 0
    for mark in marks:
        yield from _unknown_lines(text, position, mark.start)
        yield Span(mark.start, mark.end, text[mark.start : mark.end], "message", mark.entry.title)
        position = mark.end
    yield from _unknown_lines(text, position, len(text))


def _unknown_lines(text: str, start: int, end: int) -> Iterator[Span]:
    """What lies between known messages, as one span without the white space around it."""
    part = text[start:end]
    stripped = part.strip()
    if stripped:
        begin = start + len(part) - len(part.lstrip())
        yield Span(begin, begin + len(stripped), stripped, "message", None)
