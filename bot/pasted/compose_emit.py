"""Compose files written out: block style, short lists of words in one line, ports in quotes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TypeAlias

ComposeValue: TypeAlias = "str | int | float | bool | list[ComposeValue] | dict[str, ComposeValue] | None"

#: A plain scalar that YAML 1.1 and 1.2 both read as this same string.
_PLAIN = re.compile(r"[A-Za-z/_.][A-Za-z0-9_./@+:-]{0,300}")
_RESERVED = re.compile(
    r"(?i:y|n|yes|no|on|off|true|false|null|~|\.inf|\.nan|\.|-)|[-+]?[.\d][\d_.e+-]*|0[xob][\da-f]+", re.IGNORECASE
)
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r", "\0": "\\0"}
#: Lists under these keys are words of one command line.
_IN_LINE = frozenset({"command", "entrypoint", "test"})


def compose_yaml(document: Mapping[str, ComposeValue]) -> str:
    """The text of a compose file; ends with a newline."""
    return "\n".join(_lines(document, 0)) + "\n"


def scalar(value: ComposeValue) -> str:
    """One value as YAML writes it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return str(value)
    text = str(value)
    if _PLAIN.fullmatch(text) and not _RESERVED.fullmatch(text) and not text.endswith(":"):
        return text
    return '"' + "".join(_escaped(character) for character in text) + '"'


def _escaped(character: str) -> str:
    if character in _ESCAPES:
        return _ESCAPES[character]
    if character.isprintable() or character == " ":
        return character
    code = ord(character)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _lines(value: Mapping[str, ComposeValue], depth: int) -> list[str]:
    indent = "  " * depth
    lines: list[str] = []
    for key, content in value.items():
        name = scalar(key) if key else '""'
        if isinstance(content, dict) and content:
            lines.append(f"{indent}{name}:")
            lines += _lines(content, depth + 1)
        elif isinstance(content, dict):
            lines.append(f"{indent}{name}: {{}}")
        elif isinstance(content, list):
            lines += _list(name, key, content, depth)
        else:
            lines.append(f"{indent}{name}: {scalar(content)}".rstrip())
        if depth == 0:
            lines.append("")
    return lines[:-1] if depth == 0 else lines


def _list(name: str, key: str, items: Sequence[ComposeValue], depth: int) -> list[str]:
    indent = "  " * depth
    if not items or key in _IN_LINE:
        shown = ", ".join(_quoted(item) for item in items)
        return [f"{indent}{name}: [{shown}]"]
    lines = [f"{indent}{name}:"]
    for item in items:
        if isinstance(item, dict) and item:
            inner = _lines(item, depth + 2)
            lines.append(f"{indent}  - {inner[0].strip()}")
            lines += inner[1:]
        else:
            shown = _quoted(item) if key in ("ports", "expose") else _in_line(item)
            lines.append(f"{indent}  - {shown}".rstrip())
    return lines


def _in_line(item: ComposeValue) -> str:
    """A value in one line, brackets and braces for what is nested."""
    if isinstance(item, dict):
        return "{" + ", ".join(f"{_quoted(key)}: {_in_line(value)}" for key, value in item.items()) + "}"
    if isinstance(item, list):
        return "[" + ", ".join(_in_line(value) or "null" for value in item) + "]"
    return scalar(item)


def _quoted(item: ComposeValue) -> str:
    text = _in_line(item) if isinstance(item, (dict, list)) else scalar(item)
    return text if text.startswith('"') or not isinstance(item, str) else f'"{text}"'
