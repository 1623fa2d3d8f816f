"""A Dockerfile as instructions with lines and offsets; what is wrong stays in the tree, nothing is refused.

Why not a library: dockerfile-parse (2.0.1, July 2023) knows no here-documents and no flags and drops lines that
it does not know; dockerfile (3.4.0) is a shared library in Go that stops at the first fault, and others are
younger than a year. Here faults are the point, each with its line. The rules are those of BuildKit's parser
(frontend/dockerfile/parser), as knowledge/reference/dockerfile.json records them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from itertools import islice
from pathlib import Path

from bot.knowledge.grammar import nearest

_DIRECTIVE = re.compile(r"#[ \t]{0,20}(syntax|escape|check)[ \t]{0,20}=[ \t]{0,20}(\S.{0,400})", re.IGNORECASE)
_KEYWORD = re.compile(r"[ \t]{0,200}(?P<word>[^\s]{1,60})")
_FLAG = re.compile(
    r"[ \t\n]{0,400}--(?P<name>[A-Za-z][\w-]{0,40})(?:=(?P<value>\"[^\"\n]{0,400}\"|[^\s]{0,400}))?(?=\s|$)"
)
_HEREDOC = re.compile(r"(?<![<\w])<<(?P<strip>-?)(?P<quote>[\"']?)(?P<name>[A-Za-z_][\w.]{0,60})(?P=quote)")
_EXPORTED = re.compile(
    r"^[ \t]{0,40}(?:CMD|ENTRYPOINT|SHELL|COPY|ADD|VOLUME|RUN)[ \t]+\\\["
    r"|^[ \t]{0,40}(?:ENV|ARG|FROM|LABEL|USER)[ \t][^\n]{0,200}\\_|^[ \t]{0,40}\\#[ \t]",
    re.MULTILINE | re.IGNORECASE,
)
_ESCAPE = re.compile(r"\\([_\-\[\]*#<>{}()~`.+&|!])")
_QUOTE_ESCAPE = re.compile(r"\\\"")
_BLANKS = str.maketrans({"\u00a0": " ", "\u2007": " ", "\u202f": " ", "\u3000": " ", "\ufeff": " ", "\u200b": " "})
_CURLY = str.maketrans("“”„«»‘’", '"""""\'\'')
_CURLY_USE = re.compile(r"[ \t]{0,40}(?:CMD|ENTRYPOINT|RUN|COPY|SHELL|ENV|VOLUME)\b[^\n]{0,400}[“”„«‘]", re.IGNORECASE)
#: A flag whose two hyphens an editor has made a dash.
_DASHED_FLAG = re.compile(
    r"([ \t]{0,40}(?:COPY|ADD|RUN|FROM|HEALTHCHECK)[ \t]{1,20})[–—]{1,2}(?=[a-z-]{3,20}=|(?:link|parents)[ \t])",
    re.IGNORECASE,
)
#: Further flags of the same line.
_NEXT_FLAG = re.compile(
    r"(?<=[ \t])[–—]{1,2}(?=(?:from|chown|chmod|exclude|platform|checksum|mount|network|interval)=)"
)
#: The same in front of a program's option, in a command or its continuation.
_DASHED_OPTION = re.compile(r"(?<=[ \t])[–—]{1,2}(?=([a-zA-Z][\w-]{0,40}=?))")
_COMMAND_LINE = re.compile(
    r"[ \t]{0,40}(?:RUN|CMD|ENTRYPOINT|HEALTHCHECK)[ \t]|[ \t]{2,40}[^#\s]|[ \t]?&&", re.IGNORECASE
)
_RUSSIAN = re.compile("[а-яё]", re.IGNORECASE)
#: Options of one line that are mended.
_MAX_DASHES = 10
#: Long options that are as short as a group of letters.
_SHORT_WORDS = frozenset({"yes", "user", "prod", "save", "help", "from", "all", "root", "force", "quiet"})
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\u0085\u2028\u2029]")
_ASSIGNMENT = re.compile(
    r"(?P<name>[A-Za-z_][\w.-]{0,120})=(?P<value>\"(?:[^\"\\]|\\.){0,4000}\"|'[^']{0,4000}'|[^\s]{0,4000})"
)
_STAGE = re.compile(r"(?P<image>\S+)(?:[ \t]+AS[ \t]+(?P<name>\S+))?", re.IGNORECASE)
_VARIABLE = re.compile(r"\$(?:\{(?P<braced>[A-Za-z_]\w{0,80})(?P<rest>[^}\n]{0,200})\}|(?P<plain>[A-Za-z_]\w{0,80}))")


_MAX_FLAGS = 50
#: Instructions that are read; a long Dockerfile has about 100.
MAX_INSTRUCTIONS = 1500
_MAX_HEREDOCS = 20
#: Stages that build on one another in a row.
_MAX_LINEAGE = 30


@dataclass(frozen=True, slots=True)
class InstructionFact:
    """An instruction of the reference: its flags, and whether it is said once a stage."""

    name: str
    flags: frozenset[str]
    heredoc: bool
    last_counts: bool
    exec_form: bool


@cache
def instruction_facts(reference: Path) -> dict[str, InstructionFact]:
    """The instructions by name, from dockerfile.json. Raises OSError, KeyError or ValueError on damaged facts."""
    data = json.loads((reference / "dockerfile.json").read_text(encoding="utf-8"))
    return {
        item["name"]: InstructionFact(
            item["name"],
            frozenset(flag["name"] for flag in item["flags"]),
            bool(item["heredoc"]),
            item["multiple"] == "last",
            bool(item["exec_form"]),
        )
        for item in data["instructions"]
    }


@cache
def predefined_arguments(reference: Path) -> frozenset[str]:
    """Build arguments that exist without an ARG in front of FROM (``TARGETARCH``, ``HTTP_PROXY``)."""
    data = json.loads((reference / "dockerfile.json").read_text(encoding="utf-8"))
    return frozenset(item["name"] for item in data["predefined_args"])


#: What people write for an instruction of another name.
_SYNONYMS = {"INSTALL": "RUN", "START": "CMD", "COMMAND": "CMD", "PORT": "EXPOSE", "VARIABLE": "ENV", "IMAGE": "FROM"}


def meant_instruction(name: str, facts: Mapping[str, InstructionFact]) -> str | None:
    """The instruction that a slip of the keyboard or another word for it makes ``name``."""
    return nearest(name, facts) or _SYNONYMS.get(name)


@dataclass(frozen=True, slots=True)
class Flag:
    """``--name=value`` of an instruction; offsets are those of the mended text."""

    name: str
    value: str | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Heredoc:
    """A here-document: its word, its lines, the offsets of its body, and whether the closing word stands."""

    name: str
    body: str
    start: int
    end: int
    closed: bool


@dataclass
class Instruction:
    """One instruction. ``value`` is what follows the flags, its lines joined; lines are 1-based.

    raw: as it stands, with continuations and here-documents. value_start: the offset of the value.
    """

    name: str
    keyword: str
    value: str
    line: int
    end_line: int
    start: int
    end: int
    keyword_end: int
    value_start: int
    raw: str
    flags: tuple[Flag, ...] = ()
    heredocs: tuple[Heredoc, ...] = ()
    swallowed: tuple[int, str] | None = None
    stage: int = -1

    @property
    def last_line(self) -> int:
        """The line that it ends on, its here-documents included."""
        return self.line + self.raw.count("\n")

    @cached_property
    def words(self) -> tuple[str, ...] | None:
        """The words of the exec form (``["a", "b"]``), None in the shell form."""
        if not self.value.startswith("["):
            return None
        try:
            found = json.loads(self.value)
        except (ValueError, RecursionError):
            return None
        return tuple(found) if isinstance(found, list) and all(isinstance(word, str) for word in found) else None

    @cached_property
    def assignments(self) -> tuple[tuple[str, str | None], ...]:
        """Names and values of ENV, ARG and LABEL; None where ARG gives no default."""
        if self.name == "ARG":
            found = [(match["name"], _plain(match["value"])) for match in _ASSIGNMENT.finditer(self.value)]
            rest = _ASSIGNMENT.sub(" ", self.value).split()
            return (*found, *((word, None) for word in rest))
        matches = list(_ASSIGNMENT.finditer(self.value))
        if matches and matches[0].start() == 0:
            return tuple((match["name"], _plain(match["value"])) for match in matches)
        name, _, value = self.value.partition(" ")
        return ((name, value.strip()),) if name else ()

    def flag(self, name: str) -> str | None:
        """The value of a flag, empty where it has none, None where it is not given."""
        return next((flag.value or "" for flag in self.flags if flag.name == name), None)


def _plain(value: str) -> str:
    return value[1:-1] if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'" else value


@dataclass
class Stage:
    """What one FROM begins. ``image`` is as written, ``resolved`` with the defaults of ARG put in."""

    index: int
    name: str | None
    image: str
    resolved: str
    source: Instruction
    instructions: list[Instruction] = field(default_factory=list)

    def find(self, *names: str) -> Iterator[Instruction]:
        """The instructions of these names, in order."""
        return (instruction for instruction in self.instructions if instruction.name in names)

    @property
    def label(self) -> str:
        """The stage's name or number, as ``COPY --from`` takes it."""
        return self.name or str(self.index)


@dataclass
class Dockerfile:
    """A whole file. The subject of dockerfile remarks.

    lines: as pasted. mended: the same number of lines without what an export put in; the tree is of these.
    exported: the first line with a backslash of an export, 0 without. curly: the first line with typographic quotes.
    """

    lines: tuple[str, ...]
    mended: tuple[str, ...]
    instructions: tuple[Instruction, ...]
    stages: tuple[Stage, ...]
    directives: tuple[tuple[str, str, int, int, int], ...]
    escape: str
    facts: dict[str, InstructionFact]
    predefined: frozenset[str]
    exported: int = 0
    curly: int = 0
    comments: tuple[tuple[int, int], ...] = ()

    @cached_property
    def text(self) -> str:
        """The mended text."""
        return "\n".join(self.mended)

    @property
    def dashes(self) -> Iterator[int]:
        """The lines whose flag begins with a dash in place of two hyphens."""
        return (
            number
            for number, line in enumerate(self.lines, start=1)
            if _DASHED_FLAG.match(line) or _has_dashed_option(line)
        )

    @cached_property
    def global_arguments(self) -> dict[str, str | None]:
        """Arguments declared in front of the first FROM, with their defaults."""
        found: dict[str, str | None] = {}
        for instruction in self.instructions:
            if instruction.name == "FROM":
                break
            if instruction.name == "ARG":
                found.update(instruction.assignments)
        return found

    @property
    def final(self) -> Stage | None:
        """The stage that the image is made of."""
        return self.stages[-1] if self.stages else None

    def base_of(self, stage: Stage) -> Stage | None:
        """The earlier stage that a stage builds on, if any."""
        other = self._named.get(stage.resolved.lower())
        return other if other is not None and other.index < stage.index else None

    @cached_property
    def _named(self) -> dict[str, Stage]:
        found: dict[str, Stage] = {}
        for stage in self.stages:
            if stage.name:
                found.setdefault(stage.name.lower(), stage)
        return found

    def lineage(self, stage: Stage) -> list[Stage]:
        """A stage and the stages that it builds on, itself first."""
        found = [stage]
        while len(found) < _MAX_LINEAGE and (base := self.base_of(found[-1])) is not None:
            found.append(base)
        return found

    @cached_property
    def kept(self) -> frozenset[int]:
        """Numbers of the stages whose layers are in the image."""
        return frozenset(stage.index for stage in self.lineage(self.final)) if self.final else frozenset()

    @cached_property
    def _above(self) -> dict[int, str]:
        found: dict[int, str] = {}
        last = ""
        for instruction in self.instructions:
            found[instruction.start] = last
            last = instruction.name if instruction.name in self.facts else last
        return found

    def above(self, instruction: Instruction) -> str:
        """The name of the nearest real instruction above this one; empty without."""
        return self._above.get(instruction.start, "")

    def in_image(self, instruction: Instruction) -> bool:
        """Whether the layer of an instruction ends up in the image."""
        return instruction.stage in self.kept


def parse_dockerfile(text: str, reference: Path) -> Dockerfile:
    """Take a paste apart; never raises, linear."""
    facts = instruction_facts(reference)
    lines = re.sub(r"\r\n?", "\n", text).split("\n")
    mended, exported, curly = _mended(lines)
    return _Parser(lines, mended, facts, predefined_arguments(reference), exported, curly).run()


def _mended(lines: list[str]) -> tuple[list[str], int, int]:
    exported = curly = 0
    is_export = _EXPORTED.search("\n".join(lines)) is not None
    result: list[str] = []
    for number, line in enumerate(lines, start=1):
        changed = line
        if is_export and _ESCAPE.search(changed):
            exported = exported or number
            quotes = "\\[" in changed  # a list with its brackets escaped has its quotes escaped too
            changed = _ESCAPE.sub(r"\1", changed)
            changed = _QUOTE_ESCAPE.sub('"', changed) if quotes else changed
        if not changed.isascii() or not changed.isprintable():
            changed = _CONTROL.sub(" ", changed.translate(_BLANKS))
            if _CURLY_USE.match(changed):
                curly = curly or number
                changed = changed.translate(_CURLY)
            if found := _DASHED_FLAG.match(changed):
                changed = f"{found[1]}--{_NEXT_FLAG.sub('--', changed[found.end() :])}"
            for _ in range(_MAX_DASHES):
                if not _has_dashed_option(changed):
                    break
                changed = _DASHED_OPTION.sub(_hyphens, changed, count=1)
        result.append(changed)
    return result, exported, curly


def _has_dashed_option(line: str) -> bool:
    """Whether a command's line has an option behind a dash; what is printed or quoted may hold one."""
    if line.isascii() or _COMMAND_LINE.match(line) is None:
        return False
    found = _DASHED_OPTION.search(line)
    return found is not None and not _is_printed(line[: found.start()]) and not _RUSSIAN.search(line)


def _is_printed(before: str) -> bool:
    """Whether what stands behind this beginning of a line is inside quotes or printed by echo."""
    command = re.split(r"&&|;|\|", before)[-1].split()
    words = [word for word in command if word.upper() != "RUN"]
    outside = before.replace("$(", "").replace('\\"', "")
    nested = before.rfind("$(") > before.rfind(")")
    return (not nested and (outside.count('"') % 2 == 1 or outside.count("'") % 2 == 1)) or words[:1] in (
        ["echo"],
        ["printf"],
    )


def _hyphens(match: re.Match[str]) -> str:
    word = match[1]
    long = "-" in word or word.endswith("=") or len(word) > 4 or word in _SHORT_WORDS  # `-fsSL` is a group of letters
    return "--" if long else "-"


class _Parser:
    """One pass over the lines."""

    def __init__(
        self,
        lines: list[str],
        mended: list[str],
        facts: dict[str, InstructionFact],
        predefined: frozenset[str],
        exported: int,
        curly: int,
    ) -> None:
        self.lines = lines
        self.mended = mended
        self.facts = facts
        self.predefined = predefined
        self.exported = exported
        self.curly = curly
        self.escape = "\\"
        self.starts = [0]
        for line in mended:
            self.starts.append(self.starts[-1] + len(line) + 1)
        self.directives: list[tuple[str, str, int, int, int]] = []
        self.comments: list[tuple[int, int]] = []
        self.instructions: list[Instruction] = []

    def run(self) -> Dockerfile:
        number = self._directives()
        while number < len(self.mended) and len(self.instructions) < MAX_INSTRUCTIONS:
            line = self.mended[number]
            stripped = line.strip()
            if not stripped:
                number += 1
            elif stripped.startswith("#"):
                self._comment(number)
                number += 1
            else:
                number = self._instruction(number)
        file = Dockerfile(
            tuple(self.lines),
            tuple(self.mended),
            tuple(self.instructions),
            (),
            tuple(self.directives),
            self.escape,
            self.facts,
            self.predefined,
            self.exported,
            self.curly,
            tuple(self.comments),
        )
        file.stages = tuple(_stages(file))
        return file

    def _comment(self, number: int) -> None:
        line = self.mended[number]
        start = self.starts[number] + len(line) - len(line.lstrip())
        self.comments.append((start, self.starts[number] + len(line.rstrip())))

    def _directives(self) -> int:
        for number, line in enumerate(self.mended):
            match = _DIRECTIVE.match(line.strip())
            if match is None:
                return number
            name, value = match[1].lower(), match[2].strip()
            start = self.starts[number] + line.index("#")
            self.directives.append((name, value, number + 1, start, self.starts[number] + len(line.rstrip())))
            if name == "escape" and value in ("\\", "`"):
                self.escape = value
        return len(self.mended)

    def _instruction(self, number: int) -> int:
        """Read the instruction that begins on a line; return the line after it."""
        first = number
        pieces: list[str] = []
        swallowed: tuple[int, str] | None = None
        # On the next line of these an instruction is their own: `HEALTHCHECK --interval=5s \\` and `CMD …`.
        keyword = _KEYWORD.match(self.mended[first])
        holds_another = keyword is not None and keyword["word"].upper() in ("HEALTHCHECK", "ONBUILD")
        while number < len(self.mended):
            line = self.mended[number]
            stripped = line.strip()
            if number > first and (not stripped or stripped.startswith("#")):
                if stripped:
                    pieces.append("")
                    number += 1
                    continue
                if not self._continues_after(number):
                    swallowed = self._behind_blanks(number)
                    break
                number += 1
                continue
            word = None if holds_another else _KEYWORD.match(line)
            if number > first and swallowed is None and word:
                known = word["word"] in self.facts and len(stripped.split()) > 1
                if known and not line.startswith((" ", "\t")):
                    swallowed = number + 1, word["word"]
                    break
            bare = line.rstrip()
            # An escape that is escaped itself goes on nowhere.
            if bare.endswith(self.escape) and not bare.endswith(self.escape * 2):
                pieces.append(bare[:-1])
                number += 1
                continue
            pieces.append(line)
            number += 1
            break
        joined = " ".join(piece.strip() for piece in pieces if piece.strip())
        return self._made(first, number, joined, swallowed)

    def _behind_blanks(self, number: int) -> tuple[int, str] | None:
        """The line and the name of the instruction behind blank lines, which Docker skips."""
        while number < len(self.mended) and not self.mended[number].strip():
            number += 1
        word = _KEYWORD.match(self.mended[number]) if number < len(self.mended) else None
        return (number + 1, word["word"]) if word else None

    def _continues_after(self, number: int) -> bool:
        """Whether after blank lines the instruction goes on: with anything that is no instruction of its own."""
        while number < len(self.mended) and not self.mended[number].strip():
            number += 1
        if number >= len(self.mended):
            return False
        word = _KEYWORD.match(self.mended[number])
        return word is None or word["word"].upper() not in self.facts

    def _made(self, first: int, after: int, joined: str, swallowed: tuple[int, str] | None) -> int:
        line = self.mended[first]
        match = _KEYWORD.match(line)
        keyword = match["word"] if match else line.strip()
        if keyword.endswith(self.escape) and len(keyword) > 1:
            keyword = keyword[:-1]
        name = keyword.upper()
        start = self.starts[first] + len(line) - len(line.lstrip())
        keyword_end = start + len(keyword)
        last = after - 1
        while last > first and not self.mended[last].strip():
            last -= 1
        end = self.starts[last] + len(self.mended[last].rstrip())
        raw = "\n".join(self.mended[first : last + 1])
        flags, value_start = self._flags(name, keyword_end, end)
        value = joined[len(keyword) :].strip()
        for flag in flags:
            value = value[len(f"--{flag.name}" + (f"={flag.value}" if flag.value is not None else "")) :].strip()
        heredocs: list[Heredoc] = []
        # Of a misspelt RUN or COPY the here-document is none of the file's own lines.
        fact = self.facts.get(name) or ("<<" in value and self.facts.get(nearest(name, self.facts) or "")) or None
        if (fact is not None and fact.heredoc) or name == "ONBUILD":
            for found in islice(_HEREDOC.finditer(value), _MAX_HEREDOCS):
                heredoc, after = self._heredoc(found["name"], bool(found["strip"]), after)
                heredocs.append(heredoc)
                end = heredoc.end
        if heredocs:
            raw = "\n".join(self.mended[first:after])
        self.instructions.append(
            Instruction(
                name, keyword, value, first + 1, after, start, end, keyword_end, value_start, raw, tuple(flags),
                tuple(heredocs), swallowed,
            )
        )  # fmt: skip
        return after

    def _flags(self, name: str, start: int, end: int) -> tuple[list[Flag], int]:
        """Flags directly behind the keyword; of ``text``, which is the mended one."""
        text = "\n".join(self.mended[self._line_of(start) : self._line_of(end) + 1])
        base = self.starts[self._line_of(start)]
        position = start - base
        flags: list[Flag] = []
        if name in self.facts and name not in ("CMD", "ENTRYPOINT", "ENV", "ARG", "LABEL", "SHELL"):
            while len(flags) < _MAX_FLAGS and (
                match := _FLAG.match(_without_continuations(text, position, self.escape), position)
            ):
                flags.append(Flag(match["name"], match["value"], base + match.start("name") - 2, base + match.end()))
                position = match.end()
        rest = text[position : end - base]
        blank = len(rest) - len(rest.lstrip(f" \t\n{self.escape}" if flags else " \t"))
        return flags, base + position + blank

    def _line_of(self, offset: int) -> int:
        low, high = 0, len(self.mended) - 1
        while low < high:
            middle = (low + high + 1) // 2
            if self.starts[middle] <= offset:
                low = middle
            else:
                high = middle - 1
        return low

    def _heredoc(self, name: str, strip: bool, number: int) -> tuple[Heredoc, int]:
        first = number
        while number < len(self.mended):
            line = self.mended[number]
            if (line.strip("\t ") if strip else line.rstrip()) == name:
                body = "\n".join(self.mended[first:number])
                end = self.starts[number] + len(line.rstrip())
                return Heredoc(name, body, self.starts[first], end, closed=True), number + 1
            number += 1
        body = "\n".join(self.mended[first:number])
        start = self.starts[min(first, len(self.mended) - 1)]
        end = self.starts[len(self.mended) - 1] + len(self.mended[-1].rstrip())
        return Heredoc(name, body, start, max(start, end), closed=False), number


def _without_continuations(text: str, position: int, escape: str) -> str:
    """The text with continuations behind a position blanked out, so that a flag on the next line is found."""
    head = text[position : position + 900]
    if escape not in head:
        return text
    return text[:position] + re.sub(re.escape(escape) + r"([ \t]{0,40}\n)", r" \1", head) + text[position + 900 :]


def _is_meant_from(instruction: Instruction) -> bool:
    """Whether a misspelt instruction is FROM: by its letters and by what follows it."""
    return nearest(instruction.name, ("FROM",)) is not None and _STAGE.fullmatch(instruction.value) is not None


def _stages(file: Dockerfile) -> Iterator[Stage]:
    stage: Stage | None = None
    index = 0
    for instruction in file.instructions:
        if instruction.name == "FROM" or (instruction.name not in file.facts and _is_meant_from(instruction)):
            if stage is not None:
                yield stage
            match = _STAGE.match(instruction.value)
            image = match["image"] if match else ""
            name = match["name"] if match else None
            stage = Stage(index, name, image, resolve(image, file.global_arguments), instruction)
            instruction.stage = index
            index += 1
        elif stage is not None:
            instruction.stage = stage.index
            stage.instructions.append(instruction)
    if stage is not None:
        yield stage


def resolve(text: str, values: dict[str, str | None]) -> str:
    """A text with ``$NAME`` and ``${NAME:-default}`` replaced where a value is known."""

    def value(match: re.Match[str]) -> str:
        name = match["braced"] or match["plain"]
        known = values.get(name)
        if known:
            return known
        rest = match["rest"] or ""
        return rest[2:] if rest.startswith(":-") else rest[1:] if rest.startswith("-") else match[0]

    return _VARIABLE.sub(value, text) if "$" in text else text


def variables(text: str) -> Iterator[str]:
    """The names of the variables that a text uses."""
    return (match["braced"] or match["plain"] for match in _VARIABLE.finditer(text))
