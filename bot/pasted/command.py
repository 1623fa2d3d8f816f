"""Explain command lines: every part in order, values taken apart, faults and dangers, the mended line to copy."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence

from bot.knowledge.base import Base
from bot.knowledge.entry import Text
from bot.knowledge.glosses import Glosses
from bot.knowledge.grammar import Grammar
from bot.knowledge.usage import Usage, load_usage
from bot.pasted.command_story import title_of, told
from bot.pasted.concealment import Concealment, secrets_of
from bot.pasted.convert import run_as_compose
from bot.pasted.invocation import ASSIGNMENT, Fault, Invocation, OptionUse, Part, Script, SimpleCommand
from bot.pasted.model import Explanation, Piece, Remark, Snippet, Span
from bot.pasted.reading import parse_script
from bot.pasted.remarks import judge
from bot.pasted.shell import Token
from bot.pasted.values.arguments import explain_argument
from bot.pasted.values.by_option import explain_value
from bot.pasted.values.environment import masked, split_assignment

MAX_RELATED = 4
#: Characters of a piece that are taken apart, ten times a long script of an installer; the rest is one span.
MAX_READ = 32_768
_BEYOND = Text(ru="дальше не разбираю: слишком длинно", en="not read further: too long")
_INVISIBLE = Text(ru="невидимый знак, лишний", en="an invisible character, superfluous")
#: Faults of a command's word that were read as another command.
_MEANT = frozenset(
    {
        "mistyped-command",
        "mistyped-program",
        "removed-command",
        "compose-command-without-compose",
        "docker-command-under-compose",
    }
)
#: Options with a value that ``false`` switches off.
_SWITCHES = frozenset({"provenance", "sbom"})
_SHORT_VALUE = 60
_MENDED = Text(ru="Исправленная команда", en="The mended command")
_COMPOSE_V2 = Text(ru="То же в Compose v2", en="The same in Compose v2")


class CommandExplainer:
    """Explains pieces of kind ``command``. Made once for a base; reads the usage facts beside it."""

    def __init__(self, grammar: Grammar, glosses: Glosses, base: Base) -> None:
        self.grammar = grammar
        self.glosses = glosses
        self.base = base
        self.usage: Usage = load_usage(base.folder / "reference")
        self._covering: dict[str, list[str]] = {}
        for entry in base:
            for covered in entry.covers:
                self._covering.setdefault(covered, []).append(entry.id)

    def parse(self, text: str) -> Script:
        """A paste of shell lines taken apart."""
        return parse_script(text, self.grammar, self.usage)

    def covering(self, fact: str) -> Sequence[str]:
        """The ids of the entries that cover a command by its path."""
        return self._covering.get(fact, ())

    def concealment(self, text: str) -> Concealment:
        """What hides the secrets of a paste of shell lines."""
        return Concealment(secrets_of(self.parse(text)))

    def explain(self, piece: Piece) -> Explanation:
        """Explain a piece; never raises. Offsets of spans are those of ``piece.text``; secrets are masked."""
        text = piece.text
        if len(text) > MAX_READ:
            cut = text.rfind("\n", MAX_READ // 2, MAX_READ) + 1 or MAX_READ
            text = text[:cut]
        whole = len(text) == len(piece.text)
        script = self.parse(text)
        inner = self._inner(script)
        conceal = Concealment(secrets_of(script) | (secrets_of(inner) if inner else set()))
        spans = tuple(
            Span(span.start, span.end, conceal(span.text), span.role, conceal.text(span.says))
            for span in self._spans(script)
        )
        rest = piece.text[len(text) :]
        if rest.strip():
            begin = len(text) + len(rest) - len(rest.lstrip())
            end = len(text) + len(rest.rstrip())
            spans += (Span(begin, end, conceal(piece.text[begin:end]), "text", _BEYOND),)
        remarks = tuple(
            Remark(
                remark.id,
                remark.severity,
                conceal.always(remark.says),
                remark.line,
                remark.column,
                conceal.text(remark.mend),
                conceal(remark.fixed) if remark.fixed else None,
            )
            for remark in (*judge("command", script), *(judge("command", inner) if inner else ()))
        )
        return Explanation(
            piece=piece,
            title=conceal.always(title_of(inner or script)),
            summary=conceal.always(told(inner or script, self.glosses, conceal)),
            spans=spans,
            remarks=remarks,
            snippets=tuple(self._snippets(script, conceal)) if whole else (),
            related=self._related(script),
            converted=self._converted(script, conceal) if whole else None,
            sure=piece.sure,
        )

    # -- spans ------------------------------------------------------------------

    def _spans(self, script: Script) -> list[Span]:
        """Spans that cover everything but white space, in order; substitutions that call docker are opened."""
        opened = _opened(script)
        by_depth: dict[int, list[Span]] = {}
        for command in script.commands:
            if command.within is None or command.within in opened:
                by_depth.setdefault(command.depth, []).extend(self._command_spans(script, command))
        spans: list[Span] = []
        for depth in sorted(by_depth):
            if depth:
                spans = self._open(script.text, spans, [place for place, level in opened.items() if level == depth])
            spans = sorted(spans + by_depth[depth], key=lambda span: span.start)
        marks = [mark.token for mark in script.marks if mark.within is None or mark.within in opened]
        return list(_filled(script.text, _with_marks(script.text, spans, marks, self._mark)))

    def _open(self, text: str, spans: Sequence[Span], places: Iterable[tuple[int, int]]) -> list[Span]:
        """Cut the content of substitutions out of the spans that they stand in."""
        result: list[Span] = []
        waiting = sorted(places)
        index = 0
        for span in spans:
            position = span.start
            while index < len(waiting) and waiting[index][1] <= span.start:
                index += 1
            while index < len(waiting) and waiting[index][0] < span.end:
                start, end = waiting[index]
                sign = "`" if text[start - 1] == "`" else "$("
                begin = start - len(sign)
                if begin > position:
                    result.append(Span(position, begin, text[position:begin], span.role, span.says))
                result.append(Span(begin, start, sign, "operator", self.glosses.operator(sign)))
                closing = min(end + 1, span.end)
                if closing > end:
                    says = self.glosses.operator(")")
                    result.append(Span(end, closing, text[end:closing], "operator", says))
                position = closing
                index += 1
            if position < span.end:
                result.append(Span(position, span.end, text[position : span.end], span.role, span.says))
        return [span for span in result if span.text.strip()]

    def _mark(self, token: Token) -> Span:
        sign = token.text
        if token.kind == "redirection":
            says = self._redirection(token)
        elif token.kind == "operator":
            says = self.glosses.operator(sign)
        else:
            says = self.glosses.operator(token.kind)
        end = token.start + len(token.text.rstrip())
        return Span(token.start, end, token.text.rstrip(), token.kind, says)

    def _redirection(self, token: Token) -> Text | None:
        target = token.text[len(token.value) :].strip()
        sign = token.value
        says = self.glosses.operator(sign) or self.glosses.operator(sign.lstrip("0123456789&"))
        if target in ("/dev/null", "$null", "NUL", "nul"):
            return self.glosses.operator("/dev/null") or says
        if says and target:
            return Text(ru=f"{says.ru}: {target}", en=f"{says.en}: {target}")
        return says

    def _command_spans(self, script: Script, command: SimpleCommand) -> Iterator[Span]:
        text = script.text
        if command.invocation is None:
            yield from self._foreign(text, command)
            return
        faults = sorted(command.invocation.faults, key=lambda fault: fault.start)
        starts = [fault.start for fault in faults]
        for part in _joined(text, command.invocation.parts):
            first = bisect_left(starts, part.start)
            within = faults[first : bisect_left(starts, part.end)]
            says = self._says(command.invocation, part, within)
            yield Span(part.start, part.end, text[part.start : part.end], _role(part), says)

    def _foreign(self, text: str, command: SimpleCommand) -> Iterator[Span]:
        """Another program's call: assignments, then the program with its arguments."""
        words = list(command.words)
        while words and ASSIGNMENT.match(words[0].value):
            token = words.pop(0)
            yield Span(token.start, token.end, token.text, "assignment", self._assignment(token.value))
        if not words:
            return
        name = words[0].value.replace("\\", "/").rpartition("/")[2].removesuffix(".exe")
        says = self.glosses.program(name) or self.glosses.program(words[0].value)
        for start, end in _runs(words, command.tokens):
            quoted = next((token for token in words if start <= token.start and _quotes_docker(token, name)), None)
            if quoted is None or quoted.end > end:
                yield Span(start, end, text[start:end], "program", says)
                continue
            yield Span(start, quoted.start + 1, text[start : quoted.start + 1], "program", says)
            for span in self._spans(self.parse(quoted.value)):
                first, last = quoted.start + 1 + span.start, quoted.start + 1 + span.end
                yield Span(first, last, span.text, span.role, span.says)
            rest = "program" if end > quoted.end else "mark"  # a closing quote is no news
            yield Span(quoted.end - 1, end, text[quoted.end - 1 : end], rest, says)

    def _inner(self, script: Script) -> Script | None:
        """What another shell or machine is told to run, where the line calls docker only there."""
        if script.invocations:
            return None
        for command in script.commands:
            name = command.words[0].value.rpartition("/")[2] if command.words else ""
            for token in command.words:
                if _quotes_docker(token, name) and (inner := self.parse(token.value)).invocations:
                    return inner
        return None

    # -- what a part means ------------------------------------------------------

    def _says(self, invocation: Invocation, part: Part, faults: Sequence[Fault]) -> Text | None:
        if part.role == "assignment":
            return self._assignment(part.value)
        if part.role == "prefix":
            return self.glosses.program(part.path)
        if part.role == "command":
            return self._command(invocation, part, faults)
        if part.role == "unknown-option":
            if any(fault.kind == "removed-option" for fault in faults):
                return Text(ru="параметр убрали из Docker", en="the option was removed from Docker")
            return None
        if part.role == "option":
            uses = part.options
            return _together(uses, [self._option(part.path, use, _repeated(invocation, use)) for use in uses])
        if part.role == "unknown-command":
            return None
        if part.role == "opaque":
            return _of_plugin(invocation)
        return explain_argument(invocation, part)

    def _command(self, invocation: Invocation, part: Part, faults: Sequence[Fault]) -> Text | None:
        gloss = self.glosses.command(part.path)
        if gloss is None and part.path.startswith("docker "):
            gloss = self.glosses.plugin(part.path.split()[1])
        if part.path == "docker" and gloss is None:
            gloss = Text(ru="клиент Docker", en="Docker's client")
        wrong = next((fault for fault in faults if fault.nearest and fault.kind in _MEANT), None)
        if wrong and wrong.nearest:
            meant = wrong.nearest if wrong.nearest.startswith("docker") else f"docker {wrong.nearest}"
            ru, en = (f": {gloss.ru}", f": {gloss.en}") if gloss else ("", "")
            if wrong.kind == "removed-command":
                return Text(ru=f"теперь `{meant}`{ru}", en=f"now `{meant}`{en}")
            return Text(ru=f"имелось в виду `{meant}`{ru}", en=f"meant: `{meant}`{en}")
        return gloss

    def _option(self, path: str, use: OptionUse, again: bool) -> Text | None:
        """What an option means with its value; ``again``: the line has told already what the option is for."""
        gloss = self.glosses.option(path, use.name)
        detail = explain_value(path, use.name, use.value) if use.value else None
        if not use.on and (not use.option.takes_value or use.name in _SWITCHES):
            return Text(
                ru=f"выключает: {_head(gloss.ru)}" if gloss else "выключено",
                en=f"switches off: {_head(gloss.en)}" if gloss else "switched off",
            )
        if gloss and detail:
            if again or _says_it_too(_head(gloss.ru), detail.ru):
                return detail
            return Text(ru=f"{_head(gloss.ru)}: {detail.ru}", en=f"{_head(gloss.en)}: {detail.en}")
        if gloss and use.value and ": " in gloss.ru and ": " in gloss.en and len(use.value) <= _SHORT_VALUE:
            # After the colon stand the possible values or an example; here is the real one.
            return Text(ru=f"{_head(gloss.ru)}: {use.value}", en=f"{_head(gloss.en)}: {use.value}")
        return detail or gloss

    def _assignment(self, value: str) -> Text:
        name, content = split_assignment(value)
        name = name.rstrip("+")
        known = self.glosses.variable(name)
        shown = masked(name, content or "")
        if known:
            return Text(ru=f"{known.ru}; здесь {shown}", en=f"{known.en}; here {shown}")
        return Text(
            ru=f"переменная окружения {name} = {shown} для этой команды",
            en=f"the environment variable {name} = {shown} for this command",
        )

    # -- beside the spans -------------------------------------------------------

    def _snippets(self, script: Script, conceal: Concealment) -> Iterator[Snippet]:
        if script.is_mended:
            only_v1 = not any(
                fault.kind != "compose-v1" for invocation in script.invocations for fault in invocation.faults
            )
            caption = _COMPOSE_V2 if only_v1 and not script.faults else _MENDED
            shell = {"powershell": "powershell", "cmd": "batch"}.get(script.shell.dialect, "bash")
            yield Snippet(conceal(script.mended), shell, caption)

    def _converted(self, script: Script, conceal: Concealment) -> Snippet | None:
        runs = [item for item in script.invocations if item.creates_container and item.image]
        if not runs:
            return None
        conversion = run_as_compose(runs)
        return Snippet(conceal(conversion.text), "yaml", conceal.always(conversion.caption)) if conversion else None

    def _related(self, script: Script) -> tuple[str, ...]:
        found: dict[str, None] = {}
        for invocation in script.invocations:
            found.update(dict.fromkeys(self._covering.get(invocation.path, ())[:2]))
        for invocation in script.invocations:
            for use in invocation.options:
                for entry in self._covering.get(f"{invocation.path} --{use.name}", ())[:1]:
                    found.setdefault(entry)
        return tuple(found)[:MAX_RELATED]


#: Programs that run the command which they are given in quotes.
_RUNNERS = frozenset({"ssh", "sh", "bash", "zsh", "ash", "su", "watch", "script", "wsl", "timeout", "sshpass", "eval"})


def _quotes_docker(token: Token, program: str) -> bool:
    """Whether a word is a command line with docker in it, in plain quotes, for a program that runs it."""
    return (
        program in _RUNNERS
        and token.text[:1] in "\"'"
        and token.text[1:-1] == token.value
        and re.search(r"\bdocker\b", token.value) is not None
        and " " in token.value
    )


def _of_plugin(invocation: Invocation) -> Text | None:
    """What stands after a plugin is the plugin's own; after a command that does not exist nobody knows."""
    words = invocation.path.split()
    if len(words) < 2 or any(fault.kind in ("unknown-command", "removed-command") for fault in invocation.faults):
        return None
    return Text(
        ru=f"команда или параметр плагина {words[1]}: см. `docker {words[1]} --help`",
        en=f"a command or an option of the plugin {words[1]}: see `docker {words[1]} --help`",
    )


def _role(part: Part) -> str:
    return {
        "unknown-command": "command",
        "unknown-option": "option",
        "opaque": "argument",
        "program-argument": "argument",
    }.get(part.role, part.role)


def _head(gloss: str) -> str:
    """A gloss as the beginning of a line that goes on after a colon: without its own colon's values and examples."""
    return re.split(r": |, например | such as ", gloss, maxsplit=1)[0]


def _says_it_too(head: str, detail: str) -> bool:
    """Whether what is said of a value makes the option's own gloss a repetition."""
    first, second = head.split(), detail.split()
    return first[0] == second[0] or sum(len(word) > 4 for word in set(first) & set(second)) > 1


def _repeated(invocation: Invocation, use: OptionUse) -> bool:
    """Whether the option stands earlier on the line too."""
    return any(other.name == use.name and other.start < use.start for other in invocation.options)


def _together(uses: Sequence[OptionUse], texts: Sequence[Text | None]) -> Text | None:
    """One text for the options of a word; bundled letters are named one by one."""
    if len(uses) == 1:
        return texts[0]
    if not any(texts):
        return None
    ru = "; ".join(f"`{use.spelled}` {text.ru if text else '?'}" for use, text in zip(uses, texts, strict=True))
    en = "; ".join(f"`{use.spelled}` {text.en if text else '?'}" for use, text in zip(uses, texts, strict=True))
    return Text(ru=ru, en=en)


def _joined(text: str, parts: Sequence[Part]) -> list[Part]:
    """Words of a command that stand side by side as one part: ``docker compose up``."""
    joined: list[Part] = []
    for part in parts:
        if (
            joined
            and part.role == joined[-1].role == "command"
            and text[joined[-1].end : part.start].strip() == ""
            and part.start >= joined[-1].end
        ):
            first = joined[-1]
            joined[-1] = Part("command", first.start, part.end, text[first.start : part.end], path=part.path)
        else:
            joined.append(part)
    return joined


def _opened(script: Script) -> Mapping[tuple[int, int], int]:
    """The substitutions to open, with their depth: those that call docker, and those around them."""
    opened: dict[tuple[int, int], int] = {}
    around: list[tuple[int, int]] = []
    for command in script.commands:
        if command.within is not None and command.invocation:
            opened[command.within] = command.depth
            around.append(command.within)
    if not opened:
        return opened
    starts = sorted(start for start, _ in around)
    for command in script.commands:
        if command.within is not None and command.within not in opened:
            index = bisect_right(starts, command.within[0])
            if index < len(starts) and starts[index] < command.within[1]:
                opened[command.within] = command.depth
    return opened


def _runs(words: Sequence[Token], tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """Stretches of words without a redirection between them."""
    redirections = {token.start for token in tokens if token.kind == "redirection"}
    start = end = None
    wanted = {word.start for word in words}
    for token in tokens:
        if token.start in redirections:
            if start is not None and end is not None:
                yield start, end
            start = end = None
        elif token.start in wanted:
            start = token.start if start is None else start
            end = token.end
    if start is not None and end is not None:
        yield start, end


def _with_marks(text: str, spans: Sequence[Span], marks: Sequence[Token], make: object) -> list[Span]:
    """Put operators, prompts, comments and redirections between the spans; those inside a span are part of it."""
    starts = [span.start for span in spans]
    result = list(spans)
    for token in marks:
        index = bisect_right(starts, token.start) - 1
        if index >= 0 and spans[index].end > token.start:
            continue
        result.append(make(token))  # type: ignore[operator]
    return sorted(result, key=lambda span: (span.start, span.end))


def _filled(text: str, spans: Iterable[Span]) -> Iterator[Span]:
    """The spans without overlap, and a span of its own for whatever none of them covers."""
    position = 0
    for span in spans:
        if span.start < position:
            if span.end <= position:
                continue
            span = Span(position, span.end, text[position : span.end], span.role, span.says)
        if span.start >= span.end:
            continue
        yield from _gap(text, position, span.start)
        yield span
        position = span.end
    yield from _gap(text, position, len(text))


def _gap(text: str, start: int, end: int) -> Iterator[Span]:
    for_word = text[start:end]
    if not for_word.strip():
        return
    position = start
    for word in for_word.split():
        begin = text.index(word, position, end)
        position = begin + len(word)
        visible = any(character.isprintable() for character in word)
        yield Span(begin, position, word, "text" if visible else "mark", None if visible else _INVISIBLE)
