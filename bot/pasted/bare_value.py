"""A value in Docker's own notation without its command («что значит 8080:80»): told as what it is there."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from bot.knowledge.entry import Text
from bot.pasted.model import Explanation, Piece
from bot.pasted.values.environment import masked
from bot.pasted.values.mounts import explain_volume, parse_volume
from bot.pasted.values.ports import explain_publish, parse_publish

#: A word of a message; what people put around it is not its own.
_WORD = re.compile(r"(?<!\S)[\"'`«(]?(?P<value>\$\{[^{}\n]{1,120}\}|[^\s\"'`«»]{3,200}?)[\"'`»)?!.,]{0,3}(?!\S)")
_PORTS = re.compile(
    r"(?:[\d.]{7,15}:|\[[\da-fA-F:]+\]:)?(?:\d{1,5}(?:-\d{1,5})?:)?\d{1,5}(?:-\d{1,5})?(?:/(?:tcp|udp|sctp))?"
)
_MOUNT = re.compile(r"(?:[.~]{0,2}/[^\s:]*|[A-Za-z]:[\\/][^\s:]*|[A-Za-z0-9][\w.-]+):/[^\s:]*(?::[a-z,]+)?")
_VARIABLE = re.compile(r"\$\{(?P<name>[A-Za-z_]\w*)(?P<sign>:?[-?+])?(?P<rest>[^{}]*)\}")
_UNSET = {
    "": Text("пустота и предупреждение", "an empty string and a warning"),
    "-": Text("`{rest}`", "`{rest}`"),
    "?": Text("отказ с сообщением `{rest}`", "a refusal with the message `{rest}`"),
}
_SURE = 0.6
_SERVICE = "compose-file:services.<service>"


def explain_bare_value(text: str, covering: Callable[[str], Sequence[str]]) -> Explanation | None:
    """Explain the one value that a text holds; None where it holds none, or several.

    ``covering`` gives the entries on a fact (``compose-file:services.<service>.ports``).
    """
    found = [(match, told) for match in _WORD.finditer(text) if (told := _told(match["value"])) is not None]
    if len(found) != 1:
        return None
    match, (title, says, fact) = found[0]
    value = match["value"]
    shown = _VARIABLE.sub(lambda variable: variable[0].replace(variable["rest"], _rest(variable)), value)
    return Explanation(
        piece=Piece("command", match.start("value"), match.end("value"), value, _SURE),
        title=Text(f"{title.ru}: {shown}", f"{title.en}: {shown}"),
        summary=Text(_sentence(says.ru), _sentence(says.en)),
        related=tuple(covering(fact))[:2],
        sure=_SURE,
    )


def _told(value: str) -> tuple[Text, Text, str] | None:
    """The title, the meaning, and the fact whose entries tell more."""
    if _PORTS.fullmatch(value) and (":" in value or "/" in value):
        publish = parse_publish(value)
        says = explain_publish(value) if publish is not None and publish.wrong is None else None
        return (Text("Проброс порта", "Publishing a port"), says, f"{_SERVICE}.ports") if says else None
    if _MOUNT.fullmatch(value):
        mount = parse_volume(value)
        says = explain_volume(value) if mount is not None and not mount.unknown else None
        return (Text("Монтирование", "A mount"), says, f"{_SERVICE}.volumes") if says else None
    if match := _VARIABLE.fullmatch(value):
        return Text("Подстановка переменной", "A variable put in"), _variable(match), f"{_SERVICE}.environment"
    return None


def _variable(match: re.Match[str]) -> Text:
    name, sign, rest = match["name"], match["sign"] or "", _rest(match)
    empty = sign.startswith(":")
    if sign.endswith("+"):
        when = Text("задана и не пуста" if empty else "задана", "set and not empty" if empty else "set")
        return Text(
            f"`{rest}`, если переменная `{name}` {when.ru}, иначе пустота",
            f"`{rest}` if the variable `{name}` is {when.en}, else nothing",
        )
    other = _UNSET[sign[-1:]]
    when = Text("не задана или пуста" if empty else "не задана", "unset or empty" if empty else "unset")
    return Text(
        f"значение переменной `{name}`; если она {when.ru} — {other.ru.format(rest=rest)}",
        f"the value of the variable `{name}`; if it is {when.en}, {other.en.format(rest=rest)}",
    )


def _rest(match: re.Match[str]) -> str:
    """What stands behind the sign, a secret as dots; behind a question mark stands a message."""
    message = (match["sign"] or "").endswith("?")
    return match["rest"] if message else masked(match["name"], match["rest"])


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:].rstrip('.')}."
