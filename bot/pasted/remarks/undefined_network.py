"""A network that is used and defined nowhere."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.knowledge.grammar import nearest
from bot.pasted.compose_file import ComposeFile
from bot.pasted.model import Kind, Remark, Severity
from bot.pasted.remarks._compose_lines import renamed

ID = "undefined-network"
SEVERITY: Severity = "fault"
KIND: Kind = "compose"
TRIGGERS = "services:\n  web:\n    image: nginx:1.29\n    networks: [front]\n"
NEAR_MISS = (("services:\n  web:\n    image: nginx:1.29\n    networks: [front, default]\nnetworks:\n  front:\n"),)


def check(file: ComposeFile) -> Iterator[Remark]:
    """Yield a remark for each."""
    if file.may_lack("networks"):
        return
    known = file.names("networks")
    for reference in file.references():
        if (
            reference.kind != "network"
            or reference.name in known
            or "$" in reference.name
            or reference.name == "default"
        ):
            continue
        near = nearest(reference.name, known)
        mend = Text(
            ru=f"похоже на `{near}`"
            if near
            else f"добавьте внизу файла `networks:` и под ним `{reference.name}:` (у чужой сети — `external: true`)",
            en=f"`{near}` is near"
            if near
            else f"add `networks:` with `{reference.name}:` under it at the end (`external: true` for one that exists)",
        )
        yield Remark(
            ID,
            SEVERITY,
            Text(
                ru=f"сеть `{reference.name}` нигде не объявлена",
                en=f"the network `{reference.name}` is declared nowhere",
            ),
            reference.node.line,
            reference.node.column,
            mend,
            fixed=renamed(file, reference, near),
        )
