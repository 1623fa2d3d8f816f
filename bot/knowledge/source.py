"""YAML files with the line of every value, for messages that an author can act on.

All scalars are read as strings: ``no``, ``137`` and ``2026-11`` mean themselves.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

try:  # the C parser is an order of magnitude faster, and an optional part of PyYAML
    from yaml import CBaseLoader as _Loader
except ImportError:  # pragma: no cover - wheels carry it on every platform that we run on
    from yaml import BaseLoader as _Loader  # type: ignore[assignment]

Key = tuple[str | int, ...]


class SourceError(Exception):
    """A file that is no YAML, or no mapping: ``line`` is 1-based."""

    def __init__(self, path: Path, line: int, message: str) -> None:
        super().__init__(f"{path}:{line}: {message}")
        self.path = path
        self.line = line
        self.message = message


@dataclass(slots=True)
class Source:
    """A YAML file's data, and the 1-based line of each value by its path of keys."""

    path: Path
    data: dict[str, Any]
    lines: dict[Key, int] = field(default_factory=dict)
    duplicates: list[tuple[str, int]] = field(default_factory=list)

    def line(self, *key: str | int) -> int:
        """The line of the value under ``key``, or of the nearest enclosing one."""
        while key and key not in self.lines:
            key = key[:-1]
        return self.lines.get(key, 1)


def read_data(path: Path) -> dict[str, Any]:
    """Read a YAML mapping quickly, without lines. Raises SourceError."""
    try:
        data = yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506 - BaseLoader makes strings only
    except yaml.MarkedYAMLError as error:
        raise _from_yaml(path, error) from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise SourceError(path, 1, str(error)) from error
    if not isinstance(data, dict):
        raise SourceError(path, 1, "the file must be a mapping of keys")
    return data


def read_source(path: Path) -> Source:
    """Read a YAML mapping with the lines of its values. Raises SourceError."""
    try:
        node = yaml.compose(path.read_text(encoding="utf-8"), Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        raise _from_yaml(path, error) from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise SourceError(path, 1, str(error)) from error
    if not isinstance(node, yaml.MappingNode):
        raise SourceError(path, 1, "the file must be a mapping of keys")
    source = Source(path, {})
    source.data = _plain(node, (), source)
    return source


def _plain(node: yaml.Node, key: Key, source: Source) -> Any:
    source.lines[key] = node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        result: dict[str, Any] = {}
        for name_node, value_node in node.value:
            name = str(name_node.value)
            if name in result:
                source.duplicates.append((name, name_node.start_mark.line + 1))
            result[name] = _plain(value_node, (*key, name), source)
            source.lines[(*key, name)] = name_node.start_mark.line + 1
        return result
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item, (*key, index), source) for index, item in enumerate(node.value)]
    return node.value


def _from_yaml(path: Path, error: yaml.MarkedYAMLError) -> SourceError:
    mark = error.problem_mark or error.context_mark
    line = mark.line + 1 if mark else 1
    problem = " ".join(filter(None, (error.context, error.problem)))
    return SourceError(path, line, f"not valid YAML: {problem}")
