"""COPY with one path, or several into what is no folder."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.dockerfile_parser import Dockerfile
from bot.pasted.model import Kind, Remark, Severity

ID = "copy-without-target"
SEVERITY: Severity = "fault"
KIND: Kind = "dockerfile"
TRIGGERS = (
    ("FROM debian:13-slim\nCOPY app.py\n"),
    ("FROM debian:13-slim\nCOPY a.py b.py /app\n"),
    ("FROM debian:13-slim\nCOPY a.py, b.py ./\n"),
)
NEAR_MISS = "FROM debian:13-slim\nCOPY a.py b.py /app/\nCOPY a.py /app\nCOPY a b ./\nCOPY a b .\nCOPY <<EOF /x\nEOF\n"


def check(file: Dockerfile) -> Iterator[Remark]:
    """Yield a remark for each."""
    for instruction in file.instructions:
        if instruction.name not in ("COPY", "ADD") or not instruction.value or " #" in instruction.value:
            continue
        words = list(instruction.words or instruction.value.split())
        if any(word.startswith("--") for word in words) or "//" in words:
            continue  # told as a flag in the wrong place, or as a comment that is none
        if len(words) > 2 and any(word.endswith(",") for word in words[:-1]) and instruction.words is None:
            yield Remark(
                ID,
                SEVERITY,
                Text(
                    ru=f"в `{instruction.name}` файлы разделяет пробел: запятая станет частью имени",
                    en=f"in `{instruction.name}` a blank stands between files: the comma becomes part of a name",
                ),
                instruction.line,
                mend=Text(ru="уберите запятые", en="take the commas away"),
                fixed=instruction.raw.strip().replace(", ", " ") if "\n" not in instruction.raw else None,
            )
        elif len(words) == 1:
            yield Remark(
                ID,
                SEVERITY,
                Text(
                    ru=f"у `{instruction.name}` один путь: нужны и откуда, и куда",
                    en=f"`{instruction.name}` has one path: it wants where from and where to",
                ),
                instruction.line,
                mend=Text(
                    ru=f"например `{instruction.name} {words[0]} .`",
                    en=f"such as `{instruction.name} {words[0]} .`",
                ),
                fixed=f"{instruction.name} {words[0]} .",
            )
        elif (
            len(words) > 2
            and not instruction.heredocs
            and not words[-1].endswith(("/", ".", "}", "\\"))
            and "$" not in words[-1]
        ):
            yield Remark(
                ID,
                SEVERITY,
                Text(
                    ru=f"несколько файлов в `{words[-1]}`: это должна быть папка",
                    en=f"several files into `{words[-1]}`: that must be a folder",
                ),
                instruction.line,
                mend=Text(
                    ru="с `/` на конце",
                    en="with `/` at the end",
                ),
                fixed=f"{instruction.raw.strip()}/" if instruction.words is None else None,
            )
