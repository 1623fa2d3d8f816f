"""What is wrong with pasted YAML, line by line, and the text with it mended.

Every mend keeps the number of lines, so that a line of the mended text is that
line of the paste. A mend for what the parser refuses is tried before it is
believed: it must carry the parser further than it came.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from bot.pasted.yaml_nodes import Document, YamlError, first_error, read

#: Faults of the parser that are mended one after another before the rest is left alone.
MAX_FAULTS = 6
#: Characters that may be parsed again in search of mends.
_BUDGET = 150_000
_REFUSED = ("yaml-too-deep", "yaml-too-large", "alias-bomb", "recursive-alias")

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x9f\ud800-\udfff\ufffe\uffff\u2028\u2029]")
_BLANKS = re.compile("[\u00a0\u2000-\u200a\u202f\u205f\u3000]")
_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]")
_BLANK_THAT_COUNTS = re.compile(
    "^[ \t]{0,80}[\u00a0\u2000-\u200a\u202f\u205f\u3000]|[:-][\u00a0\u2000-\u200a\u202f\u205f\u3000]"
)
_CURLY = str.maketrans("“”„«»‟‘’‚", '""""""\'\'\'')
_CURLY_START = re.compile(r"(?:[:\-\[,=][ \t]?|^[ \t]{0,80})[“”„«‘‚]")
_DASH_ITEM = re.compile(r"^([ \t]{0,80})[–—−•·*][ \t]+(?=\S)")
_STAR_ITEM = re.compile(r"^[ \t]{0,80}\*[ \t]")
_EXPORTED = re.compile(
    r"^[ \t]{0,80}\\-[ \t]|^[ \t]{0,80}(?:\\?-[ \t]+)?[\w.]{0,80}\\_[\w\\.]{0,80}[ \t]?[:=]", re.MULTILINE
)
_ESCAPE = re.compile(r"\\([_\-\[\]*#<>{}()&!~|`.+])")
_KEY = re.compile(
    r"^(?P<indent>[ \t]{0,200})(?P<dashes>(?:-[ \t]+){0,8})"
    r"(?P<key>\"[^\"\n]{1,120}\"|'[^'\n]{1,120}'|[\w.$*&/<{}@~+-][\w.$*&/{}@~+-]{0,120})"
    r"(?P<colon>[ \t]{0,20}:)(?=[ \t]|$)"
)
_TIGHT_KEY = re.compile(
    r"^(?P<indent>[ \t]{0,200}(?:-[ \t]+){0,8})(?P<key>[A-Za-z_][\w.-]{0,120}):(?P<value>[^\s/:][^\n]{0,2000})$"
)
_BARE_KEY = re.compile(
    r"^(?P<indent>[ \t]{0,200}(?:-[ \t]+){0,8})(?P<key>[A-Za-z_][\w.-]{0,120})(?P<rest>[ \t]+\S[^\n]{0,2000}|[ \t]*)$"
)
_TIGHT_DASH = re.compile(r"^(?P<indent>[ \t]{0,200})-(?P<rest>[^\s-][^\n]{0,2000})$")


@dataclass(frozen=True, slots=True)
class YamlFault:
    """A fault of the text. ``kind`` is the id of the remark that tells it; lines and columns are 1-based.

    detail: a word that the remark needs (the key, the anchor's name). fixed: the line mended.
    """

    kind: str
    line: int
    column: int
    detail: str = ""
    fixed: str | None = None


@dataclass(frozen=True, slots=True)
class PastedYaml:
    """A text read as YAML: its lines, the same lines mended, the document of the mended ones, the faults in order.

    ``document.error`` is what remained when no further mend was known.
    """

    lines: tuple[str, ...]
    mended: tuple[str, ...]
    document: Document
    faults: tuple[YamlFault, ...]

    @property
    def text(self) -> str:
        """The mended text."""
        return "\n".join(self.mended)


def read_pasted(
    text: str,
    keys: frozenset[str],
    reshape: Callable[[list[str]], tuple[list[str], YamlFault] | None] = lambda lines: None,
) -> PastedYaml:
    """Read a paste; ``keys`` are the words that are known as keys. Never raises, linear.

    reshape: gives the lines anew with the fault that was wrong with all of them (lost indentation), or None.
    """
    lines = _split(text)
    mended, faults = _plain_characters(lines)
    if (reshaped := reshape(mended)) is not None:
        mended, fault = reshaped
        faults.append(fault)
    document = read("\n".join(mended))
    budget = _BUDGET
    while document.error is not None and document.error.refused not in _REFUSED:
        size = sum(map(len, mended)) + len(mended)
        before = budget
        found: tuple[YamlFault, list[str]] | None = None
        first: YamlFault | None = None
        for fault, changes in _candidates(mended, document.error, keys):
            first = first or (fault if fault.kind != "broken-indentation" else None)
            if not changes:
                continue
            if budget < size:
                break
            budget -= size
            attempt = list(mended)
            for number, line in changes.items():
                attempt[number] = line
            error = first_error("\n".join(attempt))
            if error is None or (error.offset > document.error.offset + 1 and error.line > document.error.line):
                found = fault, attempt
                break
        if found is None:
            faults.append(
                first or YamlFault("yaml-error", document.error.line, document.error.column, document.error.problem)
            )
            break
        fault, mended = found
        faults.append(fault)
        document = read("\n".join(mended))
        if len(faults) >= MAX_FAULTS or budget == before:
            break
    if document.error is not None:
        faults += _left(document.error, faults)
    # What the parser misses at the end it places behind the last line.
    faults = [replace(fault, line=min(fault.line, len(lines))) for fault in faults]
    faults.sort(key=lambda fault: fault.line)
    return PastedYaml(tuple(lines), tuple(mended), document, tuple(faults))


def _left(error: YamlError, faults: list[YamlFault]) -> Iterator[YamlFault]:
    """The fault of what could not be mended, where no fault was noted for it."""
    if error.refused:
        yield YamlFault(error.refused, error.line, error.column, error.detail)
    elif not faults:
        yield YamlFault("yaml-error", error.line, error.column, error.problem)


def _split(text: str) -> list[str]:
    return re.sub(r"\r\n?", "\n", text).split("\n")


def _ends_list(lines: list[str]) -> bool:
    """Whether a list may go on behind these lines: after a key without a value or an entry."""
    above = next((line for line in reversed(lines[-3:]) if line.strip()), "")
    return above.rstrip().endswith(":") or above.lstrip().startswith("- ")


def _plain_characters(lines: list[str]) -> tuple[list[str], list[YamlFault]]:
    """Take out what editors, chats and exports put in: one fault of each kind, at its first line."""
    first: dict[str, YamlFault] = {}
    exported = _EXPORTED.search("\n".join(lines)) is not None
    result: list[str] = []
    for number, line in enumerate(lines, start=1):
        changed = line
        if exported and "\\" in changed:
            escape = _ESCAPE.search(changed)
            changed = _ESCAPE.sub(r"\1", changed)
            if escape:
                first.setdefault(
                    "yaml-markdown-escapes",
                    YamlFault("yaml-markdown-escapes", number, escape.start() + 1, escape[0], changed),
                )
        if changed.lstrip(" ").startswith("* ") and _ends_list(result):
            # Markdown's bullet; YAML has no use for an asterisk with a blank behind it.
            column = changed.index("*") + 1
            first.setdefault("typographic-list-dash", YamlFault("typographic-list-dash", number, column))
            changed = changed.replace("*", "-", 1)
        if changed.isascii() and changed.isprintable():
            result.append(changed)
            continue
        if found := _CONTROL.search(changed):
            first.setdefault(
                "yaml-control-character",
                YamlFault("yaml-control-character", number, found.start() + 1, f"U+{ord(found[0]):04X}"),
            )
            changed = _CONTROL.sub(" ", changed)
        if _INVISIBLE.search(changed):
            changed = _INVISIBLE.sub("", changed)
        if not changed.isascii():
            if found := _BLANK_THAT_COUNTS.search(changed):
                first.setdefault("yaml-non-breaking-space", YamlFault("yaml-non-breaking-space", number, found.end()))
            changed = _BLANKS.sub(" ", changed)
            if found := _DASH_ITEM.match(changed):
                first.setdefault("typographic-list-dash", YamlFault("typographic-list-dash", number, len(found[1]) + 1))
                changed = f"{found[1]}- {changed[found.end() :]}"
            if found := _CURLY_START.search(changed):
                first.setdefault("yaml-curly-quotes", YamlFault("yaml-curly-quotes", number, found.end()))
                changed = changed.translate(_CURLY)
        result.append(changed)
    faults = [
        fault
        if fault.fixed is not None or fault.kind == "yaml-control-character"
        else YamlFault(fault.kind, fault.line, fault.column, fault.detail, result[fault.line - 1])
        for fault in first.values()
    ]
    return result, faults


#: Keys that hold other keys: what looks like one behind them is one.
_HOLDERS = frozenset({"build", "deploy", "healthcheck", "logging", "develop", "resources", "limits", "reservations"})
#: Keys of the file itself that are keys of a service too: where in doubt, they stand at the margin.
_SECTIONS = frozenset({"services", "volumes", "networks", "secrets", "configs"})

# -- mends for what the parser refuses ------------------------------------------------

_Candidate = tuple[YamlFault, dict[int, str]]


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" \t"))


def _content(line: str) -> bool:
    stripped = line.strip()
    return bool(stripped) and not stripped.startswith("#")


def _before(lines: list[str], index: int) -> int | None:
    """The nearest line with content above ``index`` (0-based)."""
    index -= 1
    while index >= 0:
        if _content(lines[index]):
            return index
        index -= 1
    return None


def _value(line: str) -> tuple[int, str]:
    """Where the value of a line begins, and the value, without the key and the dash."""
    match = _KEY.match(line)
    start = match.end() if match else _indent(line)
    if match is None and line[start:].startswith("- "):
        start += 2
    while start < len(line) and line[start] in " \t":
        start += 1
    return start, line[start:].rstrip()


def _unclosed_quote(line: str) -> int | None:
    """The column (0-based) of a quote that opens a value and is not closed on this line."""
    start, value = _value(line)
    if value[:1] not in ("'", '"'):
        if value[:1] == "[":  # a list on one line: the quotes of its items
            for quote in "\"'":
                if value.count(quote) % 2 and quote in value:
                    return start + value.rindex(quote)
        return None
    quote = value[0]
    position = 1
    while position < len(value):
        if value[position] == "\\" and quote == '"':
            position += 2
            continue
        if value[position] == quote:
            if quote == "'" and value[position + 1 : position + 2] == "'":
                position += 2
                continue
            return None
        position += 1
    return start


def _open_bracket(line: str) -> tuple[int, str] | None:
    """The column (0-based) of a bracket that opens a value and is not closed on this line, and its closing sign."""
    start, value = _value(line)
    if value[:1] not in ("[", "{"):
        return None
    closing = {"[": "]", "{": "}"}[value[0]]
    return (start, closing) if value.count(value[0]) > value.count(closing) else None


def _quoted(value: str) -> str:
    value = value.strip()
    if "'" not in value:
        return f"'{value}'"
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _candidates(lines: list[str], error: YamlError, keys: frozenset[str]) -> Iterator[_Candidate]:
    """Faults that the parser's message and the lines around it speak for, likeliest first, with changed lines."""
    at = min(error.line - 1, len(lines) - 1)
    around = [
        number
        for number in dict.fromkeys(
            (at, _before(lines, at), error.context_line - 1, _before(lines, error.context_line - 1))
        )
        if number is not None and 0 <= number < len(lines)
    ]
    if error.refused == "unknown-anchor":
        yield from _anchors(lines, error)
        return
    yield from _tabs(lines, around)
    yield from _quotes(lines, at, error)
    yield from _brackets(lines, at, error)
    yield from _special_signs(lines, at, error)
    for number in around:
        yield from _glued(lines, number, keys)
    yield from _mixed(lines, at)
    for number in around:
        yield from _missing_colon(lines, number, keys)
    for number in around:
        yield from _missing_dash(lines, number)
    yield from _colon_in_value(lines, at, keys)
    yield from _after_quotes(lines, at, around)
    for number in around:
        yield from _flat_text(lines, number, keys)
    yield from _indentation(lines, at, keys)


def _anchors(lines: list[str], error: YamlError) -> Iterator[_Candidate]:
    line = lines[error.line - 1]
    start, value = _value(line)
    if value.startswith("*") and ("." in value or "/" in value or error.detail.isdigit()):
        fixed = line[:start] + _quoted(value)
        yield YamlFault("special-sign-unquoted", error.line, start + 1, "*", fixed), {error.line - 1: fixed}
    else:
        # The alias is taken for a plain word, so that the rest can be judged.
        fixed = line[: error.column - 1] + "x" + line[error.column :]
        yield YamlFault("unknown-anchor", error.line, error.column, error.detail), {error.line - 1: fixed}


def _tabs(lines: list[str], around: list[int]) -> Iterator[_Candidate]:
    tabbed = [number for number, line in enumerate(lines) if "\t" in line[: _indent(line)] and line.strip()]
    if not any(abs(number - other) <= 1 for number in tabbed for other in around[:2]) and not (
        tabbed and around and min(tabbed) <= around[0]
    ):
        return
    levels = {_indent(line) for line in lines if line.startswith(" ") and "\t" not in line[: _indent(line)]}
    first = tabbed[0]
    column = lines[first].index("\t") + 1
    widths = [width for width in (4, 2, 8) if len(lines[first][: _indent(lines[first])].expandtabs(width)) in levels]
    for width in widths or [min(levels, default=2)]:
        changes = {}
        for number in tabbed:
            line = lines[number]
            blank = line[: _indent(line)]
            changes[number] = blank.expandtabs(width) + line[len(blank) :]
        yield YamlFault("tab-indentation", first + 1, column, str(len(tabbed)), changes[first]), changes


def _quotes(lines: list[str], at: int, error: YamlError) -> Iterator[_Candidate]:
    numbers = [number for number in range(at, max(-1, at - 60), -1) if _content(lines[number])]
    if "quoted scalar" in error.context and error.context_line:
        numbers.insert(0, error.context_line - 1)
    tried = 0
    for number in numbers:
        column = _unclosed_quote(lines[number])
        if column is None:
            continue
        line = lines[number].rstrip()
        quote = line[column]
        if line.rstrip().endswith("]") and line[:column].count("["):
            fixed = f"{line[:-1].rstrip()}{quote}]"
        elif line[-1] in "\"'" and line[-1] != quote and line.count(line[-1]) % 2:
            fixed = line[:-1] + quote  # opened with one sign, closed with the other
        else:
            fixed = line + quote
        yield YamlFault("unclosed-yaml-quote", number + 1, column + 1, quote, fixed), {number: fixed}
        tried += 1
        if tried == 2:
            return


def _brackets(lines: list[str], at: int, error: YamlError) -> Iterator[_Candidate]:
    start = min(max(0, error.context_line - 1), len(lines) - 1) if "flow" in error.context else max(0, at - 1)
    for number in dict.fromkeys((start, at)):
        found = _open_bracket(lines[number])
        if found:
            column, closing = found
            fixed = lines[number].rstrip().rstrip(",") + closing
            yield (
                YamlFault("unclosed-yaml-bracket", number + 1, column + 1, lines[number][column], fixed),
                {number: fixed},
            )
    line = lines[at]
    start, value = _value(line)
    if value and value[-1] in "]}" and value.count(value[-1]) > value.count("[" if value[-1] == "]" else "{"):
        fixed = line.rstrip()[:-1]
        yield YamlFault("unclosed-yaml-bracket", at + 1, len(line.rstrip()), value[-1], fixed), {at: fixed}


def _special_signs(lines: list[str], at: int, error: YamlError) -> Iterator[_Candidate]:
    line = lines[at]
    start, value = _value(line)
    if value[:1] in ("@", "`", "%", "*", "&", "!", "|", ">", "{", "[") and value not in ("|", ">"):
        fixed = line[:start] + _quoted(value)
        kind = "special-sign-unquoted"
        if "cannot start" in error.problem or value[0] in "@`%*&!" or value.startswith("{{"):
            yield YamlFault(kind, at + 1, start + 1, value[0], fixed), {at: fixed}
    if "escape" in error.problem or "hexdec" in error.problem:
        start, value = _value(line)
        inner = value.strip('"')
        fixed = line[:start] + "'" + inner.replace("'", "''") + "'"
        yield YamlFault("bad-escape", at + 1, error.column, "", fixed), {at: fixed}
    if "block sequence entries" in error.problem and _KEY.match(line):
        items = re.split(r"[ \t]+-[ \t]+", " " + value)
        items = [item.strip() for item in items if item.strip()]
        fixed = line[:start] + "[" + ", ".join(item if item[:1] in "\"'" else _quoted(item) for item in items) + "]"
        yield YamlFault("list-on-key-line", at + 1, start + 1, value, fixed), {at: fixed}


def _glued(lines: list[str], number: int, keys: frozenset[str]) -> Iterator[_Candidate]:
    """``image:nginx`` and ``-"80:80"``."""
    line = lines[number]
    match = _TIGHT_KEY.match(line)
    if match and (match["key"] in keys or match["key"].isupper() or not match["value"][:1].isdigit()):
        fixed = f"{match['indent']}{match['key']}: {match['value']}"
        yield YamlFault("no-space-after-colon", number + 1, match.end("key") + 1, match["key"], fixed), {number: fixed}
    dash = _TIGHT_DASH.match(line)
    if dash and not line.lstrip().startswith("---"):
        changes = {number: f"{dash['indent']}- {dash['rest']}"}
        for other in (*range(number - 1, max(-1, number - 40), -1), *range(number + 1, min(len(lines), number + 40))):
            match = _TIGHT_DASH.match(lines[other])
            if match and match["indent"] == dash["indent"]:
                changes[other] = f"{match['indent']}- {match['rest']}"
        yield (
            YamlFault("no-space-after-dash", min(changes) + 1, len(dash["indent"]) + 1, "", changes[min(changes)]),
            changes,
        )


def _mixed(lines: list[str], at: int) -> Iterator[_Candidate]:
    """A ``KEY: value`` among ``- KEY=value`` or the reverse, at the same indentation."""
    line = lines[at]
    indent = _indent(line)
    item = line.lstrip().startswith("- ")
    number = _before(lines, at)
    while number is not None and _indent(lines[number]) > indent:
        number = _before(lines, number)
    if number is None or _indent(lines[number]) != indent:
        return
    other = lines[number].lstrip().startswith("- ")
    if other == item:
        return
    key = _KEY.match(line)
    if not item and key and not _value(line)[1]:
        return  # a key with content of its own, which belongs further left
    if item:
        name, equals, value = line.strip()[2:].strip().strip("\"'").partition("=")
        fixed = f"{line[:indent]}{name}: {_quoted(value)}" if equals else ""
    else:
        match = _KEY.match(line)
        fixed = f"{line[:indent]}- {match['key']}={_value(line)[1]}" if match else ""
    if fixed:
        yield YamlFault("list-and-mapping-mixed", at + 1, indent + 1, "", fixed), {at: fixed}


def _missing_colon(lines: list[str], number: int, keys: frozenset[str]) -> Iterator[_Candidate]:
    line = lines[number]
    match = _BARE_KEY.match(line)
    if match is None or line.lstrip().startswith("#"):
        return
    rest = match["rest"].strip()
    following = next((other for other in lines[number + 1 :] if _content(other)), "")
    deeper = _indent(following) > _indent(line) or following.lstrip().startswith("- ")
    if rest and match["key"] not in keys and not match["key"].isupper():
        return
    if not rest and not deeper and (match["key"] not in keys or following):
        return
    under = _KEY.match(following)
    if line.lstrip().startswith("- ") and under and under["key"] == "condition":
        # A service of depends_on with keys of its own is no item of a list.
        fixed = f"{' ' * _indent(line)}{match['key']}:"
        yield YamlFault("list-and-mapping-mixed", number + 1, _indent(line) + 1, "condition", fixed), {number: fixed}
    fixed = f"{match['indent']}{match['key']}:" + (
        f" {rest}" if rest and not rest.startswith("#") else f"  {rest}" if rest else ""
    )
    yield YamlFault("missing-colon", number + 1, match.end("key") + 1, match["key"], fixed), {number: fixed}


def _missing_dash(lines: list[str], number: int) -> Iterator[_Candidate]:
    """A value below the items of a list, without a dash of its own."""
    line = lines[number]
    above = _before(lines, number)
    if above is None or not _content(line) or line.lstrip().startswith("- ") or _KEY.match(line):
        return
    if not lines[above].lstrip().startswith("- ") or _indent(line) < _indent(lines[above]):
        return
    fixed = f"{' ' * _indent(lines[above])}- {line.strip()}"
    yield YamlFault("missing-dash", number + 1, _indent(line) + 1, "", fixed), {number: fixed}


def _colon_in_value(lines: list[str], at: int, keys: frozenset[str]) -> Iterator[_Candidate]:
    line = lines[at]
    start, value = _value(line)
    if _KEY.match(line) and re.search(r":(?:[ \t]|$)", value) and value[:1] not in "\"'[{|>":
        inner = _KEY.match(value)
        outer = _KEY.match(line)
        if inner and outer and outer["key"] in _HOLDERS and inner["key"] in keys:
            value = f"{inner['key']}: {value[inner.end() :].strip()}"
            fixed = f"{line[:start]}{{{value}}}"
        else:
            fixed = line[:start] + _quoted(value)
        yield YamlFault("colon-in-value", at + 1, start + value.index(":") + 1, value, fixed), {at: fixed}


def _flat_text(lines: list[str], number: int, keys: frozenset[str]) -> Iterator[_Candidate]:
    """The text of ``>`` or ``|`` that stands level with its key."""
    match = _KEY.match(lines[number])
    if match is None or not re.fullmatch(r"[|>][+-]?", _value(lines[number])[1]):
        return
    indent = _indent(lines[number])
    changes = {}
    for other in range(number + 1, len(lines)):
        key = _KEY.match(lines[other])
        if _content(lines[other]) and (_indent(lines[other]) < indent or (key and key["key"] in keys)):
            break
        if _content(lines[other]):
            changes[other] = f"  {lines[other]}"
    if changes:
        first = min(changes)
        yield YamlFault("broken-indentation", first + 1, indent + 1, str(indent + 2), changes[first]), changes


def _after_quotes(lines: list[str], at: int, around: list[int]) -> Iterator[_Candidate]:
    for number in around:
        line = lines[number]
        start, value = _value(line)
        if value[:1] in ("'", '"') and _unclosed_quote(line) is None:
            closing = value.find(value[0], 1)
            rest = value[closing + 1 :].strip()
            if rest and not rest.startswith(("#", ":", ",")):
                inner = value[1:closing] + value[closing + 1 :].replace('"', "")
                if value[-1] == value[0] == "'":
                    inner = value[1:-1]  # an apostrophe inside of single quotes
                fixed = line[:start] + _quoted(inner)
                yield YamlFault("text-after-quote", number + 1, start + closing + 2, rest, fixed), {number: fixed}


def _indentation(lines: list[str], at: int, keys: frozenset[str]) -> Iterator[_Candidate]:
    """The line, with what is under it, moved to where the lines above it stand, or the odd one above to the line."""
    yield from _odd_sibling(lines, at, keys)
    for number in (at, _before(lines, at)):
        if number is None or not _content(lines[number]):
            continue
        line = lines[number]
        indent = _indent(line)
        levels: list[int] = []
        alike: set[int] = set()  # levels on which a key of the same sort stands: a known word, or a name
        match = _KEY.match(line)
        above = _before(lines, number)
        limit = 10_000
        steps = 0
        while above is not None and steps < 400:
            level = _indent(lines[above])
            if level < limit:
                levels.append(level)
                limit = level
                other_key = _KEY.match(lines[above])
                if match and other_key and (match["key"] in keys) == (other_key["key"] in keys):
                    alike.add(level)
            above = _before(lines, above)
            steps += 1
        previous = _before(lines, number)
        if previous is not None and lines[previous].rstrip().endswith(":"):
            levels.insert(0, _indent(lines[previous]) + 2)
        # Of two levels as near as each other, a section belongs to the outer one, a name to that of other names.
        top = match is not None and match["key"] in _SECTIONS
        named = match is not None and match["key"] not in keys
        nearness = {
            level: (abs(level - indent), named and level not in alike, level if top else -level) for level in levels
        }
        for level in sorted(nearness, key=nearness.__getitem__):
            if level == indent:
                continue
            changes = {number: " " * level + line.lstrip(" \t")}
            for other in range(number + 1, len(lines)):
                if not _content(lines[other]):
                    continue
                if _indent(lines[other]) <= indent:
                    break
                changes[other] = " " * max(0, _indent(lines[other]) + level - indent) + lines[other].lstrip(" \t")
            yield YamlFault("broken-indentation", number + 1, indent + 1, str(level), changes[number]), changes


def _odd_sibling(lines: list[str], at: int, keys: frozenset[str]) -> Iterator[_Candidate]:
    """The first of several siblings moved to the indentation that those below it have, where it alone differs."""
    indent = _indent(lines[at])
    chain: list[int] = []  # the lines above that the line could stand under, from the nearest out
    number = _before(lines, at)
    while number is not None:
        if not chain or _indent(lines[number]) < _indent(lines[chain[-1]]):
            chain.append(number)
        number = _before(lines, number)
    if not chain:
        return
    found: dict[int, int] = {}  # by how far it is off, the outermost; two too shallow only if it is no name
    for number, parent in zip(chain, [*chain[1:], None], strict=True):
        level = -1 if parent is None else _indent(lines[parent])
        off = _indent(lines[number]) - indent
        key = _KEY.match(lines[number])
        inner = off == -2 and key is not None and key["key"] in keys - _SECTIONS  # no service has such a name
        if (inner or off in (-1, 1, 2)) and level < min(indent, _indent(lines[number])):
            found[abs(off)] = number
    above = found.get(1, found.get(2))
    if above is None:
        return
    odd = _indent(lines[above])
    below = 0
    for line in lines[at:]:
        if _content(line):
            if _indent(line) < indent:
                break
            below += _indent(line) == indent
    if below < 2 and (indent % 2 or not odd % 2 or abs(odd - indent) > 1):
        return
    shift = indent - odd
    changes = {above: " " * indent + lines[above].lstrip(" \t")}
    for number in range(above + 1, at):
        if _content(lines[number]):
            changes[number] = " " * (_indent(lines[number]) + max(shift, 0)) + lines[number].lstrip(" \t")
    yield YamlFault("broken-indentation", above + 1, odd + 1, str(indent), changes[above]), changes
