"""A Markdown text as its top-level blocks, each with its source: where a long answer may be cut or folded.

markdown-it-py tells where blocks begin and end; nothing here reads Markdown by hand.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from markdown_it import MarkdownIt
from markdown_it.token import Token

Kind = Literal["paragraph", "code", "table", "heading", "list", "quote", "other"]
_KINDS: dict[str, Kind] = {
    "paragraph_open": "paragraph",
    "fence": "code",
    "code_block": "code",
    "table_open": "table",
    "heading_open": "heading",
    "bullet_list_open": "list",
    "ordered_list_open": "list",
    "blockquote_open": "quote",
}
#: Kinds that a plain message cannot show as what they are.
STRUCTURE = frozenset({"code", "table", "heading"})


@dataclass(frozen=True, slots=True)
class Block:
    """One top-level block: its kind, its Markdown, and of code its text and language."""

    kind: Kind
    source: str
    code: str = ""
    language: str = ""


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark").enable("table")


def parse(markdown: str) -> list[Token]:
    """The tokens of a Markdown text with tables."""
    return _parser().parse(markdown)


def outline(markdown: str) -> list[Block]:
    """The top-level blocks of a Markdown text, in order."""
    lines = markdown.splitlines()
    blocks = []
    for token in parse(markdown):
        if token.level or token.nesting < 0 or token.map is None:
            continue
        kind = _KINDS.get(token.type, "other")
        source = "\n".join(lines[token.map[0] : token.map[1]]).rstrip()
        code = token.content.rstrip("\n") if kind == "code" else ""
        blocks.append(Block(kind, source, code, token.info.strip() if kind == "code" else ""))
    return blocks


def joined(blocks: list[Block]) -> str:
    """The Markdown of some blocks."""
    return "\n\n".join(block.source for block in blocks)
