"""Every part of a Dockerfile with its meaning: instructions, flags, values, here-documents, comments."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from bot.knowledge.entry import Text
from bot.knowledge.glosses import Glosses
from bot.pasted.dockerfile_parser import Dockerfile, Instruction, Stage, meant_instruction
from bot.pasted.line_spans import LineMap, Stretch, covering
from bot.pasted.model import Span
from bot.pasted.remarks._shell_lines import is_shell_line
from bot.pasted.run_commands import RunCommand, run_commands
from bot.pasted.values.environment import masked
from bot.pasted.values.identity import explain_user
from bot.pasted.values.image import explain_image
from bot.text.masking import mask

_COMMENT = Text(ru="комментарий", en="comment")
_CONTINUATION = Text(ru="продолжение на следующей строке", en="continued on the next line")
_HEREDOC = Text(ru="текст до закрывающего слова", en="text up to the closing word")
_CUT_OFF = Text(
    ru="продолжение команды выше: там потерялась обратная черта", en="the rest of the command above, which lost its \\"
)
_MAX_SHOWN = 80
#: Characters of one command that are quoted.
_MAX_COMMAND = 50
_MAX_COMMANDS = 6


def dockerfile_spans(file: Dockerfile, glosses: Glosses, text: str) -> tuple[Span, ...]:
    """Spans over the paste in order; what cannot be told has no meaning.

    Offsets are those of the paste; in the text of a span secrets are masked.
    """
    lines = LineMap(text, file.mended)
    spans: list[Span] = []
    for stretch in _stretches(file, glosses):
        start, end = lines.span(stretch)
        spans.append(Span(start, end, text[start:end], stretch.role, stretch.says))
    covered = covering(text, spans, _gap, glue="")
    if mask(text) == text:
        return covered
    return tuple(replace(span, text=mask(span.text)) for span in covered)


def _gap(start: int, end: int, text: str) -> Iterator[Span]:
    position = start
    for line in text.split("\n"):
        stripped = line.strip()
        if stripped:
            first = position + line.index(stripped[0])
            comment = stripped.startswith("#")
            end = first + len(stripped)
            if comment:
                yield Span(first, end, stripped, "comment", _COMMENT)
            elif stripped in ("\\", "`"):
                yield Span(first, end, stripped, "continuation", _CONTINUATION)
            else:
                yield Span(first, end, stripped, "value", None)
        position += len(line) + 1


def _stretches(file: Dockerfile, glosses: Glosses) -> Iterator[Stretch]:
    for name, value, _, start, end in file.directives:
        yield Stretch(start, end, "directive", _directive(name, value, glosses))
    for start, end in file.comments:
        yield Stretch(start, end, "comment", _COMMENT)
    for instruction in file.instructions:
        yield from _instruction(file, instruction, glosses)


def _directive(name: str, value: str, glosses: Glosses) -> Text:
    if name == "syntax":
        return Text(ru=f"версия языка Dockerfile: {_short(value)}", en=f"version of the language: {_short(value)}")
    return glosses.instruction(f"# {name}") or _COMMENT


def _instruction(file: Dockerfile, instruction: Instruction, glosses: Glosses) -> Iterator[Stretch]:
    known = instruction.name in file.facts
    gloss = glosses.instruction(instruction.name) if known else None
    body = min((heredoc.start for heredoc in instruction.heredocs), default=instruction.end)
    value_end = min(instruction.end, body)
    says = _value(file, instruction) if known else _meant(file, instruction, glosses)
    if not instruction.flags:
        yield Stretch(instruction.start, max(value_end, instruction.keyword_end), "instruction", says or gloss)
    else:
        yield Stretch(instruction.start, instruction.keyword_end, "instruction", gloss)
        for flag in instruction.flags:
            yield Stretch(flag.start, flag.end, "option", _flag(instruction, flag.name, flag.value, file, glosses))
        if instruction.value_start < value_end:
            yield Stretch(instruction.value_start, value_end, "value", says or gloss)
    for heredoc in instruction.heredocs:
        if heredoc.end > heredoc.start:
            yield Stretch(heredoc.start, heredoc.end, "heredoc", _HEREDOC)


def _meant(file: Dockerfile, instruction: Instruction, glosses: Glosses) -> Text | None:
    """What an instruction that does not exist is meant to be."""
    if is_shell_line(file, instruction):
        return _CUT_OFF
    near = meant_instruction(instruction.name, file.facts)
    gloss = glosses.instruction(near) if near else None
    return gloss and Text(
        ru=f"такой инструкции нет; `{near}`: {gloss.ru}", en=f"no such instruction; `{near}`: {gloss.en}"
    )


def _flag(instruction: Instruction, name: str, value: str | None, file: Dockerfile, glosses: Glosses) -> Text | None:
    fact = file.facts.get(instruction.name)
    if fact is None or name not in fact.flags:
        return None
    if name == "mount" and value:
        kind = next((part[5:] for part in value.split(",") if part.startswith("type=")), "bind")
        if found := glosses.instruction(f"RUN --mount=type={kind}"):
            return found
    return glosses.flag(instruction.name, name)


# -- what this value means -----------------------------------------------------------------


def _value(file: Dockerfile, instruction: Instruction) -> Text | None:
    if instruction.name == "FROM" and instruction.value and instruction.stage >= 0:
        return _from(file, file.stages[instruction.stage])
    explain = _EXPLAINERS.get(instruction.name)
    return explain(instruction) if explain is not None and instruction.value else None


def _short(text: str) -> str:
    shown = " ".join(text.split())
    return shown if len(shown) <= _MAX_SHOWN else f"{shown[: _MAX_SHOWN - 1]}…"


def _from(file: Dockerfile, stage: Stage) -> Text:
    base = file.base_of(stage)
    if base is not None:
        text = Text(ru=f"продолжает стадию {base.label}", en=f"goes on from the stage {base.label}")
    elif stage.resolved.lower() == "scratch":
        text = Text(ru="с пустого места", en="from nothing")
    else:
        text = explain_image(stage.resolved)
    if stage.name:
        return Text(ru=f"начинает стадию {stage.name}: {text.ru}", en=f"begins the stage {stage.name}: {text.en}")
    return Text(ru=f"основа: {text.ru}", en=f"the base: {text.en}")


def _assignments(instruction: Instruction) -> Text:
    shown = ", ".join(
        name if value is None else f"{name} = {_short(masked(name, value))}"
        for name, value in instruction.assignments[:6]
    )
    match instruction.name:
        case "ARG":
            return Text(ru=f"только на время сборки: {shown}", en=f"for the build only: {shown}")
        case "LABEL":
            return Text(ru=f"метка образа: {shown}", en=f"a label of the image: {shown}")
    return Text(ru=f"в образе и контейнере: {shown}", en=f"in the image and the container: {shown}")


def copied(instruction: Instruction) -> tuple[tuple[str, ...], str]:
    """Sources and target of COPY and ADD; a here-document is a source named by its word."""
    words = list(instruction.words or instruction.value.split())
    sources = tuple(word for word in words[:-1]) if len(words) > 1 else ()
    return sources, words[-1] if words else ""


def _copy(instruction: Instruction) -> Text:
    sources, target = copied(instruction)
    listed = ", ".join(sources[:5]) + (f" (+{len(sources) - 5})" if len(sources) > 5 else "")
    origin = instruction.flag("from")
    if instruction.heredocs:
        return Text(ru=f"пишет файл {target} из текста ниже", en=f"writes the file {target} from the text below")
    if not sources:
        return Text(ru="копирует", en="copies")
    if origin:
        return Text(ru=f"{listed} из {origin} → {target}", en=f"{listed} from {origin} → {target}")
    if sources == (".",) or sources == ("./",):
        return Text(ru=f"всё из папки сборки → {target}", en=f"everything of the build folder → {target}")
    return Text(ru=f"{listed} из папки сборки → {target}", en=f"{listed} of the build folder → {target}")


def command_text(command: RunCommand) -> Text:
    """One command of a RUN in a few words: what kind of work it is, else the words themselves."""
    names = ", ".join(command.arguments[1:6])
    match command.program, command.arguments[:1]:
        case ("apt-get" | "apt" | "apk" | "yum" | "dnf" | "microdnf", ("install",) | ("add",)):
            return Text(ru=f"ставит пакеты {names}", en=f"installs the packages {names}")
        case ("apt-get" | "apt" | "apk", ("update",)):
            return Text(ru="обновляет списки пакетов", en="updates the package lists")
        case ("pip" | "pip3", ("install",)):
            return Text(ru="ставит библиотеки Python", en="installs Python libraries")
        case ("npm" | "yarn" | "pnpm" | "bun", ("install",) | ("ci",) | ("i",)):
            return Text(ru="ставит зависимости Node.js", en="installs Node.js dependencies")
        case ("go" | "cargo" | "make" | "mvn" | "gradle" | "dotnet", _) if command.arguments[:1] != ("mod",):
            return Text(ru=f"собирает программу ({command.program})", en=f"builds the program ({command.program})")
        case ("useradd" | "adduser" | "groupadd" | "addgroup", _):
            return Text(ru="заводит пользователя", en="makes a user")
        case ("rm", _):
            return Text(ru="удаляет лишнее", en="deletes what is not needed")
    words = " ".join(" ".join(command.words).replace("`", "'").split())
    shown = f"`{words if len(words) <= _MAX_COMMAND else f'{words[: _MAX_COMMAND - 1]}…'}`"
    return Text(ru=shown, en=shown)


def _run(instruction: Instruction) -> Text:
    commands = run_commands(instruction)
    told = [command_text(command) for command in commands[:_MAX_COMMANDS]]
    ru = ", ".join(dict.fromkeys(text.ru for text in told))
    en = ", ".join(dict.fromkeys(text.en for text in told))
    rest = f" (+{len(commands) - _MAX_COMMANDS})" if len(commands) > _MAX_COMMANDS else ""
    return Text(ru=f"при сборке: {mask(ru)}{rest}", en=f"while building: {mask(en)}{rest}")


def _start(instruction: Instruction) -> Text:
    shown = mask(_short(" ".join(instruction.words) if instruction.words is not None else instruction.value))
    if instruction.name == "ENTRYPOINT":
        return Text(ru=f"контейнер всегда запускает: {shown}", en=f"the container always starts: {shown}")
    return Text(
        ru=f"запуск по умолчанию (или аргументы ENTRYPOINT): {shown}",
        en=f"started by default (or arguments of ENTRYPOINT): {shown}",
    )


def _expose(instruction: Instruction) -> Text:
    return Text(
        ru=f"пометка: слушает {instruction.value}; наружу выводит только -p",
        en=f"a note: listens on {instruction.value}; only -p publishes it",
    )


def _workdir(instruction: Instruction) -> Text:
    return Text(
        ru=f"дальше всё в папке {instruction.value} (создаст, если нет)",
        en=f"from here on in {instruction.value} (made if missing)",
    )


def _volume(instruction: Instruction) -> Text:
    paths = ", ".join(instruction.words or instruction.value.split())
    return Text(
        ru=f"без -v здесь появится анонимный том: {paths}", en=f"without -v an anonymous volume appears here: {paths}"
    )


def _user(instruction: Instruction) -> Text:
    text = explain_user(instruction.value)
    return Text(ru=f"дальше от имени: {text.ru}", en=f"from here on as: {text.en}")


_EXPLAINERS: Mapping[str, Callable[[Instruction], Text]] = {
    "ENV": _assignments,
    "ARG": _assignments,
    "LABEL": _assignments,
    "COPY": _copy,
    "ADD": _copy,
    "RUN": _run,
    "CMD": _start,
    "ENTRYPOINT": _start,
    "EXPOSE": _expose,
    "WORKDIR": _workdir,
    "VOLUME": _volume,
    "USER": _user,
}
