"""An entry as Markdown (CommonMark with tables), the one content language of all faces."""

from __future__ import annotations

import re
from collections.abc import Mapping

from bot.knowledge.entry import Entry
from bot.text.language import Language


def code_block(text: str, language: str) -> str:
    """A fenced block whose fence is longer than any run of backticks in the text."""
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}{language}\n{text.rstrip()}\n{fence}"


def _caption(text: str) -> str:
    return text if text.endswith((":", ".", "?", "!")) else f"{text}:"


def _capitalized(text: str) -> str:
    # A caption may begin with a file's name, an option or code, which keep their case.
    first = text.split(maxsplit=1)[0].rstrip(",:") if text else ""
    return text[:1].upper() + text[1:] if first.isalpha() else text


def entry_markdown(entry: Entry, language: Language, caught: Mapping[str, str] | None = None) -> str:
    """Return an entry's answer, files and commands as Markdown, without its title.

    ``caught`` holds what an error's patterns caught: each takes the place of
    the word that stands for it in this entry (its ``values``).
    """
    blocks = [entry.answer[language]]
    for example in entry.examples:
        blocks.append(_caption(_capitalized(example.caption[language])))
        blocks.append(code_block(example.text, example.code_language))
    for command in entry.commands:
        blocks.append(_caption(_capitalized(command.caption[language])))
        blocks.append(code_block(command.run, "bash"))
    return substitute("\n\n".join(blocks), entry.values, caught or {})


def substitute(text: str, values: Mapping[str, str], caught: Mapping[str, str]) -> str:
    """Put what was caught in place of the words that stand for it; whole words only, all at once."""
    replaced = {values[name]: found for name, found in caught.items() if found and name in values}
    if not replaced:
        return text
    pattern = re.compile(
        r"(?<![\w.])(?:" + "|".join(re.escape(word) for word in sorted(replaced, key=len, reverse=True)) + r")(?!\w)"
    )
    return pattern.sub(lambda match: replaced[match[0]], text)
