"""A config that is used and defined nowhere."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.knowledge.grammar import nearest
from bot.pasted.compose_file import ComposeFile
from bot.pasted.model import Kind, Remark, Severity

ID = "undefined-config"
SEVERITY: Severity = "fault"
KIND: Kind = "compose"
TRIGGERS = "services:\n  web:\n    image: nginx:1.29\n    configs: [site]\n"
NEAR_MISS = "services:\n  web:\n    image: nginx:1.29\n    configs: [site]\nconfigs:\n  site:\n    file: ./site.conf\n"


def check(file: ComposeFile) -> Iterator[Remark]:
    """Yield a remark for each."""
    if file.may_lack("configs"):
        return
    known = file.names("configs")
    for reference in file.references():
        if reference.kind != "config" or reference.name in known or "$" in reference.name:
            continue
        near = nearest(reference.name, known)
        mend = Text(
            ru=f"похоже на `{near}`"
            if near
            else f"добавьте внизу файла `configs:`, под ним `{reference.name}:` с `file:` или `content:`",
            en=f"`{near}` is near"
            if near
            else f"add `configs:` with `{reference.name}:` and its `file:` or `content:` at the end",
        )
        yield Remark(
            ID,
            SEVERITY,
            Text(
                ru=f"конфиг `{reference.name}` нигде не объявлен",
                en=f"the config `{reference.name}` is declared nowhere",
            ),
            reference.node.line,
            reference.node.column,
            mend,
        )
