"""A secret that is used and defined nowhere."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.knowledge.grammar import nearest
from bot.pasted.compose_file import ComposeFile
from bot.pasted.model import Kind, Remark, Severity

ID = "undefined-secret"
SEVERITY: Severity = "fault"
KIND: Kind = "compose"
TRIGGERS = "services:\n  web:\n    image: nginx:1.29\n    secrets: [key]\n"
NEAR_MISS = (
    "services:\n"
    "  web:\n"
    "    image: nginx:1.29\n"
    "    secrets:\n"
    "      - source: key\n"
    "        target: api\n"
    "secrets:\n"
    "  key:\n"
    "    file: ./key.txt\n"
)


def check(file: ComposeFile) -> Iterator[Remark]:
    """Yield a remark for each."""
    if file.may_lack("secrets"):
        return
    known = file.names("secrets")
    for reference in file.references():
        if reference.kind != "secret" or reference.name in known or "$" in reference.name:
            continue
        near = nearest(reference.name, known)
        mend = Text(
            ru=f"похоже на `{near}`"
            if near
            else f"добавьте внизу файла `secrets:`, под ним `{reference.name}:` с `file:` или `environment:`",
            en=f"`{near}` is near"
            if near
            else f"add `secrets:` with `{reference.name}:` and its `file:` or `environment:` at the end",
        )
        yield Remark(
            ID,
            SEVERITY,
            Text(
                ru=f"секрет `{reference.name}` нигде не объявлен",
                en=f"the secret `{reference.name}` is declared nowhere",
            ),
            reference.node.line,
            reference.node.column,
            mend,
        )
