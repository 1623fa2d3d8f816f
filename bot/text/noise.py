"""What terminals, logs and chats put around a message: prompts, colours, timestamps, prefixes of log readers.

Lines lose what is not the program's own, and a map leads back to the offsets
of the original text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

_ANSI = re.compile(r"\x1b\[[0-9;?]{0,32}[ -/]?[@-~]|\x1b\][^\x07\x1b\n]{0,200}(?:\x07|\x1b\\)|\x1b[()][AB0]|\x1b[=>]")
#: Colours whose escape character was lost on the way: ``[0m``, ``[31;1m``.
_BARE_ANSI = re.compile(r"\[\d[\d;]{0,18}m")

_QUOTE = re.compile(r"(?:>|&gt;) ?")
_SERVICE = re.compile(r"[\w.-]{1,80}[-_.]\d{1,4} {0,40}\| ?")
_PLAIN_SERVICE = re.compile(r"([A-Za-z][\w.-]{0,80}) {1,40}\| ?")
_BUILD = re.compile(r"#\d{1,4} (?:\d{1,5}\.\d{1,3} )?(?=\S)")
_BUILD_SECONDS = re.compile(r" {0,4}\d{1,5}\.\d{2,3} (?=\S)")
_PROGRESS = re.compile(r"(?: ?=>){1,2} ")
_TIMESTAMP = re.compile(
    r"\[?\d{4}[-/.]\d\d[-/.]\d\d[T ,]\d\d:\d\d:\d\d(?:[.,]\d{1,9})?(?: ?(?:Z|UTC|MSK|[+-]\d\d:?\d\d))?\]?:?[ \t]{1,4}"
    r"|\[?\d{1,2}/[A-Za-z]{3}/\d{4}[: ]\d\d:\d\d:\d\d(?: [+-]\d{4})?\]?[ \t]{1,4}"
    r"|\[?\d\d[./]\d\d[./]\d{4},? \d\d:\d\d:\d\d(?:[.,]\d{1,6})?\]?[ \t]{1,4}"
    r"|\[?\d\d:\d\d:\d\d(?:[.,]\d{1,6})?\]?[ \t]{1,4}"
    r"|\[ {0,6}\d{1,7}\.\d{6}\] "
)
_JOURNAL = re.compile(
    r"(?:[A-Z][a-z]{2}|янв|фев|мар|апр|май|мая|июн|июл|авг|сен|окт|ноя|дек) {1,2}\d{1,2} \d\d:\d\d:\d\d [\w.-]{1,64} "
    r"[\w./@-]{1,64}(?:\[\d{1,8}\])?: "
)
_LOGFMT = re.compile(r"time=(?:\"[^\"\n]{1,40}\"|\S{1,40}) level=\w{1,9} (?:msg=\"?)?|level=\w{1,9} msg=\"?")
_JSON_LOG = re.compile(r"\{\"log\":\"")
_JSON_LOG_END = re.compile(r"(?:\\n)?\",\"stream\":\"std(?:out|err)\"(?:,\"[^\n]{0,200})?\}$")
_ESCAPED_QUOTE = re.compile(r"\\{1,3}(?=\")")
_CRI = re.compile(r"std(?:out|err) [FP] ")
_PROMPT = re.compile(
    r"(?:\([\w.-]{1,40}\) )?(?:"
    r"[\w.-]{1,40}@[\w.-]{1,64}(?::| )[^\n$#%>]{0,120}[$#%] "
    r"|\[[\w.-]{1,40}@[\w.-]{1,64} [^\]\n]{0,80}\][$#] ?"
    r"|PS(?: [A-Za-z]:\\[^\n>]{0,160}| /[^\n>]{0,160})?> ?"
    r"|[A-Za-z]:\\[^\n>]{0,160}> ?"
    r"|(?:bash|sh|zsh)-\d\.\d{1,2}[$#] "
    r"|[➜❯λ»] {1,2}(?:[\w.~/-]{1,80} )?(?:git:\([^)\n]{1,60}\) )?(?:[✗✔✓] )?"
    r"|[$%] (?=\S)|\$(?=docker|sudo )"
    r"|\# (?=(?:sudo |docker|podman|cd |apt|curl|systemctl))"
    r")"
)
_PREFIXES = (_JSON_LOG, _SERVICE, _JOURNAL, _TIMESTAMP, _CRI, _LOGFMT, _BUILD, _BUILD_SECONDS, _PROGRESS)
#: Prefixes that only programs write: a line with one is a line of a log.
_LOG_PREFIXES = (_JSON_LOG, _SERVICE, _JOURNAL, _TIMESTAMP, _LOGFMT, _BUILD, _BUILD_SECONDS, _PROGRESS)
_ANY_PREFIX = re.compile("|".join(prefix.pattern for prefix in (*_PREFIXES, _QUOTE, _PROMPT)))
_MAX_PREFIXES = 5
#: Signs that editors and chats put in place of ASCII, one for one, so that offsets stay.
_TYPOGRAPHY = str.maketrans("“”„«»‘’‚‐‑‒–—−\u00a0\u2007\u202f\t", '"""""\'\'\'------    ')


@dataclass(frozen=True, slots=True)
class Stripped:
    """A text without its noise; ``original`` leads from its offsets to those of the text it came from."""

    text: str
    starts: tuple[int, ...]
    origins: tuple[int, ...]

    def original(self, offset: int) -> int:
        """The offset in the original text of an offset in this one."""
        index = max(bisect_right(self.starts, offset) - 1, 0)
        return self.origins[index] + offset - self.starts[index] if self.origins else offset


def strip(text: str) -> Stripped:
    """Take the noise off every line of a text; linear, never raises.

    Typographic quotes, dashes and blanks become plain, one for one; carriage
    returns and NUL go.
    """
    text = text.translate(_TYPOGRAPHY)
    services = _plain_services(text)
    kept: list[str] = []
    starts: list[int] = []
    origins: list[int] = []
    length = 0
    position = 0
    for line in text.split("\n"):
        for start, end in _kept_parts(line, services) if line else ():
            starts.append(length)
            origins.append(position + start)
            kept.append(line[start:end])
            length += end - start
        starts.append(length)
        origins.append(position + len(line))
        kept.append("\n")
        length += 1
        position += len(line) + 1
    return Stripped("".join(kept)[:-1], tuple(starts), tuple(origins))


def without_colours(line: str) -> str:
    """A line without terminal colours."""
    if "\x1b" in line:
        line = _ANSI.sub("", line)
    return _BARE_ANSI.sub("", line) if "m" in line and "[" in line else line


def is_log_line(line: str) -> bool:
    """Whether a line begins as only the lines of a program's log do: a timestamp, a service's name, a build step."""
    line = without_colours(line[:400]).lstrip()
    return any(prefix.match(line) for prefix in _LOG_PREFIXES)


def prompt_length(line: str) -> int:
    """How many characters at the start of a line are a shell's prompt; 0 where there is none."""
    blanks = len(line) - len(line.lstrip(" \t"))
    match = _PROMPT.match(line, blanks)
    return match.end() if match else 0


def _plain_services(text: str) -> frozenset[str]:
    """Names without a number before ``|`` on several lines: services with a container_name of their own."""
    seen: dict[str, int] = {}
    for line in text.split("\n") if "|" in text else ():
        if match := _PLAIN_SERVICE.match(line.lstrip(), 0, 130):
            seen[match[1]] = seen.get(match[1], 0) + 1
    return frozenset(name for name, count in seen.items() if count > 1)


def _kept_parts(line: str, services: frozenset[str]) -> list[tuple[int, int]]:
    """The stretches of a line that stay."""
    end = len(line.rstrip("\r"))
    escapes = [match.span() for match in _ANSI.finditer(line)] if "\x1b" in line else []
    if "[" in line and "m" in line:
        escapes += [match.span() for match in _BARE_ANSI.finditer(line)]
    for sign in ("\x00", "\u200b", "\ufeff"):
        start = line.find(sign)
        while start >= 0:
            escapes.append((start, start + 1))
            start = line.find(sign, start + 1)
    if '\\"' in line:  # a quote that a log in JSON or logfmt has escaped
        escapes += [match.span() for match in _ESCAPED_QUOTE.finditer(line)]
    parts: list[tuple[int, int]] = []
    position = 0
    for first, last in sorted(escapes):
        if first >= position:
            parts.append((position, first))
            position = last
    parts.append((position, end))
    parts = [(first, min(last, end)) for first, last in parts if first < min(last, end)]
    return _without_prefixes(line, parts, services)


def _without_prefixes(line: str, parts: list[tuple[int, int]], services: frozenset[str]) -> list[tuple[int, int]]:
    # Prefixes are short: only the head of the line, its colours gone, is read for them.
    head = "".join(line[first:last] for first, last in parts[:24])[:600]
    position = 0
    for _ in range(_MAX_PREFIXES):
        blanks = len(head) - len(head[position:].lstrip(" "))
        match = _ANY_PREFIX.match(head, blanks)
        if match is None and services and (match := _PLAIN_SERVICE.match(head, blanks)) and match[1] not in services:
            match = None
        if match is None or match.end() == position:
            break
        position = match.end()
    parts = _drop(parts, position)
    if position and head.lstrip().startswith('{"log":"') and parts:
        first, last = parts[-1]
        if match := _JSON_LOG_END.search(line, max(first, last - 300), last):
            parts[-1] = (first, match.start())
    return parts


def _drop(parts: list[tuple[int, int]], count: int) -> list[tuple[int, int]]:
    """Take ``count`` characters off the front of the stretches."""
    result: list[tuple[int, int]] = []
    for first, last in parts:
        taken = min(count, last - first)
        count -= taken
        if first + taken < last:
            result.append((first + taken, last))
    return result
