"""The shape of an entry: what one YAML file of the knowledge base becomes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, get_args

from bot.text.language import LANGUAGES, Language
from bot.text.lines import PackedLines

Kind = Literal["concept", "comparison", "howto", "command", "directive", "error"]
KINDS: tuple[Kind, ...] = get_args(Kind)

#: File names in ``examples`` whose code has a language of its own; others by their ending.
_CODE_LANGUAGES = {"dockerfile": "dockerfile", "compose": "yaml", "caddyfile": "", "makefile": "makefile"}
_ENDINGS = {
    "yaml": "yaml",
    "yml": "yaml",
    "json": "json",
    "sh": "bash",
    "py": "python",
    "sql": "sql",
    "conf": "nginx",
    "toml": "toml",
    "hcl": "hcl",
    "ps1": "powershell",
    "ini": "ini",
    "service": "ini",
}


@dataclass(frozen=True, slots=True)
class Text:
    """One text in both languages."""

    ru: str
    en: str

    def __getitem__(self, language: Language) -> str:
        return self.ru if language == "ru" else self.en


@dataclass(frozen=True, slots=True)
class Command:
    """A command to copy, with what it does; ``shell`` is false for what only PowerShell or cmd understands."""

    run: str
    caption: Text
    shell: bool = True


@dataclass(frozen=True, slots=True)
class Example:
    """A whole file to copy, with its name and what it shows.

    needs: the release without which the file is not valid (``compose 5.2``); empty for what any current one takes.
    """

    file: str
    text: str
    caption: Text
    needs: str = ""

    @property
    def code_language(self) -> str:
        """The name of the file's language as code blocks know it; empty where there is none."""
        name = self.file.rsplit("/", 1)[-1].lower()
        stem, _, ending = name.rpartition(".")
        if name.startswith("dockerfile") or ending == "dockerfile":
            return "dockerfile"
        return _ENDINGS.get(ending) or _CODE_LANGUAGES.get(stem or name, "")


@dataclass(frozen=True, slots=True)
class Entry:
    """One answer of the knowledge base. The id is the file's name and never changes."""

    id: str
    topic: str
    kind: Kind
    title: Text
    questions: Mapping[Language, Sequence[str]]
    answer: Text
    commands: tuple[Command, ...] = ()
    examples: tuple[Example, ...] = ()
    covers: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()
    messages: tuple[str, ...] = ()
    values: Mapping[str, str] = field(default_factory=dict)
    related: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    checked: str = ""
    picture: str | None = None

    def label(self, language: Language) -> str:
        """A short name for buttons: the title up to its colon."""
        return self.title[language].partition(": ")[0]


def _text(data: Mapping[str, Any]) -> Text:
    return Text(ru=str(data["ru"]).strip(), en=str(data["en"]).strip())


def _caption(data: Mapping[str, Any]) -> Text:
    return Text(ru=str(data.get("ru", "")).strip(), en=str(data.get("en", "")).strip())


def parse_entry(identifier: str, topic: str, data: Mapping[str, Any]) -> Entry:
    """Make an Entry of a file's data (all scalars are strings).

    Raises KeyError, TypeError or ValueError where the data has not the shape
    that ``check`` demands; ``check`` says the same with lines and cures.
    """
    kind = data["kind"]
    if kind not in KINDS:
        raise ValueError(f"kind {kind!r}")
    return Entry(
        id=identifier,
        topic=topic,
        kind=kind,
        title=_text(data["title"]),
        questions={language: PackedLines(data["questions"].get(language) or ()) for language in LANGUAGES},
        answer=_text(data["answer"]),
        commands=tuple(
            Command(run=item["run"].strip(), caption=_caption(item), shell=item.get("shell", "bash") == "bash")
            for item in data.get("commands") or ()
        ),
        examples=tuple(
            Example(
                file=item["file"],
                text=item["text"].rstrip() + "\n",
                caption=_caption(item),
                needs=item.get("needs", ""),
            )
            for item in data.get("examples") or ()
        ),
        covers=tuple(data.get("covers") or ()),
        patterns=tuple(data.get("patterns") or ()),
        messages=tuple(data.get("messages") or ()),
        values=dict(data.get("values") or {}),
        related=tuple(data.get("related") or ()),
        sources=tuple(data.get("sources") or ()),
        checked=data.get("checked") or "",
        picture=data.get("picture") or None,
    )
