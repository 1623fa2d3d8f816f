"""Shell lines as people paste them, made into tokens with offsets; nothing is expanded or run.

POSIX shells, PowerShell and cmd are read with one scanner: their prompts, continuation signs and quotes differ,
and a paste often mixes them. ``shlex`` serves where words without offsets suffice (bot.knowledge.check.commands);
it keeps no offsets and refuses open quotes, so it cannot serve here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

Dialect = Literal["posix", "powershell", "cmd"]
TokenKind = Literal["prompt", "comment", "operator", "redirection", "continuation", "heredoc", "word", "newline"]

#: How deep ``$( … )`` inside ``$( … )`` is read.
MAX_DEPTH = 4
_MAX_UNMATCHED = 3
_MAX_PARAMETER = 200

BLANKS = " \t\r\f\v\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
#: Characters without a width that chats and web pages leave behind.
_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f"
_SKIPPED = frozenset(BLANKS + _INVISIBLE)
DOUBLE_QUOTES = "“”„‟«»″"
SINGLE_QUOTES = "‘’‚‛′"
DASHES = "‐‑‒–—―−﹣－"
_DASHES_TO_ASCII = str.maketrans(dict.fromkeys(DASHES, "-"))
_TYPOGRAPHY = frozenset(DOUBLE_QUOTES + SINGLE_QUOTES + DASHES)
_WORD_END = frozenset("|&;()<>\n") | _SKIPPED

_COMMAND_AHEAD = r"(?=(?:sudo\s|docker|Docker|\w{1,60}=\S{1,120}\s{1,4}docker))"
_PROMPTS = re.compile(
    r"(?:\([\w.-]{1,40}\)[ \t]{1,4})?"
    r"(?:"
    r"PS(?:[ \t][^\n>]{0,200})?>{1,2}[ \t]{0,4}"  # PS C:\Users\me>
    r"|[A-Za-z]:\\[^\n>|<\"']{0,200}>[ \t]{0,4}"  # C:\Users\me>
    r"|\[[\w.-]{1,64}@[\w.-]{1,64}[^\n\]]{0,120}\][ \t]{0,2}[$#%][ \t]{1,4}"  # [me@host dir]$
    r"|[\w.-]{1,64}@[\w.-]{1,64}[: ][^\n$#%>|]{0,160}[$#%>][ \t]{1,4}"  # me@host:~/dir$
    r"|(?:bash|sh|zsh)-[\d.]{1,8}[$#][ \t]{1,4}"
    r"|[~/][\w./-]{0,120}[ \t]?[$#%❯][ \t]{1,4}"
    r"|[➜❯»λ][ \t]{1,4}(?:[\w.~/-]{1,80}[ \t]{1,4})?(?:on[ \t]\S{1,40}[ \t]|git:\([^)\n]{1,60}\)[ \t])?(?:[✗✔✓][ \t])?"
    rf"{_COMMAND_AHEAD}"
    r"|[$%❯➜»λ▶][ \t]{1,4}(?!\))"
    r"|\$(?=docker|sudo)"
    r"|!(?=docker|sudo)"
    rf"|[#>][ \t]{{1,4}}{_COMMAND_AHEAD}"
    rf"|(?:[-*•]|\d{{1,3}}[.)])[ \t]{{1,4}}{_COMMAND_AHEAD}"
    r")"
)
_PS2 = re.compile(r">{1,2}[ \t]{1,4}")
_REDIRECTION = re.compile(r"(?:\d{0,2}|&)(?:<<<|<<-?|<>|>>|>\||>|<)(?:&(?:\d{1,2}|-))?")
_PLACEHOLDER = re.compile(r"<[A-Za-zА-Яа-яЁё][\wА-Яа-яЁё .:/|-]{0,60}>")
_OPERATOR = re.compile(r"\|\||&&|\|&|[|&;()]")
_CONTINUATION = re.compile(r"[\\`^](?P<blanks>[ \t\u00a0]{0,100})\r?(?:\n|\Z)")
#: ``--cap-add=X `#optional` \`` in READMEs: a substitution that does nothing, for the comment in it.
_BACKTICK_COMMENT = re.compile(r"`#[^`\n]{0,100}`")
_LONE_CONTINUATION = re.compile(r"\\(?=[ \t\u00a0]{1,100}\S)")
_PLAIN = re.compile(r"[\w./:=,@%+~\[\]{}*?!^-]+", re.ASCII)
_DRIVE = re.compile(r"(?:^|[=:,\"'])[A-Za-z]:$")
_PARAMETER = re.compile(r"\$(?:\w+|\{[^{}\n]{1,200}\}|[?!#@*$-])|%[A-Za-z_]\w{0,60}%")
_HEREDOC_MARK = re.compile(r"['\"\\]{0,2}(\w{1,60})['\"]?")


@dataclass(frozen=True, slots=True)
class Edit:
    """A mend of the paste: what stands from ``start`` to ``end`` becomes ``text``."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class ShellFault:
    """What would make a shell misread the paste; ``kind`` is the id of the remark that tells it."""

    kind: str
    start: int
    end: int
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Fragment:
    """A stretch of a word's value: as typed inside or outside quotes (``'``, ``"`` or nothing).

    role: text (literal), parameter (``$NAME``, ``%NAME%``), substitution (``$( … )``).
    """

    text: str
    quote: str
    role: Literal["text", "parameter", "substitution"] = "text"


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a shell line with its offsets.

    value: a word without its quotes. inner: the offsets of what stands inside each ``$( … )`` of a word.
    """

    kind: TokenKind
    start: int
    end: int
    text: str
    value: str = ""
    fragments: tuple[Fragment, ...] = ()
    inner: tuple[tuple[int, int], ...] = ()

    @property
    def quoted(self) -> bool:
        """Whether a part of the word stands in quotes."""
        return any(fragment.quote for fragment in self.fragments)


@dataclass(slots=True)
class Shell:
    """A paste as tokens, the shell that it was meant for, and how to mend it."""

    text: str
    tokens: list[Token] = field(default_factory=list)
    dialect: Dialect = "posix"
    edits: list[Edit] = field(default_factory=list)
    faults: list[ShellFault] = field(default_factory=list)


def dialect_of(text: str) -> Dialect:
    """Tell PowerShell and cmd by prompt, continuation sign or variables; else a POSIX shell."""
    if re.search(r"^[ \t]{0,8}PS(?:[ \t][^\n>]{0,200})?>|\$env:\w", text, re.MULTILINE):
        return "powershell"
    if re.search(r"(?:^|\s)`[ \t]{0,8}\r?\n", text) and text.count("`") % 2 == text.count("`\n") % 2:
        return "powershell"
    if re.search(r"^[ \t]{0,8}[A-Za-z]:\\[^\n>|]{0,200}>", text, re.MULTILINE) or re.search(
        r"\s\^[ \t]{0,8}\r?\n", text
    ):
        return "cmd"
    if re.search(r"%(?:cd|CD|USERPROFILE|userprofile)%", text):
        return "cmd"
    return "posix"


def tokenize(text: str) -> Shell:
    """Read a paste of shell lines. Never raises; linear in the length of the text."""
    return _Scanner(text, dialect_of(text)).run()


def tokenize_inner(shell: Shell, start: int, end: int) -> list[Token]:
    """Read what stands inside a substitution of a token; offsets are those of the whole text."""
    scanner = _Scanner(shell.text, shell.dialect, start, end)
    inner = scanner.run()
    shell.edits.extend(inner.edits)
    shell.faults.extend(inner.faults)
    return inner.tokens


def mend(text: str, edits: list[Edit]) -> str:
    """The text with all edits made; of two that overlap the first wins."""
    result: list[str] = []
    position = 0
    for edit in sorted(set(edits), key=lambda item: (item.start, item.end)):
        if edit.start < position:
            continue
        result += [text[position : edit.start], edit.text]
        position = edit.end
    result.append(text[position:])
    return "".join(result)


def split_value(value: str, sign: str, limit: int = -1) -> list[str]:
    """Split at a sign that does not stand inside ``$( … )``, ``${ … }`` or ``[ … ]``."""
    if "$" not in value and "[" not in value:
        return value.split(sign, limit)
    parts: list[str] = []
    depth = 0
    begin = 0
    for index, character in enumerate(value):
        if character in "({[":
            depth += 1
        elif character in ")}]":
            depth = max(0, depth - 1)
        elif character == sign and depth == 0 and (limit < 0 or len(parts) < limit):
            parts.append(value[begin:index])
            begin = index + 1
    parts.append(value[begin:])
    return parts


class _Scanner:
    """One pass over a stretch of text."""

    def __init__(self, text: str, dialect: Dialect, start: int = 0, end: int | None = None) -> None:
        self.text = text
        self.position = start
        self.end = len(text) if end is None else end
        self.nested = end is not None
        self.shell = Shell(text, dialect=dialect)
        self.unmatched = 0
        self.no_more: set[str] = set()
        self.heredocs: list[str] = []

    def run(self) -> Shell:
        line_start = not self.nested
        continued = False
        while self.position < self.end:
            if line_start:
                self._prompt(continued)
                line_start = continued = False
                continue
            character = self.text[self.position]
            if character in _SKIPPED:
                self.position += 1
            elif character == "\n":
                self._add("newline", self.position + 1)
                self._heredoc_bodies()
                line_start = not self.nested
            elif character in "\\`^" and (match := _CONTINUATION.match(self.text, self.position, self.end)):
                self._continuation(match)
                line_start = continued = True
            elif (
                character == "\\"
                and self._blank_before()
                and (match := _LONE_CONTINUATION.match(self.text, self.position, self.end))
            ):
                self._lone_continuation(match)
            elif character == "#" and self.shell.dialect != "cmd":
                self._add("comment", self._line_end())
            elif character == "`" and (match := _BACKTICK_COMMENT.match(self.text, self.position, self.end)):
                self._add("comment", match.end())
            elif character == "<" and (match := _PLACEHOLDER.match(self.text, self.position, self.end)):
                self._word()
            elif character in "<>&0123456789" and (match := _REDIRECTION.match(self.text, self.position, self.end)):
                self._redirection(match)
            elif match := _OPERATOR.match(self.text, self.position, self.end):
                self._add("operator", match.end())
            else:
                self._word()
        return self.shell

    def _add(self, kind: TokenKind, end: int) -> Token:
        token = Token(kind, self.position, end, self.text[self.position : end])
        self.shell.tokens.append(token)
        self.position = end
        return token

    def _blank_before(self) -> bool:
        return self.position == 0 or self.text[self.position - 1] in _SKIPPED

    def _line_end(self) -> int:
        found = self.text.find("\n", self.position, self.end)
        return self.end if found < 0 else found

    def _prompt(self, continued: bool) -> None:
        while self.position < self.end and self.text[self.position] in _SKIPPED:
            self.position += 1
        pattern = _PS2 if continued else _PROMPTS
        if match := pattern.match(self.text, self.position, self.end):
            end = match.end()
            while end > self.position and self.text[end - 1] in BLANKS:
                end -= 1
            self._add("prompt", end)
            self.shell.edits.append(Edit(match.start(), match.end(), ""))
            self.position = match.end()

    def _continuation(self, match: re.Match[str]) -> None:
        sign = self.text[self.position]
        start = self.position
        wanted = {"powershell": "`", "cmd": "^"}.get(self.shell.dialect, "\\")
        if match["blanks"]:
            self.shell.faults.append(ShellFault("blank-after-continuation", start, match.end(), sign))
            self.shell.edits.append(Edit(start + 1, start + 1 + len(match["blanks"]), ""))
        if sign != wanted:
            self.shell.faults.append(ShellFault("foreign-continuation", start, start + 1, f"{sign}{wanted}"))
            self.shell.edits.append(Edit(start, start + 1, wanted))
        self._add("continuation", start + 1)
        self.position = match.end()

    def _lone_continuation(self, match: re.Match[str]) -> None:
        self.shell.faults.append(ShellFault("lost-line-break", match.start(), match.end()))
        end = match.end()
        while end < self.end and self.text[end] in BLANKS:
            end += 1
        self.shell.edits.append(Edit(match.start(), end, ""))
        self._add("continuation", match.end())

    def _redirection(self, match: re.Match[str]) -> None:
        start = self.position
        sign = match[0].lstrip("0123456789&")
        self.position = match.end()
        target = ""
        if not match[0].endswith(("&1", "&2", "&-")):
            while self.position < self.end and self.text[self.position] in BLANKS:
                self.position += 1
            if self.position < self.end and self.text[self.position] not in _WORD_END:
                target = self._read_word().value
        if sign.startswith("<<") and not sign.startswith("<<<") and (mark := _HEREDOC_MARK.fullmatch(target)):
            self.heredocs.append(mark[1])
        end = self.position
        self.shell.tokens.append(Token("redirection", start, end, self.text[start:end], match[0]))

    def _heredoc_bodies(self) -> None:
        for mark in self.heredocs:
            start = self.position
            while self.position < self.end:
                end = self._line_end()
                line = self.text[self.position : end].strip()
                self.position = min(end + 1, self.end)
                if line == mark:
                    break
            if self.position > start:
                stop = self.position
                self.position = start
                self._add("heredoc", stop)
        self.heredocs.clear()

    # -- words ------------------------------------------------------------------

    def _word(self) -> None:
        self.shell.tokens.append(self._read_word())

    def _read_word(self) -> Token:
        start = self.position
        fragments: list[Fragment] = []
        inner: list[tuple[int, int]] = []
        plain: list[str] = []

        def flush() -> None:
            if plain:
                fragments.append(Fragment("".join(plain), ""))
                plain.clear()

        windows = self.shell.dialect != "posix"
        dashed = False
        while self.position < self.end:
            if match := _PLAIN.match(self.text, self.position, self.end):
                if "%" in match[0] and _PARAMETER.search(match[0]):
                    flush()
                    fragments.extend(_with_parameters(match[0], ""))
                else:
                    plain.append(match[0])
                self.position = match.end()
                continue
            character = self.text[self.position]
            if character == "<" and (match := _PLACEHOLDER.match(self.text, self.position, self.end)):
                plain.append(match[0])
                self.position = match.end()
            elif character in _WORD_END:
                break
            elif character == "\\":
                self._backslash(plain, windows)
                if _CONTINUATION.match(self.text, self.position, self.end):
                    break
            elif character in "'\"" or character in SINGLE_QUOTES or character in DOUBLE_QUOTES:
                flush()
                if not self._quotes(fragments, inner):
                    plain.append("'" if character in SINGLE_QUOTES else character)
                    self.position += 1
            elif character in "$`" and (found := self._substitution()):
                flush()
                fragments.append(Fragment(self.text[self.position : found[1]], "", "substitution"))
                inner.append((found[0], found[1] - 1))
                self.position = found[1]
            elif character == "$" and (match := _PARAMETER.match(self.text, self.position, self.end)):
                flush()
                fragments.append(Fragment(match[0], "", "parameter"))
                self.position = match.end()
            elif character == "`" and _CONTINUATION.match(self.text, self.position, self.end):
                break
            elif character in DASHES and self.position > start:
                self.shell.edits.append(Edit(self.position, self.position + 1, "-"))
                if not dashed:
                    self.shell.faults.append(ShellFault("typographic-dash", start, self.position + 1, character))
                dashed = True
                plain.append("-")
                self.position += 1
            else:
                plain.append(character)
                self.position += 1
        flush()
        if self.position == start:  # a lone sign that belongs to nothing
            self.position += 1
            fragments.append(Fragment(self.text[start : self.position], ""))
        value = "".join(fragment.text for fragment in fragments)
        return Token(
            "word", start, self.position, self.text[start : self.position], value, tuple(fragments), tuple(inner)
        )

    def _backslash(self, plain: list[str], windows: bool) -> None:
        """Outside quotes: an escape, or a part of a Windows path."""
        before = "".join(plain[-2:])
        if windows or _DRIVE.search(before) or "\\" in before or self.text.startswith("\\\\", self.position):
            plain.append("\\")
            self.position += 1
            return
        if _CONTINUATION.match(self.text, self.position, self.end):
            return
        if self.position + 1 < self.end:
            following = self.text[self.position + 1]
            if following.isalnum() or following == ".":  # `.\data` and `%cd%\data`: a path of Windows
                plain.append("\\")
                self.position += 1
                return
            plain.append(following)
        self.position += 2 if self.position + 1 < self.end else 1

    def _quotes(self, fragments: list[Fragment], inner: list[tuple[int, int]]) -> bool:
        """Read a quoted stretch; False where the quote is never closed."""
        start = self.position
        opening = self.text[start]
        if opening in "'\"":
            typographic = DOUBLE_QUOTES if opening == '"' else SINGLE_QUOTES
            quote = opening
        else:
            quote = '"' if opening in DOUBLE_QUOTES else "'"
            typographic = DOUBLE_QUOTES if quote == '"' else SINGLE_QUOTES
        closing = self._closing(start + 1, quote, typographic)
        if closing is None:
            if opening not in SINGLE_QUOTES:
                self.shell.faults.append(ShellFault("unclosed-quote", start, start + 1, opening))
            return False
        for place in (start, closing):
            if self.text[place] in _TYPOGRAPHY:
                self.shell.edits.append(Edit(place, place + 1, quote))
                self.shell.faults.append(ShellFault("curly-quotes", place, place + 1, self.text[place]))
        content = self.text[start + 1 : closing]
        if quote == '"':
            if "$(" in content or "`" in content:
                self._substitutions_within(start + 1, closing, inner)
            if self.shell.dialect == "posix" and "\\" in content and not re.search(r"[A-Za-z]:\\", content):
                content = re.sub(r'\\([\\"$`\n])', lambda found: "" if found[1] == "\n" else found[1], content)
            fragments.extend(_with_parameters(content, quote))
        else:
            fragments.append(Fragment(content, quote))
        self.position = closing + 1
        return True

    def _closing(self, start: int, quote: str, typographic: str) -> int | None:
        """Where a quote closes: at the same ASCII sign, or at a typographic one of its kind."""
        key = quote
        if key in self.no_more:
            return None
        position = start
        signs = quote + typographic
        ascii_only = self.text[start - 1] == quote and quote in self.text[start : start + 4000]
        while position < self.end:
            character = self.text[position]
            if character == "\\" and quote == '"' and self.shell.dialect == "posix":
                position += 2
                continue
            if character == quote or (character in signs and not ascii_only):
                return position
            position += 1
        self.no_more.add(key)
        return None

    def _substitution(self) -> tuple[int, int] | None:
        """The start of the content and the end (after the closing sign) of a substitution that begins here."""
        if self.text.startswith("$(", self.position):
            return self._balanced(self.position + 2)
        if self.text[self.position] == "`" and self.shell.dialect != "powershell":
            closing = self.text.find("`", self.position + 1, min(self.end, self.position + 4000))
            if closing > self.position + 1 and "\n" not in self.text[self.position : closing]:
                return self.position + 1, closing + 1
        return None

    def _balanced(self, start: int) -> tuple[int, int] | None:
        if self.unmatched >= _MAX_UNMATCHED:
            return None
        depth = 1
        quote = ""
        for position in range(start, self.end):
            character = self.text[position]
            if quote:
                if character == quote:
                    quote = ""
            elif character in "'\"":
                quote = character
            elif character == "(":
                depth += 1
            elif character == ")":
                depth -= 1
                if depth == 0:
                    return start, position + 1
        self.unmatched += 1
        return None

    def _substitutions_within(self, start: int, end: int, inner: list[tuple[int, int]]) -> None:
        position = self.text.find("$(", start, end)
        while position >= 0:
            found = self._balanced(position + 2)
            if found is None or found[1] > end:
                return
            inner.append((found[0], found[1] - 1))
            position = self.text.find("$(", found[1], end)


def _with_parameters(text: str, quote: str) -> Iterator[Fragment]:
    """Split a text into literal stretches, parameters and substitutions, so that each is told apart later."""
    if "$" not in text and "%" not in text:
        yield Fragment(text, quote)
        return
    position = 0
    unmatched = 0
    while position < len(text):
        if text.startswith("$(", position) and unmatched < _MAX_UNMATCHED:
            depth = 0
            for index in range(position + 1, len(text)):
                depth += {"(": 1, ")": -1}.get(text[index], 0)
                if depth == 0:
                    yield Fragment(text[position : index + 1], quote, "substitution")
                    position = index + 1
                    break
            else:
                unmatched += 1
                yield Fragment("$", quote)
                position += 1
        elif match := _PARAMETER.match(text, position):
            yield Fragment(match[0], quote, "parameter")
            position = match.end()
        else:
            end = position + 1
            while end < len(text) and text[end] not in "$%":
                end += 1
            yield Fragment(text[position:end], quote)
            position = end
