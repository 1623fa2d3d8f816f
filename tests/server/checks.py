"""What Telegram refuses, with the words it says; limits as in core.telegram.org/bots/api (10.3)."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from typing import Any

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


class RefusedError(Exception):
    """A 400 with Telegram's description."""


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
                if not nested or {kind, other} & {"code", "pre"}:
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
