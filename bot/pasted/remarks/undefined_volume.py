"""A volume that is used and defined nowhere."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.knowledge.grammar import nearest
from bot.pasted.compose_file import ComposeFile
from bot.pasted.model import Kind, Remark, Severity

ID = "undefined-volume"
SEVERITY: Severity = "fault"
KIND: Kind = "compose"
TRIGGERS = "services:\n  db:\n    image: postgres:18\n    volumes:\n      - data:/var/lib/postgresql\n"
NEAR_MISS = (
    (
        "services:\n"
        "  db:\n"
        "    image: postgres:18\n"
        "    volumes:\n"
        "      - data:/var/lib/postgresql\n"
        "      - ./init:/init:ro\n"
        "volumes:\n"
        "  data:\n"
    ),
)


def check(file: ComposeFile) -> Iterator[Remark]:
    """Yield a remark for each."""
    if file.may_lack("volumes"):
        return
    known = file.names("volumes")
    for reference in file.references():
        if reference.kind != "volume" or reference.name in known or "$" in reference.name:
            continue
        near = nearest(reference.name, known)
        mend = Text(
            ru=f"похоже на `{near}`"
            if near
            else f"добавьте внизу файла `volumes:` и под ним `{reference.name}:`; "
            f"если это папка рядом с файлом, пишите `./{reference.name}`",
            en=f"`{near}` is near"
            if near
            else f"add `volumes:` with `{reference.name}:` under it at the end; "
            f"if a folder is meant, write `./{reference.name}`",
        )
        yield Remark(
            ID,
            SEVERITY,
            Text(
                ru=f"том `{reference.name}` нигде не объявлен",
                en=f"the volume `{reference.name}` is declared nowhere",
            ),
            reference.node.line,
            reference.node.column,
            mend,
        )
