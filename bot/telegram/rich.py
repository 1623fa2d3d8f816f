"""A Reply as a rich message (Bot API 10.1 and later): tables, headings, code, folded details, a picture in the text.

The HTML of each block is telegramify-markdown's ``richify``. Rich Markdown would take our Markdown as it is, but it
has readings of its own (``==marked==``, ``$formula$``, ``||spoiler||``, commands such as ``/data``) that would bite
in ``$HOME`` and ``a || b``; the HTML of a CommonMark parser has none. Details and pictures have no Markdown that the
converter knows, so only their two tags are set here, around its blocks.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape
from pathlib import Path

from aiogram.types import FSInputFile, InputMediaPhoto, InputRichMessage, InputRichMessageMedia
from cachetools import LRUCache
from telegramify_markdown import richify

from bot.locales import phrase
from bot.reply import Reply
from bot.telegram.limits import RICH_BLOCKS, RICH_COLUMNS, RICH_LENGTH
from bot.telegram.outline import STRUCTURE, Block, outline
from bot.telegram.rendering import head_and_rest, is_long

#: Code of more lines is folded under its caption.
LONG_CODE = 14
_PICTURE = "picture"


@dataclass(slots=True)
class _Drawn:
    """What was made of a text: its outline, and the HTML of its blocks in the open and folded, once it was needed."""

    outline: list[Block]
    html: dict[bool, tuple[str, ...]] = field(default_factory=dict)


#: Entries are asked for again and again, and to draw one takes longer than to find it. By language and text, so that
#: an edited entry is drawn anew; some ten megabytes at most. Of what people paste, nothing is kept.
_ENTRIES: LRUCache[tuple[str, str], _Drawn] = LRUCache(1_000)


def _drawn(reply: Reply) -> _Drawn:
    if reply.outcome != "answer":
        return _Drawn(outline(reply.body))
    key = reply.language, reply.body
    found = _ENTRIES.get(key)
    if found is None:
        found = _ENTRIES[key] = _Drawn(outline(reply.body))
    return found


def has_structure(reply: Reply) -> bool:
    """Tell whether a reply gains by a rich message: code, a table, a heading or a picture."""
    return reply.picture is not None or any(block.kind in STRUCTURE for block in _drawn(reply).outline)


def _html(markdown: str) -> str:
    return richify(markdown, latex_escape=False).html or ""


def _details(summary_html: str, content: str) -> str:
    return f"<details><summary>{summary_html}</summary>{content}</details>"


def _inline(paragraph: str) -> str:
    """A paragraph's HTML without its tag, for a summary."""
    return _html(paragraph).removeprefix("<p>").removesuffix("</p>")


def _blocks(blocks: list[Block]) -> list[str]:
    """The HTML of blocks, long code folded under the paragraph before it."""
    result: list[str] = []
    for index, block in enumerate(blocks):
        before = blocks[index - 1] if index else None
        if block.kind == "code" and block.code.count("\n") + 1 > LONG_CODE and before and before.kind == "paragraph":
            result[-1] = _details(_inline(before.source), _html(block.source))
        else:
            result.append(_html(block.source))
    return result


def _media(picture: Path | None) -> list[InputRichMessageMedia] | None:
    if picture is None:
        return None
    return [InputRichMessageMedia(id=_PICTURE, media=InputMediaPhoto(media=FSInputFile(picture)))]


def rich_message(reply: Reply, folded: bool = False, pictures: bool = True) -> InputRichMessage | None:
    """The rich message of a reply, or None where it would not fit one.

    ``folded``: for groups, the long part is in details. ``pictures``: False where no file may be uploaded.
    """
    title = f"<h3>{escape(reply.title)}</h3>" if reply.title else ""
    drawn = _drawn(reply)
    if folded not in drawn.html:
        drawn.html[folded] = tuple(_body(reply, drawn.outline, folded))
    body = list(drawn.html[folded])
    picture = reply.picture if pictures else None
    if picture is not None:
        body.insert(min(1, len(body)), f'<img src="tg://photo?id={_PICTURE}"/>')
    html = title + "".join(body)
    if len(html) > RICH_LENGTH or _counted(html) > RICH_BLOCKS or _columns(drawn.outline) > RICH_COLUMNS:
        return None
    return InputRichMessage(html=html, media=_media(picture), skip_entity_detection=True)


def _body(reply: Reply, blocks: list[Block], folded: bool) -> list[str]:
    if folded and is_long(reply):
        head, rest = head_and_rest(reply)
        return [*_blocks(head), _details(escape(phrase("details", reply.language)), "".join(_blocks(rest)))]
    return _blocks(blocks)


def _counted(html: str) -> int:
    tags = ("<p>", "<h", "<pre>", "<li>", "<tr>", "<table>", "<details>", "<blockquote>", "<img")
    return sum(html.count(tag) for tag in tags)


def _columns(blocks: list[Block]) -> int:
    rows = (block.source.splitlines()[0] for block in blocks if block.kind == "table")
    return max((row.count("|") - 1 for row in rows), default=0)
