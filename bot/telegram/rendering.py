"""Markdown of a Reply to classic messages, by telegramify-markdown: text with entities, never hand-made escaping.

Why telegramify-markdown: it is maintained, parses CommonMark with a real parser (pyromark), makes entities instead
of markup that must be escaped, sets tables as aligned text (wide ones are lists here), and since 1.4 makes rich
messages of the same Markdown, so that both looks come from one source. sulguk takes HTML only, chatgpt-md-converter
makes HTML strings of regular expressions.

Its own splitter cuts at any line, in code too; here messages are packed from whole top-level blocks instead.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from aiogram.types import MessageEntity
from telegramify_markdown import convert, split_entities, utf16_len

from bot.reply import Reply
from bot.telegram.limits import CAPTION_LENGTH, MESSAGE_LENGTH
from bot.telegram.outline import Block, outline
from bot.telegram.tables import for_phones

#: Shorter group answers than this are not folded, in UTF-16 code units.
SHORT = 320
#: Lines of code that stand in the open in a group; longer code is folded.
OPEN_CODE = 6
_GAP = "\n\n"
_STYLES = frozenset({"bold", "italic", "underline", "strikethrough", "spoiler", "text_link"})


@dataclass(frozen=True, slots=True)
class Part:
    """One message: its text and the entities over it."""

    text: str
    entities: list[MessageEntity]


@dataclass(frozen=True, slots=True)
class File:
    """Code that is longer than a message and is sent as a document."""

    name: str
    content: bytes


def _convert(markdown: str) -> Part:
    text, entities = convert(markdown, latex_escape=False)
    return Part(text, _apart([MessageEntity(**entity.to_dict()) for entity in entities]))


def _apart(entities: list[MessageEntity]) -> list[MessageEntity]:
    """Styles cut where they run over code: Markdown nests them, Telegram does not."""
    code = sorted((each.offset, each.offset + each.length) for each in entities if each.type in ("code", "pre"))
    result = []
    for entity in entities:
        start, end = entity.offset, entity.offset + entity.length
        if entity.type in _STYLES:
            for code_start, code_end in code:
                if start < code_end and code_start < end:
                    if start < code_start:
                        result.append(entity.model_copy(update={"offset": start, "length": code_start - start}))
                    start = code_end
        if start < end:
            result.append(entity.model_copy(update={"offset": start, "length": end - start}))
    return result


def _shifted(entities: Iterable[MessageEntity], offset: int) -> list[MessageEntity]:
    return [entity.model_copy(update={"offset": entity.offset + offset}) for entity in entities]


def _join(parts: Iterable[Part]) -> Part:
    text, entities = "", []
    for part in parts:
        if text:
            text += _GAP
        entities.extend(_shifted(part.entities, utf16_len(text)))
        text += part.text
    return Part(text, entities)


def _pieces(block: Block) -> list[Part | File]:
    """A block as parts that each fit a message: whole, as a file if it is code, else cut at its lines."""
    text, entities = convert(block.source, latex_escape=False)
    if utf16_len(text) <= MESSAGE_LENGTH:
        return [_convert(block.source)]
    if block.kind == "code":
        return [File(f"code.{block.language or 'txt'}", block.code.encode("utf-8", "replace"))]
    return [
        Part(piece.rstrip("\n"), _apart([MessageEntity(**entity.to_dict()) for entity in its]))
        for piece, its in split_entities(text, entities, MESSAGE_LENGTH)
    ]


def render(markdown: str) -> list[Part | File]:
    """The messages of a text, in order, each within Telegram's limit and cut between blocks."""
    markdown = for_phones(markdown)
    whole = _convert(markdown)
    if utf16_len(whole.text) <= MESSAGE_LENGTH:
        return [whole] if whole.text.strip() else []
    messages: list[Part | File] = []
    held: list[Part] = []
    length = 0
    for block in outline(markdown):
        for piece in _pieces(block):
            size = utf16_len(piece.text) if isinstance(piece, Part) else MESSAGE_LENGTH
            if held and (isinstance(piece, File) or length + len(_GAP) + size > MESSAGE_LENGTH):
                messages.append(_join(held))
                held, length = [], 0
            if isinstance(piece, File):
                messages.append(piece)
            else:
                length += size + (len(_GAP) if held else 0)
                held.append(piece)
    if held:
        messages.append(_join(held))
    return messages


def head_and_rest(reply: Reply) -> tuple[list[Block], list[Block]]:
    """A reply for a group: what stands in the open (the first paragraph and the first code) and what is folded."""
    blocks = outline(reply.body)
    shown = {0}
    code = next((index for index, block in enumerate(blocks) if block.kind == "code"), None)
    if code is not None and blocks[code].code.count("\n") < OPEN_CODE:
        shown.add(code)
        if code and blocks[code - 1].kind == "paragraph":  # its caption
            shown.add(code - 1)
    head = [block for index, block in enumerate(blocks) if index in shown]
    return head, [block for index, block in enumerate(blocks) if index not in shown]


def is_long(reply: Reply) -> bool:
    """Tell whether a reply is folded in a group."""
    return utf16_len(_convert(reply.body).text) > SHORT and bool(head_and_rest(reply)[1])


def render_folded(reply: Reply) -> list[Part | File]:
    """The reply as one message whose long part is in an expandable quotation; several where it does not fit."""
    head, rest = head_and_rest(reply)
    top = _join([_convert(f"**{reply.title}**"), *(_convert(for_phones(block.source)) for block in head)])
    folded = _join(_convert(for_phones(block.source)) for block in rest)
    start = utf16_len(top.text) + len(_GAP)
    size = utf16_len(folded.text)
    if start + size > MESSAGE_LENGTH:
        return render(reply.markdown)
    # Quotations do not nest; all else may lie within one.
    inner = [entity for entity in folded.entities if entity.type not in ("blockquote", "expandable_blockquote")]
    quotation = MessageEntity(type="expandable_blockquote", offset=start, length=size)
    return [Part(top.text + _GAP + folded.text, [*top.entities, quotation, *_shifted(inner, start)])]


def fits_caption(part: Part) -> bool:
    """Tell whether a part can be the caption of a picture."""
    return utf16_len(part.text) <= CAPTION_LENGTH
