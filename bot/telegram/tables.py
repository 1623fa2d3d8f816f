"""Tables for classic messages: aligned text where a phone shows it whole, else a list.

A phone wraps the lines of a code block: the columns of a wide table fall apart there.
"""

from __future__ import annotations

from markdown_it.token import Token
from telegramify_markdown import convert

from bot.telegram.outline import outline, parse

#: Characters of the fixed-width font in one line of a message on a phone of 360 points.
PHONE_COLUMNS = 36


def for_phones(markdown: str) -> str:
    """A text whose tables that are wider than a phone are lists: the first cell, then each other with its heading."""
    for block in outline(markdown):
        if block.kind == "table" and _width(block.source) > PHONE_COLUMNS:
            markdown = markdown.replace(block.source, _as_list(block.source), 1)
    return markdown


def _width(table: str) -> int:
    return max(len(line) for line in convert(table, latex_escape=False)[0].splitlines())


def _as_list(table: str) -> str:
    heading, *rows = _rows(parse(table))
    if len(heading) == 2:
        title = " — ".join(cell for cell in heading if cell)
        lines = [f"- {first} — {second}" if second else f"- {first}" for first, second in rows]
        return "\n".join([f"{title}:\n", *lines] if title else lines)
    lines = []
    for first, *rest in rows:
        lines.append(f"- {first or '…'}")
        cells = zip(heading[1:], rest, strict=True)
        lines.extend(f"  - {name}: {cell}" if name else f"  - {cell}" for name, cell in cells if cell)
    return "\n".join(lines)


def _rows(tokens: list[Token]) -> list[list[str]]:
    rows: list[list[str]] = []
    for token in tokens:
        if token.type == "tr_open":
            rows.append([])
        elif token.type == "inline" and rows:
            rows[-1].append(" ".join(token.content.split()))
    return rows
