"""Capabilities that amount to root on the host."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.compose_file import ComposeFile
from bot.pasted.model import Kind, Remark, Severity

ID = "service-capabilities"
SEVERITY: Severity = "danger"
KIND: Kind = "compose"
TRIGGERS = "services:\n  web:\n    image: nginx:1.29\n    cap_add: [ALL]\n"
NEAR_MISS = "services:\n  web:\n    image: nginx:1.29\n    cap_drop: [ALL]\n    cap_add: [NET_BIND_SERVICE]\n"


def check(file: ComposeFile) -> Iterator[Remark]:
    """Yield a remark for each."""
    for service in file.services.values():
        added = service.get("cap_add")
        for item in added.scalars() if added is not None else ():
            if item.value.upper().removeprefix("CAP_") in ("ALL", "SYS_ADMIN"):
                yield Remark(
                    ID,
                    SEVERITY,
                    Text(
                        ru=f"`{service.name}`: `{item.value}` даёт контейнеру почти права root на хосте",
                        en=f"`{service.name}`: `{item.value}` gives the container nearly root on the host",
                    ),
                    item.line,
                    item.column,
                    Text(ru="добавьте только нужную возможность", en="add only the capability that is needed"),
                )
