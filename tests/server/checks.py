"""What Telegram refuses, with the words it says; limits as in core.telegram.org/bots/api (10.3)."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from typing import Any

from tests.server import rich
from tests.server.refusal import RefusedError

ENTITY_TYPES = frozenset(
    [
        "mention",
        "hashtag",
        "cashtag",
        "bot_command",
        "url",
        "email",
        "phone_number",
        "bold",
        "italic",
        "underline",
        "strikethrough",
        "spoiler",
        "blockquote",
        "expandable_blockquote",
        "code",
        "pre",
        "text_link",
        "text_mention",
        "custom_emoji",
    ]
)
QUOTATIONS = frozenset({"blockquote", "expandable_blockquote"})
HTML_TAGS = frozenset(
    [
        "b",
        "strong",
        "i",
        "em",
        "u",
        "ins",
        "s",
        "strike",
        "del",
        "span",
        "tg-spoiler",
        "a",
        "tg-emoji",
        "code",
        "pre",
        "blockquote",
    ]
)
BUTTON_ACTIONS = [
    "url",
    "callback_data",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "callback_game",
    "pay",
]


def utf16(text: str) -> int:
    """Length in UTF-16 code units. Lone surrogates are refused as the server's JSON parser does."""
    try:
        return len(text.encode("utf-16-le")) // 2
    except UnicodeEncodeError:
        raise RefusedError("Bad Request: strings must be encoded in UTF-8") from None


class _Html(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in HTML_TAGS:
            raise RefusedError(f'Bad Request: can\'t parse entities: Unsupported start tag "{tag}" at byte offset 0')
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            raise RefusedError("Bad Request: can't parse entities: Unmatched end tag at byte offset 0")

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def text_of(data: dict[str, Any], key: str, entities_key: str, limit: int, empty: str) -> tuple[str, list[Any]]:
    """The text of a message after its parse mode, with its entities; refused as Telegram does."""
    text = str(data.get(key) or "")
    if "\0" in text:
        raise RefusedError("Bad Request: strings must not contain NUL")
    mode = data.get("parse_mode")
    entities = data.get(entities_key) or []
    if isinstance(entities, str):
        entities = json.loads(entities)
    if mode == "HTML":
        parser = _Html()
        parser.feed(text)
        parser.close()
        if parser.open:
            raise RefusedError(
                f"Bad Request: can't parse entities: Can't find end tag corresponding to \"{parser.open[-1]}\""
            )
        text, entities = "".join(parser.text), []
    elif mode:
        raise RefusedError("Bad Request: unsupported parse_mode")
    length = utf16(text)
    if not text.strip() and empty:
        raise RefusedError(empty)
    if length > limit:
        raise RefusedError(
            "Bad Request: message is too long" if limit > 1024 else "Bad Request: message caption is too long"
        )
    check_entities(text, entities)
    return text, entities


def check_entities(text: str, entities: list[dict[str, Any]]) -> None:
    """Entities must lie within the text, begin and end between characters, nest, and keep code to itself."""
    length = utf16(text)
    boundaries = {0}
    position = 0
    for character in text:
        position += 2 if ord(character) > 0xFFFF else 1
        boundaries.add(position)
    spans = []
    for entity in entities:
        kind, start, size = entity.get("type"), entity.get("offset"), entity.get("length")
        if kind not in ENTITY_TYPES:
            raise RefusedError(f"Bad Request: can't parse MessageEntity: unsupported type {kind}")
        if not isinstance(start, int) or not isinstance(size, int) or start < 0 or size <= 0 or start + size > length:
            raise RefusedError("Bad Request: can't parse MessageEntity: wrong offset or length")
        if start not in boundaries or start + size not in boundaries:
            raise RefusedError("Bad Request: entity begins or ends in the middle of a UTF-16 symbol")
        if kind == "text_link" and not re.match(r"(https?|tg|mailto):", str(entity.get("url", ""))):
            raise RefusedError("Bad Request: wrong URL in text_link")
        spans.append((start, start + size, kind))
    for index, (start, end, kind) in enumerate(spans):
        for other_start, other_end, other in spans[index + 1 :]:
            if start < other_end and other_start < end:
                nested = (start <= other_start and other_end <= end) or (other_start <= start and end <= other_end)
                # Code holds nothing and lies in nothing, but for a quotation, which may hold all but a quotation.
                quotes = {kind, other} & QUOTATIONS
                if not nested or (not quotes and {kind, other} & {"code", "pre"}) or {kind, other} <= QUOTATIONS:
                    raise RefusedError(f"Bad Request: entities {kind} and {other} overlap")


def check_markup(markup: Any) -> dict[str, Any] | None:
    """An inline keyboard: rows not empty, each button with a text and exactly one action within its limit."""
    if markup is None:
        return None
    if isinstance(markup, str):
        try:
            markup = json.loads(markup)
        except ValueError:
            raise RefusedError("Bad Request: can't parse reply keyboard markup JSON object") from None
    keyboard = markup.get("inline_keyboard")
    if not isinstance(keyboard, list):
        raise RefusedError("Bad Request: object expected as reply markup")
    if sum(map(len, keyboard)) > 100:
        raise RefusedError("Bad Request: reply markup is too long")
    for row in keyboard:
        if not row:
            raise RefusedError("Bad Request: empty row in the keyboard")
        for button in row:
            if not str(button.get("text", "")).strip():
                raise RefusedError("Bad Request: text buttons are required to have text")
            actions = [name for name in BUTTON_ACTIONS if button.get(name) is not None]
            if len(actions) != 1:
                raise RefusedError("Bad Request: exactly one of the optional fields must be used in the button")
            data = button.get("callback_data")
            if data is not None and not 1 <= len(data.encode()) <= 64:
                raise RefusedError("Bad Request: BUTTON_DATA_INVALID")
            copied = button.get("copy_text")
            if copied is not None and not 1 <= len(copied.get("text", "")) <= 256:
                raise RefusedError("Bad Request: BUTTON_COPY_TEXT_INVALID")
    return dict(markup)


def _loaded(value: Any) -> Any:
    return json.loads(value) if isinstance(value, str) else value


def check_result(result: Any) -> dict[str, Any]:
    """An article for an inline or guest query: its id, title, content and keyboard."""
    result = _loaded(result)
    if result.get("type") != "article":
        raise RefusedError("Bad Request: can't parse inline query result: only articles here")
    if not 1 <= len(str(result.get("id", "")).encode()) <= 64:
        raise RefusedError("Bad Request: RESULT_ID_INVALID")
    if not str(result.get("title", "")).strip():
        raise RefusedError("Bad Request: ARTICLE_TITLE_EMPTY")
    content = result.get("input_message_content") or {}
    if "rich_message" in content:
        if "message_text" in content:
            raise RefusedError("Bad Request: exactly one content is expected")
        content["blocks"] = check_rich(content["rich_message"], {}, uploads=False)
    else:
        text_of(content, "message_text", "entities", 4096, "Bad Request: message text is empty")
    check_markup(result.get("reply_markup"))
    return dict(result)


def check_results(data: dict[str, Any]) -> list[dict[str, Any]]:
    """The results of an inline query: at most 50, their ids unique; the offset and the button within their limits."""
    results = [check_result(result) for result in _loaded(data.get("results") or "[]")]
    if len(results) > 50:
        raise RefusedError("Bad Request: RESULTS_TOO_MUCH")
    if len({result["id"] for result in results}) < len(results):
        raise RefusedError("Bad Request: RESULT_ID_DUPLICATE")
    if len(str(data.get("next_offset") or "").encode()) > 64:
        raise RefusedError("Bad Request: NEXT_OFFSET_INVALID")
    if int(data.get("cache_time") or 300) < 0:
        raise RefusedError("Bad Request: wrong cache_time")
    button = _loaded(data.get("button") or "{}")
    if button and not re.fullmatch(r"[A-Za-z0-9_-]{1,64}", button.get("start_parameter", "")):
        raise RefusedError("Bad Request: START_PARAM_INVALID")
    return results


def check_rich(value: Any, files: dict[str, bytes], uploads: bool = True) -> list[dict[str, Any]]:
    """The blocks of an InputRichMessage: exactly one content, its media uploaded with it (not for inline messages)."""
    message = _loaded(value)
    if sum(message.get(key) is not None for key in ("html", "markdown", "blocks")) != 1:
        raise RefusedError("Bad Request: exactly one of html, markdown and blocks must be used")
    if message.get("html") is None:
        raise RefusedError("Bad Request: this server reads html only")
    media = {}
    for item in message.get("media") or []:
        if not re.fullmatch(r"[A-Za-z0-9_-]{1,64}", item.get("id", "")):
            raise RefusedError("Bad Request: wrong media identifier")
        source = item["media"].get("media", "")
        if not source.startswith("attach://") or not uploads:
            raise RefusedError("Bad Request: wrong file identifier/HTTP URL specified")
        media[item["id"]] = check_photo(files.get(source.removeprefix("attach://")))
    return rich.blocks_of(message["html"], media)


def check_photo(content: bytes | None) -> dict[str, Any]:
    """A PNG within the limits of photos; gives its PhotoSize."""
    if content is None or not content.startswith(b"\x89PNG") or len(content) > 10 * 1024 * 1024:
        raise RefusedError("Bad Request: IMAGE_PROCESS_FAILED")
    width, height = int.from_bytes(content[16:20], "big"), int.from_bytes(content[20:24], "big")
    if width + height > 10000 or max(width, height) > 20 * min(width, height):
        raise RefusedError("Bad Request: PHOTO_INVALID_DIMENSIONS")
    return {"file_id": "photo", "file_unique_id": "p", "width": width, "height": height}


def check_commands(commands: Any) -> list[dict[str, str]]:
    """Commands of the menu: 1-32 of a-z, 0-9 and _, with descriptions of 1-256 characters, at most 100."""
    if isinstance(commands, str):
        commands = json.loads(commands)
    if len(commands) > 100:
        raise RefusedError("Bad Request: BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        if not re.fullmatch(r"[a-z0-9_]{1,32}", command["command"]):
            raise RefusedError("Bad Request: BOT_COMMAND_INVALID")
        if not 1 <= len(command["description"]) <= 256:
            raise RefusedError("Bad Request: BOT_COMMAND_DESCRIPTION_INVALID")
    return list(commands)
