"""Rich messages as Telegram reads them: HTML into blocks, refused where it breaks a rule.

The tags, the entities and the limits are those of «Rich message formatting options» and «Rich message limits» in
core.telegram.org/bots/api; only what our bot may use is turned into blocks, the rest is refused loudly.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser
from typing import Any

from tests.server.refusal import RefusedError

STYLES = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "code": "code",
    "mark": "marked",
    "sub": "subscript",
    "sup": "superscript",
    "tg-spoiler": "spoiler",
}
INLINE = frozenset({*STYLES, "a", "br"})
HEADINGS = {f"h{size}": size for size in range(1, 7)}
BLOCKS = frozenset({*HEADINGS, "p", "pre", "footer", "hr", "ul", "ol", "blockquote", "img", "table", "details"})
PARTS = frozenset({"li", "tr", "th", "td", "summary", "caption", "cite"})
VOID = frozenset({"br", "hr", "img"})
ENTITIES = frozenset(
    ["lt", "gt", "amp", "quot", "apos", "nbsp", "hellip", "mdash", "ndash", "lsquo", "rsquo", "ldquo", "rdquo"],
)
MAX_TEXT, MAX_BLOCKS, MAX_DEPTH, MAX_MEDIA, MAX_COLUMNS = 32768, 500, 16, 50, 20


@dataclass
class Node:
    """An element with its children: elements and strings."""

    tag: str
    attributes: dict[str, str]
    children: list[Node | str] = field(default_factory=list)

    def find(self, tag: str) -> list[Node]:
        """The children with a tag."""
        return [child for child in self.children if isinstance(child, Node) and child.tag == tag]


class _Tree(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.root = Node("", {})
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in INLINE | BLOCKS | PARTS:
            raise RefusedError(f'Bad Request: can\'t parse rich message: unsupported tag "{tag}"')
        node = Node(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(node)
        if tag not in VOID:
            self.open.append(node)
        if len(self.open) - 1 > MAX_DEPTH:
            raise RefusedError("Bad Request: RICH_MESSAGE_DEPTH_EXCEEDED")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if len(self.open) < 2 or self.open[-1].tag != tag:
            raise RefusedError(f'Bad Request: can\'t parse rich message: unmatched end tag "{tag}"')
        self.open.pop()

    def handle_data(self, data: str) -> None:
        if re.search(r"[<]", data):
            raise RefusedError("Bad Request: can't parse rich message: unescaped <")
        self.open[-1].children.append(data)

    def handle_entityref(self, name: str) -> None:
        if name not in ENTITIES:
            raise RefusedError(f"Bad Request: can't parse rich message: unknown entity &{name};")
        self.open[-1].children.append(self.unescape_reference(f"&{name};"))

    def handle_charref(self, name: str) -> None:
        self.open[-1].children.append(self.unescape_reference(f"&#{name};"))

    @staticmethod
    def unescape_reference(reference: str) -> str:
        """The character of a reference."""
        return unescape(reference)


@dataclass
class _Counts:
    blocks: int = 0
    text: int = 0
    media: int = 0


def blocks_of(html: str, media: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
    """The blocks of a rich message's HTML; ``media`` are the photos that it may name, by id."""
    try:
        html.encode()
    except UnicodeEncodeError:
        raise RefusedError("Bad Request: strings must be encoded in UTF-8") from None
    tree = _Tree()
    tree.feed(html)
    tree.close()
    if len(tree.open) > 1:
        raise RefusedError(f"Bad Request: can't parse rich message: can't find end tag of \"{tree.open[-1].tag}\"")
    counts = _Counts()
    blocks = _blocks(tree.root.children, media, counts)
    if not blocks:
        raise RefusedError("Bad Request: rich message is empty")
    if counts.text > MAX_TEXT:
        raise RefusedError("Bad Request: RICH_MESSAGE_TOO_LONG")
    if counts.blocks > MAX_BLOCKS:
        raise RefusedError("Bad Request: RICH_MESSAGE_TOO_MANY_BLOCKS")
    if counts.media > MAX_MEDIA:
        raise RefusedError("Bad Request: RICH_MESSAGE_TOO_MANY_MEDIA")
    return blocks


def _blocks(children: list[Node | str], media: dict[str, dict[str, Any]], counts: _Counts) -> list[dict[str, Any]]:
    result = []
    for child in children:
        if isinstance(child, str):
            if child.strip():
                raise RefusedError("Bad Request: can't parse rich message: text outside of a block")
            continue
        if child.tag not in BLOCKS:
            raise RefusedError(f'Bad Request: can\'t parse rich message: "{child.tag}" is no block')
        counts.blocks += 1
        result.append(_block(child, media, counts))
    return result


def _block(node: Node, media: dict[str, dict[str, Any]], counts: _Counts) -> dict[str, Any]:
    match node.tag:
        case "p":
            return {"type": "paragraph", "text": _text(node.children, counts)}
        case "footer":
            return {"type": "footer", "text": _text(node.children, counts)}
        case "hr":
            return {"type": "divider"}
        case "pre":
            return _pre(node, counts)
        case "ul" | "ol":
            return _list(node, media, counts)
        case "blockquote":
            return {"type": "blockquote", "blocks": _blocks(node.children, media, counts)}
        case "img":
            return _photo(node, media, counts)
        case "table":
            return _table(node, counts)
        case "details":
            return _details(node, media, counts)
        case _:
            return {"type": "heading", "size": HEADINGS[node.tag], "text": _text(node.children, counts)}


def _pre(node: Node, counts: _Counts) -> dict[str, Any]:
    inner, language = node.children, None
    code = node.find("code")
    if code and len(inner) == 1:
        inner = code[0].children
        name = code[0].attributes.get("class", "")
        language = name.removeprefix("language-") if name.startswith("language-") else None
    if any(isinstance(child, Node) for child in inner):
        raise RefusedError("Bad Request: can't parse rich message: markup in preformatted text")
    block = {"type": "pre", "text": _text(inner, counts)}
    return block | ({"language": language} if language else {})


def _list(node: Node, media: dict[str, dict[str, Any]], counts: _Counts) -> dict[str, Any]:
    items = []
    for number, item in enumerate(node.children, start=int(node.attributes.get("start", "1"))):
        if not isinstance(item, Node) or item.tag != "li":
            raise RefusedError("Bad Request: can't parse rich message: a list holds items only")
        counts.blocks += 1
        label = "•" if node.tag == "ul" else f"{number}."
        inline = [child for child in item.children if isinstance(child, str) or child.tag in INLINE]
        nested = [child for child in item.children if isinstance(child, Node) and child.tag in BLOCKS]
        blocks = [{"type": "paragraph", "text": _text(inline, counts)}] if inline else []
        items.append({"label": label, "blocks": [*blocks, *_blocks(list(nested), media, counts)]})
    return {"type": "list", "items": items}


def _photo(node: Node, media: dict[str, dict[str, Any]], counts: _Counts) -> dict[str, Any]:
    counts.media += 1
    source = node.attributes.get("src", "")
    name = re.fullmatch(r"tg://photo\?id=([A-Za-z0-9_-]{1,64})", source)
    if name is None:
        if source.startswith(("https://", "http://")):
            raise RefusedError("Bad Request: WEBPAGE_MEDIA_EMPTY")  # this server is not on the internet
        raise RefusedError("Bad Request: can't parse rich message: wrong source of a photo")
    if name[1] not in media:
        raise RefusedError(f"Bad Request: media {name[1]} not found")
    return {"type": "photo", "photo": [media[name[1]]]}


def _table(node: Node, counts: _Counts) -> dict[str, Any]:
    rows = []
    for row in node.children:
        if not isinstance(row, Node) or row.tag != "tr":
            raise RefusedError("Bad Request: can't parse rich message: a table holds rows only")
        counts.blocks += 1
        cells = []
        for cell in row.children:
            if not isinstance(cell, Node) or cell.tag not in ("th", "td"):
                raise RefusedError("Bad Request: can't parse rich message: a row holds cells only")
            align = cell.attributes.get("align", "left")
            entry: dict[str, Any] = {"text": _text(cell.children, counts), "align": align, "valign": "top"}
            cells.append(entry | ({"is_header": True} if cell.tag == "th" else {}))
        if len(cells) > MAX_COLUMNS:
            raise RefusedError("Bad Request: RICH_MESSAGE_TABLE_TOO_WIDE")
        rows.append(cells)
    return {"type": "table", "cells": rows}


def _details(node: Node, media: dict[str, dict[str, Any]], counts: _Counts) -> dict[str, Any]:
    summaries = node.find("summary")
    if len(summaries) != 1 or node.children[0] is not summaries[0]:
        raise RefusedError("Bad Request: can't parse rich message: details begin with one summary")
    blocks = _blocks(node.children[1:], media, counts)
    if not blocks:
        raise RefusedError("Bad Request: can't parse rich message: empty details")
    return {"type": "details", "summary": _text(summaries[0].children, counts), "blocks": blocks}


def _text(children: list[Node | str], counts: _Counts) -> Any:
    """A RichText: a string, or a list of strings and styled texts."""
    result: list[Any] = []
    for child in children:
        if isinstance(child, str):
            counts.text += len(child)
            if result and isinstance(result[-1], str):
                result[-1] += child
            else:
                result.append(child)
        elif child.tag == "br":
            result.append("\n")
        elif child.tag == "a":
            url = child.attributes.get("href", "")
            if not re.match(r"(https?|tg|mailto|tel):|#", url):
                raise RefusedError("Bad Request: can't parse rich message: wrong link")
            result.append({"type": "url", "text": _text(child.children, counts), "url": url})
        elif child.tag in STYLES:
            result.append({"type": STYLES[child.tag], "text": _text(child.children, counts)})
        else:
            raise RefusedError(f'Bad Request: can\'t parse rich message: "{child.tag}" within text')
    if not result:
        return ""
    return result[0] if len(result) == 1 else result


def plain(value: Any) -> str:
    """The words of blocks or of a RichText, as a person reads them."""
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        separator = "\n" if value and isinstance(value[0], dict) and "type" in value[0] and _is_block(value[0]) else ""
        return separator.join(plain(item) for item in value)
    parts = [value.get(key) for key in ("summary", "text", "blocks")]
    if "cells" in value:
        parts.append("\n".join(" | ".join(plain(cell.get("text", "")) for cell in row) for row in value["cells"]))
    if "items" in value:
        parts.append("\n".join(f"{item['label']} {plain(item['blocks'])}" for item in value["items"]))
    return "\n".join(plain(part) for part in parts if part)


def _is_block(value: dict[str, Any]) -> bool:
    kinds = {"paragraph", "heading", "pre", "list", "blockquote", "table", "details", "photo", "divider", "footer"}
    return value["type"] in kinds


def every(blocks: list[dict[str, Any]], kind: str) -> list[dict[str, Any]]:
    """All blocks of a kind, nested ones included, in order."""
    found = []
    for block in blocks:
        if block["type"] == kind:
            found.append(block)
        found.extend(every(block.get("blocks", []), kind))
        for item in block.get("items", []):
            found.extend(every(item["blocks"], kind))
    return found
