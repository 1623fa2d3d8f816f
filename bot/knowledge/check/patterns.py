"""KB060–KB064: the regular expressions of errors, and that none of them can run away."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.knowledge.check.findings import Finding
from bot.knowledge.entry import Entry
from bot.knowledge.source import Source

# The standard library's parser of regular expressions has no public name before and after 3.11.
from re import _constants as constants  # type: ignore[attr-defined]  # isort: skip
from re import _parser as parser  # type: ignore[attr-defined]  # isort: skip

FLAGS = re.IGNORECASE | re.MULTILINE
#: A repeat with at least this many rounds counts as unbounded for the growth of the search.
_LONG = 400


def check(entry: Entry, source: Source) -> Iterator[Finding]:
    """Judge the patterns, messages and values of one entry."""
    if (entry.kind == "error") != bool(entry.patterns) or bool(entry.patterns) != bool(entry.messages):
        yield Finding(
            source.path, source.line("patterns"), "KB063", f"kind {entry.kind}", "an error has patterns and messages"
        )
    compiled: list[re.Pattern[str]] = []
    for index, pattern in enumerate(entry.patterns):
        line = source.line("patterns", index)
        try:
            compiled.append(re.compile(pattern, FLAGS))
        except re.error as error:
            yield Finding(source.path, line, "KB060", f"{pattern}: {error}", "mend the expression")
            continue
        if reason := runaway(pattern):
            yield Finding(source.path, line, "KB061", f"{pattern}: {reason}", "bound the repeats: [^x]{1,200}")
        if entry.messages and not any(compiled[-1].search(message) for message in entry.messages):
            yield Finding(source.path, line, "KB062", f"{pattern} matches no message", "mend one of them")
    for index, message in enumerate(entry.messages):
        if compiled and not any(pattern.search(message) for pattern in compiled):
            yield Finding(
                source.path,
                source.line("messages", index),
                "KB062",
                f"no pattern matches {message!r}",
                "mend one of them",
            )
    groups = {name for pattern in compiled for name in pattern.groupindex}
    shown = entry.answer.ru + entry.answer.en + "".join(command.run for command in entry.commands)
    shown += "".join(example.text for example in entry.examples)
    for name, word in entry.values.items():
        if name not in groups or word not in shown:
            yield Finding(
                source.path,
                source.line("values", name),
                "KB064",
                f"value {name!r}: {word!r}",
                "name a group of the patterns, and a word that the entry shows",
            )


def runaway(pattern: str) -> str | None:
    """Say why the time of a search could explode, or None.

    Judged on the parse tree: a repeat inside a repeat (exponential), and two
    long repeats in one sequence, or one with a search that may start anywhere,
    whose characters can overlap with nothing fixed between them (polynomial).
    """
    return _repeats(parser.parse(pattern, FLAGS), inside=False)


def _repeats(tree: object, inside: bool) -> str | None:
    previous_open = False
    for operation, argument in tree:  # type: ignore[attr-defined]
        if operation in (constants.MAX_REPEAT, constants.MIN_REPEAT):
            low, high, body = argument
            variable = high == constants.MAXREPEAT or high - low > 1
            if variable and inside:
                return "a repeat inside a repeat"
            if high == constants.MAXREPEAT and any(item[0] is constants.ANY for item in body):
                return "an unbounded .*"
            long = high == constants.MAXREPEAT or high >= _LONG
            if long and previous_open:
                return "two long repeats in a row"
            if reason := _repeats(body, inside or variable):
                return reason
            previous_open = long
        elif operation is constants.SUBPATTERN:
            if reason := _repeats(argument[3], inside):
                return reason
            previous_open = False
        elif operation is constants.BRANCH:
            for branch in argument[1]:
                if reason := _repeats(branch, inside):
                    return reason
            previous_open = False
        elif operation in (constants.ASSERT, constants.ASSERT_NOT):
            if reason := _repeats(argument[1], inside):
                return reason
        elif operation is constants.GROUPREF:
            return "a back-reference"
        else:
            previous_open = False
    return None
