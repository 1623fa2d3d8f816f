"""A value that the key does not take."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.knowledge.grammar import nearest
from bot.pasted.compose_file import ComposeFile
from bot.pasted.model import Kind, Remark, Severity
from bot.pasted.remarks._compose_lines import with_value

ID = "unknown-value"
SEVERITY: Severity = "fault"
KIND: Kind = "compose"
TRIGGERS = "services:\n  web:\n    image: nginx:1.29\n    restart: allways\n"
NEAR_MISS = (
    ('services:\n  web:\n    image: nginx:1.29\n    restart: "on-failure:5"\n'),
    ("services:\n  web:\n    image: nginx:1.29\n    restart: ${RESTART:-always}\n"),
)
#: From so many letters a part of a value tells which is meant.
_TELLING = 5


def check(file: ComposeFile) -> Iterator[Remark]:
    """Yield a remark for each."""
    for fault in file.faults_of(ID):
        name, value, known = fault.detail.split("|", 2)
        near = _meant(value, known.replace("[:N]", "").split(", "))
        meant_ru, meant_en = (f", имелось в виду `{near}`", f", `{near}` is meant") if near else ("", "")
        yield Remark(
            ID,
            SEVERITY,
            Text(
                ru=f"`{name}` не бывает `{value}`{meant_ru}",
                en=f"`{name}` is never `{value}`{meant_en}",
            ),
            fault.line,
            fault.column,
            mend=Text(
                ru=f"возможные значения: {known}",
                en=f"it takes: {known}",
            ),
            fixed=with_value(file.line(fault.line), fault.column, value, _written(near)) if near else None,
        )


def _meant(value: str, known: list[str]) -> str | None:
    """The known value that is near: by letters, or as the one that this is a part of (``on-fail``, ``healthy``)."""
    plain = value.lower().replace("_", "-").replace(" ", "-")
    by_letters = nearest(plain, [word.replace("_", "-") for word in known])
    if by_letters is not None:
        return next(word for word in known if word.replace("_", "-") == by_letters)
    if plain in ("never", "false", "off", "none"):
        return "no" if "no" in known else None
    if len(plain) < _TELLING:
        return None
    words = [word for word in known if plain in word.replace("_", "-") or word.replace("_", "-") in plain]
    return words[0] if len(words) == 1 else None


def _written(value: str) -> str:
    """The value as YAML wants it: ``no`` in quotes, which is false to some readers."""
    return f'"{value}"' if value == "no" else value
