"""Say what the parts of a message are: commands, errors, files, tables, or plain text.

Fences are cut first, then each stretch is read line by line: a structure that
many lines share (a table, JSON, a Dockerfile, a compose file) takes its lines
together; what is left is told line by line and gathered into runs.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.knowledge.grammar import nearest
from bot.pasted import line_kinds, listings
from bot.pasted.brackets import nesting
from bot.pasted.columns import columns_of
from bot.pasted.fences import segments
from bot.pasted.model import Kind, Piece
from bot.pasted.slips import ascii_letters
from bot.text import noise

_INSTRUCTIONS = line_kinds.words(
    """
    ADD ARG CMD COPY ENTRYPOINT ENV EXPOSE FROM HEALTHCHECK LABEL MAINTAINER ONBUILD RUN SHELL STOPSIGNAL USER
    VOLUME WORKDIR
    """
)
_INSTRUCTION = re.compile(r"[ \t]{0,40}(?P<word>[A-Za-z]{3,12})[ \t]+(?P<rest>\S[^\n]*)")
_UPPER_WORD = re.compile(r"[ \t]{0,40}(?P<word>[A-Z_]{3,13}):?[ \t]+\S")
_DIRECTIVE = re.compile(r"#[ \t]*(?:syntax|escape|check)[ \t]*=", re.IGNORECASE)
_FROM = re.compile(
    r"[ \t]{0,40}FROM[ \t]{1,40}(?:--platform=\S{1,80}[ \t]{1,40})?[\w./:@${}\\-]{1,300}"
    r"(?:[ \t]{1,40}AS[ \t]{1,40}\S{1,80})?"
    r"[ \t]{0,40}(?:#[^\n]*)?$",
    re.IGNORECASE,
)
_HEREDOC = re.compile(r"<<-?[ \t]*[\"']?(\w{1,40})[\"']?")
_KEY_LINE = re.compile(r"[ \t]*(?:\\?-[ \t]+)?[\"']?[\w.${}*&<-][\w.${}*-]{0,80}[\"']?[ \t]*:(?:[ \t]|$)")
#: A variable of ``environment`` at the margin, no level of a log.
_VARIABLE_LINE = re.compile(r"(?!(?:ERROR|FATAL|WARN(?:ING)?|INFO|DEBUG|ERR|E|W)\b)[A-Z][A-Z0-9_]{2,80}:[ \t]")
#: Blanks of web pages and chats, told as blanks; a line keeps its length.
_BLANKS = str.maketrans(dict.fromkeys("\u00a0\u2007\u202f\u3000", " "))
_COMMENTED_OUT = re.compile(r"#{1,3}[ \t]{0,20}(?:- |-[ \t]*\w|[\w.-]{1,60}:(?:[ \t]|$)|$)")
_TIGHT_KEY = re.compile(r"[ \t]*[\w-]{2,40}:[^\s/:][^\n]*$")
#: A file's name above its content.
_FILE_NAME = re.compile(r"[\w./-]{0,80}\.ya?ml[ \t]*:[ \t]*")
#: The number that an editor or ``cat -n`` puts before a line.
_LINE_NUMBER = re.compile(r"[ \t]{0,8}(\d{1,4})(?:[ \t]{0,4}[|│:](?=[ \t]|$)|[ \t]|$)")
_ITEM_LINE = re.compile(r"[ \t]*\\?[-–—*•][ \t]*\S")
_SERVICES = re.compile(
    r"[ \t]*[\"']?serv\w{0,3}ces?[\"']?[ \t]*:[ \t]*(?:#[^\n]*|\{[^\n]*)?$", re.MULTILINE | re.IGNORECASE
)
_SERVICE_KEYS = re.compile(
    r"^[ \t]*(?:\\?-[ \t]+)?[\"']?(image|build|ports|volumes|environment|depends\\?_on|restart|container\\?_name"
    r"|networks|command|env\\?_file|healthcheck|deploy|expose|labels|entrypoint|secrets|configs|privileged|logging|user"
    r"|working\\?_dir|extra\\?_hosts|network\\?_mode|cap\\?_add|profiles|mem\\?_limit|services|version|develop"
    r"|stop\\?_grace\\?_period)[\"']?[ \t]*:",
    re.MULTILINE,
)
_TELLING_KEYS = frozenset(
    {"image", "build", "ports", "environment", "depends_on", "container_name", "env_file", "healthcheck", "restart"}
)
_OTHER_YAML = re.compile(
    r"^(?:apiVersion|kind|jobs|stages|hosts|tasks|pipeline|on|scrape_configs|resources)[ \t]*:", re.MULTILINE
)
_ONE_LINE_COMPOSE = re.compile(r"\bservices:[ \t]{1,40}\S{1,80}:[ \t]{1,40}\{?(?:image|build|container_name|ports):")
#: A file of resources only, without services: a section at the margin, and a key that its entries have.
_SECTION = re.compile(r"(?:volumes|networks|secrets|configs):[ \t]{0,40}(?:#[^\n]{0,200})?")
_RESOURCE_KEY = re.compile(
    r"[ \t]{2,16}(?:external|driver|driver_opts|ipam|internal|attachable|file|name|environment):(?:[ \t]|$)"
)
_JSON_START = re.compile(r"[ \t]*(?:\[[ \t]*(?:$|[{\[\]\"])|\{[ \t]*(?:$|\"))")
#: A line of a log, or what a registry or the daemon answers, in JSON.
_JSON_LOG = re.compile(
    r"\{ ?\"(?:log|level|lvl|levelname|time|msg|message|ts|timestamp|@timestamp|asctime|severity|stream|error"
    r"|errors|errorDetail)\":"
    r"|\{ ?\"t\": ?\{ ?\"\$date\"|\{ ?\"[a-z][^\n]{0,300}?\"(?:log\.)?(?:level|severity|levelname)\": ?\""
)
_REPORT_START = re.compile(
    r"(?:Client|Server):(?: Docker [^\n]{0,100})?[ \t]{0,9}$|[ \t]?Containers: \d{1,9}[ \t]{0,9}$"
)
_REPORT_LINE = re.compile(
    r"[ \t]{0,40}(?:[A-Za-z][\w /.()+-]{0,40}:(?:[ \t]|$)|[\w.:/-]{1,300}[ \t]{0,9}$|WARNING)|[ \t]{2}\S|[ \t]{3,40}\S"
)
#: How sure a command is one that a sentence quotes.
QUOTED = 0.7
#: So many brackets that are never closed are tried as JSON in one message.
_JSON_TRIES = 5
#: What follows so many lines is read as one.
_MAX_LINES = 5000
#: From so many numbers in a row on they are those of lines.
_NUMBERED_LINES = 4
_CONTINUED = re.compile(r"(?:\\|`|\^)[ \t]*$")
#: A command that a line gives a name, in place of a sentence around it.
_ALIAS = re.compile(r"[ \t]*(?:alias|Set-Alias|function)[ \t]+[\w.-]{1,40}[ \t]*[={(]?")
_OPTION_LINE = re.compile(r"[ \t]*-{1,2}[a-zA-Z][\w-]*(?:[ =]|$)")

#: Languages that fences name, and what they hold.
_FENCED: dict[str, Kind] = {
    "dockerfile": "dockerfile",
    "docker": "dockerfile",
    "containerfile": "dockerfile",
    "json": "json",
    "jsonc": "json",
}
_SHELLS = frozenset(
    {"bash", "sh", "shell", "zsh", "console", "powershell", "ps1", "pwsh", "cmd", "bat", "shell-session", "terminal"}
)


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    text: str

    @property
    def blank(self) -> bool:
        return not self.text.strip()


def recognize(text: str, name: str | None = None) -> tuple[Piece, ...]:
    """Return the pieces of a message in order; ``name`` is the file's name if it came as a document.

    A piece of kind ``text`` reaches over its whole sentence, so a command that
    the sentence quotes comes after it as a piece of its own, inside its bounds;
    otherwise pieces do not overlap. An empty message has no pieces. Never raises.
    """
    if not text.strip():
        return ()
    if name is not None and (piece := _document(text, name)):
        return (piece,)
    if name is None and (stripped := _numbered(text) or _quoted(text)) is not None:
        return stripped
    pieces: list[Piece] = []
    first = 1 if text[0] == "\ufeff" else 0  # a byte order mark belongs to no line
    for segment in segments(text):
        if not text[segment.start : segment.end].strip(" \t\r\n`~"):
            continue
        found = _Reading(text, max(segment.start, first), segment.end, segment.language).pieces()
        pieces += found
    return tuple(_merged(text, pieces)) if name is None else tuple(_named(_merged(text, pieces), name))


def _numbered(text: str) -> tuple[Piece, ...] | None:
    """The pieces of a file that was copied with the numbers of its lines; None where it is no such copy."""
    lines = text.split("\n", _MAX_LINES)
    if len(lines) > _MAX_LINES or ">>>" in text:  # of a build's error they are a part
        return None
    marks = [_LINE_NUMBER.match(line) for line in lines]
    expected = 0
    counted: list[int] = []
    for number, mark in enumerate(marks):
        if mark is not None and (not counted or int(mark[1]) == expected):
            counted.append(number)
            expected = int(mark[1]) + 1
    filled = sum(1 for line in lines if line.strip())
    if len(counted) < _NUMBERED_LINES or len(counted) * 3 < filled * 2:
        return None
    ends = {number: match.end() for number in counted if (match := marks[number]) is not None}
    return _behind(lines, ends)


def _quoted(text: str) -> tuple[Piece, ...] | None:
    """The pieces of a file that a chat or a letter quotes with ``>``; None where it is none."""
    lines = text.split("\n", _MAX_LINES)
    ends = {number: 1 for number, line in enumerate(lines) if line.startswith(">") and not line.startswith(">>")}
    filled = sum(1 for line in lines if line.strip())
    if len(lines) > _MAX_LINES or len(ends) < _NUMBERED_LINES - 1 or len(ends) * 3 < filled * 2 or "```" in text:
        return None
    return _behind(lines, ends)


def _behind(lines: Sequence[str], ends: Mapping[int, int]) -> tuple[Piece, ...] | None:
    """The pieces of lines without what stands before them, where a file is among them; offsets lead back."""
    rests = [lines[number][end:] for number, end in ends.items() if lines[number][end:].strip()]
    if not rests:
        return None
    indent = min(len(rest) - len(rest.lstrip(" ")) for rest in rests)
    starts: list[int] = []
    origins: list[int] = []
    plain: list[str] = []
    position = offset = 0
    for number, line in enumerate(lines):
        cut = min(ends[number] + indent, len(line)) if number in ends else 0
        plain.append(line[cut:])
        starts.append(position)
        origins.append(offset + cut)
        position += len(line) - cut + 1
        offset += len(line) + 1
    pieces = recognize("\n".join(plain))
    if not any(piece.kind in ("compose", "dockerfile") for piece in pieces):
        return None

    def original(place: int) -> int:
        line = bisect_right(starts, place) - 1
        return origins[line] + place - starts[line]

    return tuple(
        replace(piece, start=original(piece.start), end=original(piece.end - 1) + 1 if piece.end else 0)
        for piece in pieces
    )


def _named(pieces: Iterable[Piece], name: str) -> Iterator[Piece]:
    for piece in pieces:
        yield Piece(piece.kind, piece.start, piece.end, piece.text, piece.sure, name)


def _document(text: str, name: str) -> Piece | None:
    """The one piece that a file is, where its name or content tells; None to read it like a message."""
    base = name.replace("\\", "/").rsplit("/", 1)[-1].lower()
    ending = base.rpartition(".")[2]
    kind: Kind | None = None
    if base.startswith(("dockerfile", "containerfile")) or ending in ("dockerfile", "containerfile"):
        kind = "dockerfile"
    elif ending in ("yml", "yaml"):
        kind = "text" if _OTHER_YAML.search(text) and not _SERVICES.search(text) else "compose"
    elif base == ".env" or base.startswith(".env.") or ending == "env":
        kind = "text"
    elif ending in ("log", "err", "out"):
        kind = "error"
    elif ending == "json" and text.lstrip("\ufeff \t\r\n")[:1] in ("{", "["):
        kind = "error" if _JSON_LOG.match(text.lstrip()) else "json"
    if kind is None:
        return None
    return Piece(kind, 0, len(text), text, 0.95, name)


class _Reading:
    """One stretch of a message being read."""

    def __init__(self, text: str, start: int, end: int, language: str | None) -> None:
        self.text = text
        self.language = language
        self.lines: list[_Line] = []
        # Up to where a structure has been looked for in vain: what a stretch lacks, its end lacks too.
        self._no_compose = self._no_comment = 0
        self._ahead: list[int] | None = None
        self._json_tries = _JSON_TRIES
        position = start
        for line in text[start:end].split("\n", _MAX_LINES):
            self.lines.append(_Line(position, position + len(line), line.rstrip("\r").translate(_BLANKS)))
            position += len(line) + 1

    def pieces(self) -> list[Piece]:
        if (kind := _FENCED.get(self.language or "")) and (piece := self._whole(kind)):
            return [piece]
        found: list[Piece] = []
        loose: list[_Line] = []
        index = 0
        while index < len(self.lines):
            line = self.lines[index]
            if line.blank:
                loose.append(line)
                index += 1
                continue
            taken = self._structure(index)
            if taken is None:
                loose.append(line)
                index += 1
                continue
            kind, last, sure = taken
            found += self._loose(loose)
            loose = []
            found.append(self._piece(kind, self.lines[index:last], sure))
            index = last
        return found + self._loose(loose)

    def _whole(self, kind: Kind) -> Piece | None:
        lines = [line for line in self.lines if not line.blank]
        if kind == "json" and lines[0].text.lstrip()[:1] not in "[{":
            return None
        if kind == "dockerfile" and not any(self._instruction(line) for line in lines):
            return None
        return self._piece(kind, self.lines, 0.95)

    def _piece(self, kind: Kind, lines: Sequence[_Line], sure: float) -> Piece:
        lines = list(lines)
        while lines and lines[-1].blank:
            lines.pop()
        while lines and lines[0].blank:
            lines.pop(0)
        start, end = lines[0].start, lines[-1].start + len(lines[-1].text.rstrip())
        if kind in ("text", "command", "error"):
            start += len(lines[0].text) - len(lines[0].text.lstrip())
        return Piece(kind, start, end, self.text[start:end], sure)

    # -- structures of several lines ----------------------------------------------

    def _structure(self, index: int) -> tuple[Kind, int, float] | None:
        """The kind, the line after the last, and how sure; None where no structure begins."""
        line = self.lines[index].text
        if columns_of(line[noise.prompt_length(line) :]) or columns_of(line.lstrip("> ")):
            return "table", self._table_end(index), 0.98
        if _REPORT_START.match(line) and self._next_matches(index, _REPORT_LINE):
            return "table", self._report_end(index), 0.9
        if taken_lines := listings.length(self.lines[number].text for number in range(index, len(self.lines))):
            return "table", index + taken_lines, 0.95
        if self._json_tries and _JSON_START.match(line) and (taken := self._json(index)):
            # JSON is YAML: a compose file may be written so.
            services = any(_SERVICES.match(each.text) for each in self.lines[index : min(taken[1], index + 20)])
            return ("compose", *taken[1:]) if services else taken
        # `# docker build -t app .` above a file is its comment, and no command of root's.
        commented = line.lstrip().startswith("#")
        if not commented and (last := self._command_end(index)):
            return "command", last, 0.95
        if last := self._dockerfile_end(index):
            return "dockerfile", last, 0.95
        if last := self._compose_end(index):
            return "compose", last, 0.95
        if commented and (last := self._command_end(index)):
            return "command", last, 0.95
        return None

    def _next_matches(self, index: int, pattern: re.Pattern[str]) -> bool:
        following = [line for line in self.lines[index + 1 : index + 4] if not line.blank]
        return bool(following) and pattern.match(following[0].text) is not None

    def _table_end(self, index: int) -> int:
        last = index + 1
        while last < len(self.lines):
            line = self.lines[last].text
            if self.lines[last].blank:
                break
            if noise.prompt_length(line) or line_kinds.is_command(line) or columns_of(line):
                break
            if line_kinds.is_prose(line) and not re.search(r"\S {2,}\S", line):
                break
            last += 1
        return last

    def _report_end(self, index: int) -> int:
        last = index + 1
        while last < len(self.lines):
            line = self.lines[last]
            if not line.blank and (
                noise.prompt_length(line.text)
                or line_kinds.is_prose(line.text)
                or not _REPORT_LINE.match(line.text)
                or (line.text.startswith(("ERROR", "Error", "error")) and line_kinds.is_error(line.text))
            ):
                break
            last += 1
        return last

    def _json(self, index: int) -> tuple[Kind, int, float] | None:
        first = self.lines[index]
        if _JSON_LOG.match(first.text.lstrip()):
            return None
        depth = 0
        for number in range(index, len(self.lines)):
            text = self.lines[number].text
            depth += nesting(text).open
            if depth <= 0:
                if number == index and '"' not in text:
                    return None
                return "json", number + 1, 0.95
        # Cut off: JSON to the end, unless a person's words follow.
        last = index + 1
        while last < len(self.lines) and not (
            line_kinds.is_prose(self.lines[last].text) and '"' not in self.lines[last].text
        ):
            last += 1
        if any('":' in line.text for line in self.lines[index:last]):
            return "json", last, 0.7
        self._json_tries -= 1
        return None

    def _command_end(self, index: int) -> int | None:
        line = self.lines[index].text
        fenced = self.language is not None
        command = line_kinds.is_command(line)
        if not command and fenced and (rest := line_kinds.command_rest(line)):
            command = bool(rest[1].strip()) and not line_kinds.has_cyrillic(rest[1]) and not rest[1].startswith(":")
        if not command and _CONTINUED.search(line) and line_kinds.command_rest(line):
            command = True
        if not command and self._wrapped_command(index):
            command = True
        if not command:
            return None
        last = self._continued(index)
        # What a script does around its docker commands belongs to it.
        while last < len(self.lines):
            following = self.lines[last]
            if following.blank:
                ahead = last + 1
                if ahead < len(self.lines) and self._plain_command(ahead):
                    last = self._continued(ahead)
                    continue
                break
            text = following.text
            if self._plain_command(last) or (fenced and self.language in _SHELLS) or noise.prompt_length(text):
                last = self._continued(last)
            elif text.lstrip().startswith("#") and last + 1 < len(self.lines) and self._plain_command(last + 1):
                last += 1
            else:
                break
        return last

    def _plain_command(self, index: int) -> bool:
        text = self.lines[index].text
        if line_kinds.is_command(text):
            return True
        rest = line_kinds.command_rest(text)
        return (
            rest is not None
            and bool(rest[1].strip())
            and not (
                line_kinds.has_cyrillic(rest[1])
                or rest[1].startswith(":")
                or rest[1].rstrip().endswith("?")
                or line_kinds.PROSE & set(rest[1].lower().split())
            )
        )

    def _wrapped_command(self, index: int) -> bool:
        """A bare ``docker run`` whose options stand on the next lines, the backslashes lost."""
        rest = line_kinds.command_rest(self.lines[index].text)
        if rest is None or index + 1 >= len(self.lines) or line_kinds.has_cyrillic(rest[1]):
            return False
        return re.match(r"[ \t]*-{1,2}[a-z]", self.lines[index + 1].text) is not None

    def _continued(self, index: int) -> int:
        """The line after a command's last: backslashes, options on lines of their own, open quotes, here-documents."""
        last = index + 1
        line = self.lines[index].text
        heredoc = _HEREDOC.search(line)
        quotes = line.count("'") % 2 or line.count('"') % 2
        while last < len(self.lines):
            text = self.lines[last].text
            previous = self.lines[last - 1].text
            if heredoc:
                if text.strip() == heredoc[1]:
                    heredoc = None
                last += 1
                continue
            if (
                (_CONTINUED.search(previous) and text.strip())
                or (_OPTION_LINE.match(text) and not _KEY_LINE.match(text))
                or (_OPTION_LINE.match(previous) and text[:1] in (" ", "\t") and not line_kinds.is_prose(text))
            ):
                last += 1
            elif quotes and last - index < 40 and not line_kinds.is_prose(text):
                if (text.count("'") % 2) or (text.count('"') % 2):
                    quotes = 0
                last += 1
            elif previous.rstrip().endswith(("&&", "|")) and text.strip():
                last += 1
            else:
                break
        return last

    def _instruction(self, line: _Line) -> bool:
        match = _INSTRUCTION.match(line.text)
        return (
            match is not None
            and match["word"] in _INSTRUCTIONS
            and not re.match(r"(?:failed|requires|vs|or|and|или|и|instruction|в|от)\b", match["rest"])
        )

    def _dockerfile_end(self, index: int) -> int | None:
        first = self.lines[index]
        start = index
        if first.text.lstrip().startswith("#"):
            # Comments belong to the file that follows them at once.
            start = max(start, self._no_comment)
            while start < len(self.lines) and (
                self.lines[start].blank or self.lines[start].text.lstrip().startswith("#")
            ):
                start += 1
            self._no_comment = start
            if start >= len(self.lines) or not (_DIRECTIVE.match(first.text) or self._instruction(self.lines[start])):
                return None
            first = self.lines[start]
        if first.text.strip() == "FROM" and any(self._instruction(line) for line in self.lines[start + 1 : start + 3]):
            return self._dockerfile_lines(start + 1, lower=False)[0]  # its image was forgotten
        match = _INSTRUCTION.match(first.text)
        if match is None or line_kinds.is_prose(first.text):
            return None
        word = match["word"]
        lower = word == "from" and _FROM.match(first.text) is not None
        if not (word in _INSTRUCTIONS or lower or word.isupper()):
            return None
        if word in ("COPY", "ADD", "FROM", "ENV", "RUN") and not self._instruction(first) and not lower:
            return None
        known = word in _INSTRUCTIONS
        if not (known or lower or any(self._instruction(line) for line in self.lines[start + 1 : start + 4])):
            return None
        last, count = self._dockerfile_lines(start, lower)
        if known and _FROM.match(first.text):
            return last if count >= 1 else None
        if count >= 2:
            return last
        if known and count == 1 and re.search(r"[./=:&\[\"$\d-]", match["rest"]):
            if self.language is None and line_kinds.has_cyrillic(re.sub(r"\"[^\"]*\"|'[^']*'|#.*", "", match["rest"])):
                return None  # «RUN cd /app или WORKDIR»
            words = set(match["rest"].lower().split())
            return None if words & line_kinds.PROSE and not re.search(r"&&|\[\"|/", match["rest"]) else last
        return None

    def _dockerfile_lines(self, start: int, lower: bool) -> tuple[int, int]:
        """The line after the file's last, and how many instructions it has."""
        count = 0
        last = start
        word = heredoc = ""
        continued = False
        for number in range(start, len(self.lines)):
            line = self.lines[number]
            text = line.text
            if heredoc:
                heredoc = "" if text.strip() == heredoc else heredoc
                last = number + 1
                continue
            if line.blank:
                continue
            instruction = self._instruction(line) or _is_slip(text)
            if (match := _INSTRUCTION.match(text)) and (lower or (count and not line_kinds.is_prose(text))):
                instruction = instruction or match["word"].upper() in _INSTRUCTIONS
            comment = text.lstrip().startswith("#")
            if not (instruction or comment or continued):
                gap = number > last
                if line_kinds.has_cyrillic(text) or (
                    gap and not re.match(r"[A-Z]{3,12}[ \t]|(?:FROM|RUN|COPY)$", text)
                ):
                    break
                if (
                    line_kinds.is_prose(text)
                    or noise.prompt_length(text)
                    or line_kinds.is_command(text)
                    or _SERVICES.match(text)
                    or columns_of(text)
                    or (line_kinds.is_error(text) and not re.match(r"[ \t]+&&", text) and not _is_slip(text))
                ):
                    break
            if comment and number > last and not continued and not self._instructions_ahead(number, lower):
                break
            if instruction and not continued:
                count += 1
                word = text.split(None, 1)[0].upper()
            match = _HEREDOC.search(text) if word in ("RUN", "COPY", "ADD", "ONBUILD") and not comment else None
            heredoc = match[1] if match else ""
            continued = bool(_CONTINUED.search(text)) or (continued and comment)
            last = number + 1
        return last, count

    def _instructions_ahead(self, number: int, lower: bool) -> bool:
        line = self._content_ahead(number)
        if line is None:
            return False
        match = _INSTRUCTION.match(line.text)
        return (
            self._instruction(line)
            or _is_slip(line.text)
            or bool(lower and match and match["word"].upper() in _INSTRUCTIONS)
        )

    def _content_ahead(self, number: int) -> _Line | None:
        """The nearest line from ``number`` on that is neither blank nor a comment; None where there is none."""
        if self._ahead is None:
            self._ahead = [len(self.lines)] * (len(self.lines) + 1)
            for index in range(len(self.lines) - 1, -1, -1):
                line = self.lines[index]
                comment = line.blank or line.text.lstrip().startswith("#")
                self._ahead[index] = self._ahead[index + 1] if comment else index
        index = self._ahead[min(number, len(self.lines))]
        return self.lines[index] if index < len(self.lines) else None

    def _compose_end(self, index: int) -> int | None:
        if index < self._no_compose:
            return None
        first = self.lines[index].text
        if _FILE_NAME.fullmatch(first.strip()):
            return None
        if _ONE_LINE_COMPOSE.search(first) and not line_kinds.is_prose(first):
            return index + 1
        headless = self._headless(index)
        if not self._yaml_line(first) and not first.lstrip().startswith(("#", "---")) and not headless:
            return None
        last = index
        for number in range(index, len(self.lines)):
            line = self.lines[number]
            if line.blank:
                continue
            text = line.text
            if not self._goes_on(number, last, index) and not (headless and number == index):
                break
            # A comment alone may be Markdown; it counts if YAML follows.
            if text.startswith("#") or text.strip() in ("---", "..."):
                ahead = self._content_ahead(number + 1)
                if ahead is None:
                    if not _COMMENTED_OUT.match(text):
                        break
                elif not (self._yaml_line(ahead.text) or _ITEM_LINE.match(ahead.text)):
                    break
            last = number + 1
        block = "\n".join(line.text for line in self.lines[index:last])
        if _OTHER_YAML.search(block) and not _SERVICES.search(block):
            self._no_compose = last
            return None
        keys = {match[1].replace("\\", "") for match in _SERVICE_KEYS.finditer(block)}
        count = sum(1 for _ in _SERVICE_KEYS.finditer(block))
        if (headless or _SERVICES.search(block)) and (last - index >= 2):
            return last
        if keys & _TELLING_KEYS and (len(keys) >= 2 or count >= 2) and last - index >= 3:
            return last
        if last - index >= 3 and _are_resources(block.split("\n")):
            return last
        if self.language in ("yaml", "yml", "compose", "docker-compose") and keys & _TELLING_KEYS:
            return last
        self._no_compose = last
        return None

    def _headless(self, index: int) -> bool:
        """Whether a line is ``services`` without its colon, with YAML under it."""
        following = self.lines[index + 1].text if index + 1 < len(self.lines) else ""
        return (
            self.lines[index].text.strip().lower() == "services"
            and following[:1] in (" ", "\t")
            and _KEY_LINE.match(following) is not None
        )

    def _yaml_line(self, text: str) -> bool:
        if _KEY_LINE.match(text):
            return not line_kinds.is_error(text) and not self._speech(text)
        return False

    def _speech(self, text: str) -> bool:
        key, _, value = text.partition(":")
        if text[:1] in " \t" and line_kinds.has_cyrillic(key) and ascii_letters(key.strip(" \t-")).isascii():
            return False  # a Russian letter that looks like a Latin one
        return line_kinds.has_cyrillic(key) or (line_kinds.is_prose(value) and value.rstrip().endswith("?"))

    def _goes_on(self, number: int, last: int, first: int) -> bool:
        """Whether a line belongs to the YAML that has reached line ``last``."""
        text = self.lines[number].text
        stripped = text.lstrip()
        if stripped.startswith(("#", "---", "...", "<<:", "]", "}", "|", ">-")):
            return True
        if noise.prompt_length(text) or columns_of(text) or _FILE_NAME.fullmatch(text):
            return False
        if _KEY_LINE.match(text):
            indented = text[:1] in " \t"
            variable = _VARIABLE_LINE.match(text) is not None
            return not self._speech(text) and (indented or variable or not line_kinds.is_error(text))
        if _ITEM_LINE.match(text):
            return not (line_kinds.is_prose(stripped) and line_kinds.has_cyrillic(stripped) and number > last)
        if text[:1] in " \t":
            return not (number > last and line_kinds.is_prose(text))
        if number > last:
            return False
        if _TIGHT_KEY.match(text) and not line_kinds.is_error(text):
            return True
        # A word without its colon, in the middle of a file.
        following = self.lines[number + 1].text if number + 1 < len(self.lines) else ""
        return (
            number > first
            and not line_kinds.is_prose(text)
            and not line_kinds.is_error(text)
            and not line_kinds.is_command(text)
            and len(stripped.split()) <= 3
            and bool(_KEY_LINE.match(following) or _ITEM_LINE.match(following))
        )

    # -- loose lines ---------------------------------------------------------------

    def _loose(self, lines: Sequence[_Line]) -> list[Piece]:
        """Runs of errors and of text among lines that belong to no structure."""
        pieces: list[Piece] = []
        run: list[_Line] = []
        kind: Kind = "text"
        marks = [_mark(line.text) for line in lines]
        erring = _error_lines(marks)
        for line, error in zip(lines, erring, strict=True):
            wanted: Kind = "error" if error else "text"
            if error is None:
                run.append(line)
                continue
            if wanted != kind:
                pieces += self._run(kind, run)
                run = []
                kind = wanted
            run.append(line)
        return pieces + self._run(kind, run)

    def _run(self, kind: Kind, lines: Sequence[_Line]) -> list[Piece]:
        if all(line.blank for line in lines):
            return []
        if kind == "error":
            return [self._piece("error", lines, 0.9)]
        pieces: list[Piece] = []
        run: list[_Line] = []
        for line in lines:
            start = line_kinds.error_start(line.text) if not line.blank else None
            if start is None:
                run.append(line)
                continue
            # The person's words and the message that they quote.
            before = _Line(line.start, line.start + start, line.text[:start])
            pieces += self._text([*run, before])
            run = []
            begin, end = line.start + start, line.start + len(line.text.rstrip())
            pieces.append(Piece("error", begin, end, self.text[begin:end], 0.8))
        return pieces + self._text(run)

    def _text(self, lines: Sequence[_Line]) -> list[Piece]:
        if all(not line.text.strip(" \t:—–-«»\"'`>") for line in lines):
            return []
        piece = self._piece("text", lines, 0.9)
        pieces = [piece]
        sure = 0.95 if _ALIAS.match(piece.text) else QUOTED
        for start, end in line_kinds.quoted_commands(piece.text):
            pieces.append(Piece("command", piece.start + start, piece.start + end, piece.text[start:end], sure))
        return pieces


def _is_slip(line: str) -> bool:
    """Whether a line begins with a misspelt instruction."""
    match = _UPPER_WORD.match(line)
    return match is not None and nearest(match["word"], _INSTRUCTIONS) is not None


def _mark(line: str) -> str:
    """E: an error, L: a line of a log, P: a person's words, U: unknown, empty: blank."""
    if not line.strip():
        return ""
    if line_kinds.is_error(line):
        return "E"
    if line_kinds.is_log(line):
        return "L"
    if line_kinds.command_rest(line):
        return "P"  # a bare command above its output
    return "P" if line_kinds.is_prose(line) else "U"


def _error_lines(marks: Sequence[str]) -> list[bool | None]:
    """Which lines belong to an error: True, False, or None for a blank line that goes with its run."""
    result: list[bool | None] = [None if not mark else mark == "E" for mark in marks]
    logs = marks.count("L")
    for index, mark in enumerate(marks):
        if mark == "L" and ("E" in marks or logs >= 2):
            result[index] = True
    # Unknown lines right before an error, and any after one up to a person's words, are of the same output.
    inside = False
    for index, mark in enumerate(marks):
        if result[index]:
            inside = True
        elif mark == "P":
            inside = False
        elif mark == "U" and inside:
            result[index] = True
    inside = False
    for index in range(len(marks) - 1, -1, -1):
        if result[index]:
            inside = True
        elif marks[index] == "P" or (not marks[index] and "P" in marks):
            inside = False  # above a blank line in a person's message stand the person's words
        elif marks[index] and inside:
            result[index] = True
    return result


def _merged(text: str, pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Pieces in order; errors with nothing but white space between them become one."""
    previous: Piece | None = None
    for piece in pieces:
        if (
            previous is not None
            and piece.kind == previous.kind == "error"
            and not text[previous.end : piece.start].strip()
            and previous.end <= piece.start
        ):
            previous = Piece(
                "error", previous.start, piece.end, text[previous.start : piece.end], min(previous.sure, piece.sure)
            )
            continue
        if previous is not None:
            yield previous
        previous = piece
    if previous is not None:
        yield previous


def _are_resources(lines: list[str]) -> bool:
    """Whether these are a compose file's volumes, networks, secrets or configs, without services."""
    inside = False
    for line in lines:
        if line[:1] not in (" ", "\t", "#", ""):
            inside = _SECTION.fullmatch(line) is not None
        elif inside and _RESOURCE_KEY.match(line):
            return True
    return False
