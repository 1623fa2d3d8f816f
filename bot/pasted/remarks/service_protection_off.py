"""seccomp, AppArmor or SELinux is switched off for a service."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.compose_file import ComposeFile
from bot.pasted.model import Kind, Remark, Severity
from bot.pasted.remarks._host_programs import watches_host

ID = "service-protection-off"
SEVERITY: Severity = "danger"
KIND: Kind = "compose"
TRIGGERS = (
    "services:\n  app:\n    image: shop:1\n    security_opt:\n      - seccomp:unconfined\n",
    'services:\n  app:\n    image: shop:1\n    security_opt: ["apparmor=unconfined"]\n',
)
NEAR_MISS = (
    "services:\n"
    "  app:\n"
    "    image: shop:1\n"
    "    security_opt:\n"
    "      - no-new-privileges:true\n"
    "      - seccomp:./seccomp.json\n"
)


def check(file: ComposeFile) -> Iterator[Remark]:
    """Yield a remark for each."""
    for service in file.services.values():
        options = service.get("security_opt")
        if options is None or watches_host(service):
            continue
        for item in options.scalars():
            name, _, content = item.value.replace(":", "=", 1).partition("=")
            if content != "unconfined":
                continue
            yield Remark(
                ID,
                SEVERITY,
                Text(
                    ru=f"`{service.name}`: защита {name} выключена, ядро хоста открыто контейнеру шире",
                    en=f"`{service.name}`: the protection {name} is off, more of the host's kernel is open",
                ),
                item.line,
                item.column,
                Text(
                    ru="уберите, а если без этого не работает, дайте свой профиль с нужным вызовом",
                    en="take it out; if it does not work without, give a profile with the call that it needs",
                ),
            )
