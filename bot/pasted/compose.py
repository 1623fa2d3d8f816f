"""Explain a compose file: its services and what they do together, each directive, its faults, and the file mended."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from bot.knowledge.base import Base
from bot.knowledge.entry import Text
from bot.knowledge.glosses import Glosses
from bot.pasted.compose_file import ComposeFile
from bot.pasted.compose_reading import read_compose
from bot.pasted.compose_spans import compose_spans
from bot.pasted.compose_story import story, title
from bot.pasted.model import SEVERITIES, Explanation, Piece, Remark, Snippet
from bot.pasted.remarks import judge, masked, mended_caption
from bot.pasted.yaml_nodes import last_line
from bot.text.masking import mask

#: Characters of a paste that are read; a document is at most 256 KB.
MAX_TEXT = 300_000
MAX_REMARKS = 40
_MAX_CARETS = 3
#: Lines of a mended file that is shown whole, and changed lines that are shown of a longer one.
_MAX_WHOLE, _MAX_CHANGED = 45, 20
_LONGEST_LINE = 160
#: Lines of a file that is read a second time to be mended.
_MAX_TWICE = 400
#: Faults of the characters rather than of the words: the whole file is shown mended.
_WHOLE = frozenset(
    {
        "tab-indentation",
        "yaml-markdown-escapes",
        "yaml-non-breaking-space",
        "yaml-curly-quotes",
        "typographic-list-dash",
        "broken-indentation",
        "no-space-after-dash",
    }
)
#: Keys whose entry of the base is worth a button, most wanted first.
_BUTTONS = ("depends_on", "healthcheck", "volumes", "networks", "secrets", "ports", "environment", "build", "profiles")


def explain_compose(
    piece: Piece, glosses: Glosses, base: Base, convert: Callable[[str], Snippet | None] = lambda text: None
) -> Explanation:
    """Explain a compose file; never raises, linear. Secrets of the paste are masked in all that is shown but spans.

    convert: what the file is as the other kind; it is given the text with its faults mended, which can be read.
    """
    text = piece.text[:MAX_TEXT]
    file = read_compose(text, base.folder / "reference", piece.name)
    found = judge("compose", file)[:MAX_REMARKS]
    mended, more = _mended_twice(file, found, base)
    found = (*found, *more)[:MAX_REMARKS]
    remarks = tuple(map(masked, sorted(found, key=lambda remark: SEVERITIES.index(remark.severity))))
    summary = story(file)
    whole = not file.untold and file.pasted.document.error is None and len(piece.text) <= MAX_TEXT
    return Explanation(
        piece=piece,
        title=title(file),
        summary=Text(ru=mask(summary.ru), en=mask(summary.en)),
        spans=compose_spans(file, glosses, piece.text),
        remarks=remarks,
        snippets=tuple(_snippets(file, mended, _left(file, mended, base, found))),
        related=tuple(_related(file, base)),
        converted=convert("\n".join(mended)) if whole else None,
        sure=piece.sure,
    )


def _left(file: ComposeFile, lines: list[str], base: Base, found: Sequence[Remark]) -> Sequence[Remark]:
    """The faults of the mended file, where it is shown whole: not all that is wrong can be mended from here."""
    if len(lines) > _MAX_WHOLE or lines == list(file.pasted.lines) or file.untold:
        return found
    again = read_compose("\n".join(lines), base.folder / "reference", file.name)
    return [replace(remark, fixed=None) for remark in judge("compose", again)]


def _snippets(file: ComposeFile, lines: list[str], remarks: Sequence[Remark]) -> Iterator[Snippet]:
    text_faults = {fault.kind for fault in file.pasted.faults}
    if "lost-indentation" in text_faults and not file.untold:
        yield Snippet(
            mask("\n".join(file.pasted.mended).strip("\n")) + "\n",
            "yaml",
            Text(ru="Файл с восстановленными отступами", en="The file with its indentation restored"),
        )
        return
    for fault in file.pasted.faults[:_MAX_CARETS]:
        yield Snippet(
            caret(file.pasted.lines, fault.line, fault.column),
            "",
            Text(ru=f"Строка {fault.line}", en=f"Line {fault.line}"),
        )
    if file.pasted.document.error is not None:
        return
    changed = {
        number for number, pair in enumerate(zip(file.pasted.lines, lines, strict=True), 1) if pair[0] != pair[1]
    }
    if not changed:
        return
    if len(lines) <= _MAX_WHOLE or (len(changed) > _MAX_CHANGED and text_faults & _WHOLE):
        text = "\n".join(lines).strip("\n")
        yield Snippet(mask(text) + "\n", "yaml", mended_caption(remarks))
        return
    numbers = sorted(changed)[:_MAX_CHANGED]
    listed = ", ".join(map(str, numbers))
    yield Snippet(
        mask("\n".join(lines[number - 1] for number in numbers)),
        "yaml",
        Text(ru=f"Исправленные строки ({listed})", en=f"Lines mended ({listed})"),
    )


def _mended_twice(file: ComposeFile, remarks: Sequence[Remark], base: Base) -> tuple[list[str], tuple[Remark, ...]]:
    """The lines mended, and once more what shows only then: a key that was misspelt holds what it must not.

    With them the remarks that only the mended lines show where keys were misspelt.
    """
    lines = _mended(file, remarks)
    if (
        (lines == list(file.pasted.mended) and not file.wrapped)
        or len(lines) > _MAX_TWICE
        or any(file.faults_of("unknown-anchor"))
    ):
        return lines, ()
    again = read_compose("\n".join(lines), base.folder / "reference", file.name)
    further = judge("compose", again)[:MAX_REMARKS]
    twice = _mended(again, further)
    told = {(remark.id, remark.line) for remark in remarks}
    misspelt = any(remark.id == "unknown-key" and remark.fixed is not None for remark in remarks)
    # That a renamed key holds the wrong kind of value is no news to who reads that it is misspelt.
    renamed = {("wrong-type", remark.line) for remark in remarks if remark.id == "unknown-key"}
    more = tuple(remark for remark in further if misspelt and (remark.id, remark.line) not in told | renamed)
    return _under_services(again, twice if len(twice) == len(lines) else lines), more


def _under_services(file: ComposeFile, lines: list[str]) -> list[str]:
    """Services that were pasted without the key above them, put under it; it shares an entry with the first of them."""
    bodies = [pair for pair in (file.known_services or {}).values() if pair[1] is not file.root]
    if not file.wrapped or not bodies:
        return lines
    result = list(lines)
    for key, node in bodies:
        for number in range(key.line, last_line(node, key.line) + 1):
            result[number - 1] = f"  {result[number - 1]}" if result[number - 1].strip() else ""
    first = bodies[0][0].line
    result[first - 1] = f"services:\n{result[first - 1]}"
    return result


def _mended(file: ComposeFile, remarks: Sequence[Remark]) -> list[str]:
    """The lines of the file with what its text and its remarks mend; as many as before."""
    lines = list(file.pasted.mended)
    for fault in file.faults_of("unknown-anchor"):
        lines[fault.line - 1] = file.pasted.lines[fault.line - 1]  # read as a word, which mends nothing
    for number, fixed in _mends(remarks).items():
        lines[number - 1] = fixed
    return lines


def _mends(remarks: Sequence[Remark]) -> dict[int, str]:
    """The lines that remarks mend: of several mends for one line that of the most severe."""
    fixed: dict[int, str] = {}
    for remark in remarks:
        if remark.fixed is not None and remark.line is not None and remark.replaces is None:
            fixed.setdefault(remark.line, remark.fixed)
        elif remark.fixed is not None and remark.replaces is not None:
            for number, line in enumerate(remark.fixed.split("\n"), start=remark.replaces[0]):
                fixed.setdefault(number, line)
    return fixed


def caret(lines: Sequence[str], line: int, column: int) -> str:
    """A line of the paste, the one above it, and a caret under the column (both 1-based); tabs are shown as ``→``."""
    shown: list[str] = []
    width = len(str(line))
    begin = max(0, column - 1 - _LONGEST_LINE // 2) if column > _LONGEST_LINE - 20 else 0
    for number in (line - 1, line):
        if 0 < number <= len(lines):
            content = mask(lines[number - 1]).replace("\t", "→")
            shown.append(f"{number:>{width}} | {content[begin : begin + _LONGEST_LINE]}".rstrip())
    shown.append(" " * width + " | " + " " * (max(0, column - 1 - begin)) + "^")
    return "\n".join(shown)


def _related(file: ComposeFile, base: Base) -> Iterator[str]:
    present = {key for service in file.services.values() for key in service.entries}
    found = 0
    for key in _BUTTONS:
        identifier = "compose-file-" + key.replace("_", "-")
        if key in present and base.get(identifier) is not None:
            yield identifier
            found += 1
            if found == 3:
                return
