"""KB040–KB043: the commands that readers copy, held against Docker's grammar."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator

from bot.knowledge.check.findings import Finding
from bot.knowledge.entry import Entry
from bot.knowledge.grammar import Grammar
from bot.knowledge.source import Source

MAX_COMMANDS = 8
_PROMPT = re.compile(r"^\s*[$#>]\s", re.MULTILINE)
_PLACEHOLDER = re.compile(r"(?<![<\w])<[A-Za-zА-Яа-я][\w -]*>")
_SUBSTITUTION = re.compile(r"\$\(([^()]*)\)")
_SEPARATORS = frozenset({"|", "||", "&", "&&", ";", "(", ")", "{", "}", "$"})
#: Programs that run the command that follows them.
_PREFIXES = frozenset({"sudo", "time", "watch", "xargs", "exec", "nohup", "then", "do", "else", "if", "while", "!"})
_ASSIGNMENT = re.compile(r"[A-Za-z_]\w*=")


def check(entry: Entry, source: Source, grammar: Grammar) -> Iterator[Finding]:
    """Judge the commands of one entry."""
    if len(entry.commands) > MAX_COMMANDS:
        yield Finding(
            source.path,
            source.line("commands"),
            "KB042",
            f"{len(entry.commands)} commands",
            f"at most {MAX_COMMANDS}, the simplest first",
        )
    for index, command in enumerate(entry.commands):
        line = source.line("commands", index)
        if _PROMPT.search(command.run) or _PLACEHOLDER.search(command.run):
            yield Finding(
                source.path,
                line,
                "KB043",
                f"a prompt or a placeholder: {command.run}",
                "write what can be run as it is",
            )
        if not command.shell:
            continue  # another shell's quoting; only its prompt and placeholders are judged
        try:
            lines = list(docker_lines(command.run))
        except ValueError as error:
            yield Finding(source.path, line, "KB041", f"{command.run}: {error}", "mend the quotes")
            continue
        for words in lines:
            for fault in grammar.parse(words).faults:
                yield Finding(source.path, line, "KB040", f"{shlex.join(words)}: {fault}", "see knowledge/reference")


def docker_lines(script: str) -> Iterator[list[str]]:
    """Yield the words of each docker and docker-compose command in a shell script.

    Pipes, lists, ``$( … )`` (also inside double quotes), ``sudo``, ``xargs`` and
    assignments before a command are understood. Raises ValueError where a shell
    would not find the end of a quote.
    """
    script = re.sub(r"\\\r?\n\s*", " ", script)
    for line in _logical_lines(script):
        quoted = [inner for inner in _SUBSTITUTION.findall(line) if "docker" in inner]
        for inner in quoted:
            yield from docker_lines(inner)
        line = _SUBSTITUTION.sub("SUBSTITUTED", line)
        lexer = shlex.shlex(line, posix=True, punctuation_chars="();<>|&")
        lexer.whitespace_split = True
        lexer.commenters = "#" if line.lstrip().startswith("#") or " # " in line else ""
        segment: list[str] = []
        for word in [*lexer, ";"]:
            if set(word) <= set("();|&") and word:
                if (words := _docker_words(segment)) is not None:
                    yield words
                segment = []
            else:
                segment.append(word)


def _logical_lines(script: str) -> Iterator[str]:
    """Join lines whose quotes are still open; leave out the bodies of here-documents."""
    pending = ""
    terminator: str | None = None
    for line in script.splitlines():
        if terminator is not None:
            if line.strip() == terminator:
                terminator = None
            continue
        pending = f"{pending}\n{line}" if pending else line
        try:
            shlex.split(pending, comments=True)
        except ValueError:
            continue
        if match := re.search(r"<<-?\s*['\"]?(\w+)['\"]?", pending):
            terminator = match[1]
        if pending.strip():
            yield pending
        pending = ""
    if pending:
        shlex.split(pending)
        yield pending


def _docker_words(segment: list[str]) -> list[str] | None:
    """The docker command of one simple command, without what stands before it and its redirections."""
    position = 0
    while position < len(segment):
        word = segment[position]
        if word in ("docker", "docker-compose"):
            return _without_redirections(segment[position:])
        if word in _PREFIXES or _ASSIGNMENT.match(word) or (position and word.startswith("-")):
            position += 1
        elif position and segment[position - 1] in ("-n", "-I", "-L", "-P", "-u"):
            position += 1  # a value of xargs, watch or sudo
        else:
            return None
    return None


def _without_redirections(words: list[str]) -> list[str]:
    result: list[str] = []
    skip = False
    for word in words:
        if skip:
            skip = False
        elif word and set(word) <= set("<>&"):
            skip = True
            if result and result[-1].isdigit():
                result.pop()
        else:
            result.append(word)
    return result
