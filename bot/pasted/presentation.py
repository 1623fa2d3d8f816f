"""An explanation as Markdown that fits a phone: the point, the parts, the remarks, what to copy."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from bot.knowledge.base import Base
from bot.knowledge.markdown import code_block, entry_markdown
from bot.pasted.model import Explanation, Remark, Severity, Snippet, Span
from bot.text.language import Language
from bot.text.masking import mask

#: UTF-16 units, Telegram's measure: room is left for a title and the buttons' captions within 4096.
MAX_LENGTH = 3500
MAX_PART = 90
MAX_SNIPPET = 1200
_SIGNS: dict[Severity, str] = {"danger": "⚠️", "fault": "✗", "advice": "→"}
#: Roles that hold no news for a reader, where they are explained.
_SILENT = frozenset({"prompt", "continuation", "comment", "heredoc", "mark", "newline"})
#: Roles whose gaps are told to the reader as unknown.
_UNKNOWN = {"ru": "не знаю", "en": "unknown to me"}
_MARKUP = re.compile(r"(?<!\*)\*(?!\*)|<|(?<!\w)_(?=\S)|\[|\]")
_MORE = {"ru": "…и ещё строк: {}", "en": "…and {} more lines"}
_LINE = {"ru": "строка {}", "en": "line {}"}
_CLEAN = {"ru": "Замечаний нет.", "en": "No remarks."}
_FILES = frozenset({"compose", "dockerfile"})
_REMARKS_FIRST = _FILES | {"table", "json"}
_COLUMNS = {"ru": "\nЧто в столбцах:\n", "en": "\nThe columns:\n"}
_AGAIN = {"ru": "То же в строк{} {}", "en": "The same in line{} {}"}
_NUMBER = {"ru": ("е", "ах"), "en": ("", "s")}
_FURTHER = {"ru": "…и ещё замечаний: {}", "en": "…and {} more remarks"}
_SAID = {"ru": "Программа перед этим сказала: `{}`", "en": "Before that the program said: `{}`"}
#: Remarks that are shown; a file of many faults is mended in several rounds anyway.
MAX_REMARKS = 12
#: Parts that are put into words; a message holds about a hundred.
MAX_SPANS = 1000


def markdown(explanation: Explanation, language: Language, base: Base) -> str:
    """One explanation as CommonMark, without its title, at most ``MAX_LENGTH`` UTF-16 units.

    Errors that are known show their entry with the values of the paste in its commands.
    """
    entry = base.get(explanation.entry) if explanation.entry else None
    # The summary of a known error is that entry again.
    point = (
        entry_markdown(entry, language, explanation.caught) if entry else mask(explanation.summary[language].strip())
    )
    blocks = [_SAID[language].format(explanation.said.replace("`", "'")), point] if explanation.said else [point]
    # A file is shown mended, so that a mend of several lines need not stand beside its remark too.
    whole = explanation.piece.kind in _FILES and any(
        snippet.text.count("\n") > 1 for snippet in explanation.snippets if snippet.code_language
    )
    many_lines = explanation.piece.kind in _FILES and "\n" in explanation.piece.text.strip()
    remarks = _remarks(explanation.remarks, language, whole, many_lines)
    snippets = [_snippet(snippet, language) for snippet in explanation.snippets]
    if not remarks and explanation.piece.kind in _FILES:
        remarks = _CLEAN[language]
    tail = [block for block in (remarks, *snippets) if block]
    spent = sum(_units(block) + 2 for block in (*blocks, *tail) if block)
    parts = _parts(explanation.spans[:MAX_SPANS], language)
    hidden = max(0, len(explanation.spans) - MAX_SPANS)
    if parts and entry is None and explanation.piece.kind in _REMARKS_FIRST:
        # Of a long file or output one wants to know what is wrong; its lines come after that.
        room = max(MAX_LENGTH - spent, MAX_LENGTH // 4)
        return _whole(
            [*(block for block in (*blocks, *tail) if block), _fitting(parts, room, language, hidden)], language
        )
    if explanation.piece.kind == "command" and entry is None:
        # What does not work or is dangerous comes before the parts, what could be better after them.
        urgent = _remarks([remark for remark in explanation.remarks if remark.severity != "advice"], language)
        advice = _remarks([remark for remark in explanation.remarks if remark.severity == "advice"], language)
        blocks, tail = ([*blocks, urgent, *snippets], [advice]) if urgent else (blocks, [*snippets, advice])
    if parts and entry is None:
        blocks.append(_fitting(parts, max(MAX_LENGTH - spent, MAX_LENGTH // 4), language, hidden))
    return _whole([block for block in (*blocks, *tail) if block], language)


def _units(text: str) -> int:
    return len(text) + sum(character > "\uffff" for character in text)


def _whole(blocks: Sequence[str], language: Language) -> str:
    """The blocks that fit, in order; one that does not is cut at a line, outside of fences."""
    result: list[str] = []
    left = MAX_LENGTH
    for block in blocks:
        if _units(block) + 2 <= left:
            result.append(block)
            left -= _units(block) + 2
        elif "```" not in block and left > MAX_LENGTH // 8:
            result.append(_fitting(block.split("\n"), left - 2, language))
            break
        elif "```" in block and left > MAX_LENGTH // 8:
            result.append(_cut_fences(block, left - 60, language))
            break
        else:
            break
    return "\n\n".join(block for block in result if block)


def _cut_fences(block: str, room: int, language: Language) -> str:
    """A block with code in it, cut at a line, an open fence closed."""
    kept: list[str] = []
    fence = ""
    lines = block.split("\n")
    for index, line in enumerate(lines):
        room -= _units(line) + 1
        if room < 0:
            if fence:
                kept.append(fence)
            kept.append("\n" + _MORE[language].format(len(lines) - index))
            break
        if match := re.match(r"`{3,}", line):
            fence = "" if fence == match[0] and line.strip() == fence else fence or match[0]
        kept.append(line)
    return "\n".join(kept)


def _fitting(lines: Sequence[str], room: int, language: Language, hidden: int = 0) -> str:
    """As many lines as fit, and how many were left out; ``hidden`` of them are not among the lines."""
    kept: list[str] = []
    for index, line in enumerate(lines):
        if _units(line) + 1 > room - 40 and index < len(lines):
            kept.append("\n" + _MORE[language].format(len(lines) - index + hidden))
            break
        kept.append(line)
        room -= _units(line) + 1
    return "\n".join(kept).strip("\n")


def _parts(spans: Iterable[Span], language: Language) -> list[str]:
    """A line a span; one that says the same as the line before it is left out. What columns mean comes last."""
    lines: list[str] = []
    columns: list[str] = []
    for span in spans:
        if span.role in _SILENT and span.says is not None:
            continue
        says = _plain(mask(span.says[language])) if span.says else _UNKNOWN[language]
        # What is said of a row begins with its name and holds what matters in it.
        line = f"- {says}" if span.role == "row" and span.says else f"- {_code(mask(span.text))} — {says}"
        kept = columns if span.role == "column" else lines
        if line not in kept[-1:]:
            kept.append(line)
    return [*lines, *([_COLUMNS[language], *columns] if columns else [])]


def _plain(text: str) -> str:
    """What is said of a part, with the signs of Markdown in its values (``<version>``, ``*.log``) as they are."""
    stretches = text.split("`")
    if len(stretches) % 2:
        stretches[::2] = [_MARKUP.sub(r"\\\g<0>", stretch) for stretch in stretches[::2]]
    return "`".join(stretches)


def _code(text: str) -> str:
    """Text as inline code on one line: continuations joined, long ones cut, backticks fenced by more of them."""
    shown = " ".join(re.sub(r"[\\`^][ \t]{0,20}\n", " ", text).split()) or " "
    if _units(shown) > MAX_PART:
        shown = shown[: MAX_PART - 1] + "…"
    longest = max((len(run) for run in re.findall(r"`+", shown)), default=0)
    fence = "`" * (longest + 1)
    return f"{fence} {shown} {fence}" if longest else f"`{shown}`"


def _remarks(remarks: Sequence[Remark], language: Language, whole: bool = False, many_lines: bool = False) -> str:
    """The remarks in their order; ``whole``: the mended file follows, so that no mend of several lines is shown.

    many_lines: whether the paste is known to have several, so that even the first is named.
    """
    many_lines = many_lines or any(remark.line and remark.line > 1 for remark in remarks)
    lines: list[str] = []
    again = _alike(remarks)
    left_out = {id(other) for others in again.values() for other in others}
    told = [remark for remark in remarks if id(remark) not in left_out]
    for remark in told[:MAX_REMARKS]:
        place = f" ({_LINE[language].format(remark.line)})" if remark.line and many_lines else ""
        says = remark.says[language]
        text = f"{_SIGNS[remark.severity]} {_sentence(says)}{place}"
        if remark.mend:
            text += f". {remark.mend[language][:1].upper()}{remark.mend[language][1:]}"
        if others := again.get(id(remark)):
            numbers = ", ".join(str(other.line) for other in others)
            text = f"{text.rstrip('.')}. {_AGAIN[language].format(_NUMBER[language][len(others) > 1], numbers)}"
        if remark.fixed and "\n" in remark.fixed and not whole:
            text += "\n\n" + code_block(remark.fixed, "")
        text = mask(text)
        lines.append(text if text.endswith((".", "`", "…")) else text + ".")
    if len(told) > MAX_REMARKS:
        lines.append(_FURTHER[language].format(len(told) - MAX_REMARKS))
    return "\n\n".join(dict.fromkeys(lines))


def _sentence(says: str) -> str:
    """A remark with a capital letter, unless a name stands first, which must stay as it is."""
    return says if re.match(r"[\w./:@…-]{1,200}: ", says) else says[:1].upper() + says[1:]


def _alike(remarks: Sequence[Remark]) -> dict[int, list[Remark]]:
    """By the id() of the first of several remarks of one kind and one mend (two advices, three faults): the others."""
    groups: dict[tuple[str, str], list[Remark]] = {}
    for remark in remarks:
        if remark.line is not None and remark.mend is not None:
            groups.setdefault((remark.id, remark.mend.ru), []).append(remark)
    return {
        id(group[0]): group[1:] for group in groups.values() if len(group) > (1 if group[0].severity == "advice" else 2)
    }


def _snippet(snippet: Snippet, language: Language) -> str:
    text = snippet.text.rstrip("\n")
    if _units(text) > MAX_SNIPPET:
        lines = text.split("\n")
        kept: list[str] = []
        room = MAX_SNIPPET
        for line in lines:
            room -= _units(line) + 1
            if room < 0:
                break
            kept.append(line)
        text = "\n".join(kept) or text[: MAX_SNIPPET // 2]
        more = _MORE[language].format(len(lines) - len(kept)) if len(lines) > len(kept) else ""
        return f"{snippet.caption[language]}:\n\n{code_block(text, snippet.code_language)}\n\n{more}".rstrip()
    return f"{snippet.caption[language]}:\n\n{code_block(text, snippet.code_language)}"
