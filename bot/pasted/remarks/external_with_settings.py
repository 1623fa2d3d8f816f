"""An external volume or network with settings, which Compose would have to make it with."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.compose_file import ComposeFile
from bot.pasted.model import Kind, Remark, Severity

ID = "external-with-settings"
SEVERITY: Severity = "fault"
KIND: Kind = "compose"
TRIGGERS = (
    "services:\n  app:\n    image: shop:1\n    networks: [lan]\n"
    "networks:\n  lan:\n    external: true\n    driver: bridge\n",
    "services:\n  app:\n    image: shop:1\n    volumes: ['d:/d']\n"
    "volumes:\n  d:\n    external: true\n    driver: local\n",
)
NEAR_MISS = (
    "services:\n  app:\n    image: shop:1\n    networks: [lan]\n"
    "networks:\n  lan:\n    external: true\n    name: proxy\n    x-note: shared\n"
)


def check(file: ComposeFile) -> Iterator[Remark]:
    """Yield a remark for each."""
    for section in ("networks", "volumes"):
        for name, (_, details) in file.names(section).items():
            entries = details.real.entries()
            external = details.real.get("external")
            if external is None or external.kind != "scalar" or external.value.lower() != "true":
                continue
            settings = [key for key in entries if key not in ("external", "name") and not key.startswith("x-")]
            if not settings:
                continue
            key = entries[settings[0]][0]
            refused = section == "volumes"  # of networks the settings are passed over
            yield Remark(
                ID,
                SEVERITY if refused else "advice",
                Text(
                    ru=f"`{name}` — внешний ресурс, Compose его не создаёт: `{settings[0]}` здесь "
                    + ("лишний, будет отказ" if refused else "не действует"),
                    en=f"`{name}` is external, Compose does not make it: `{settings[0]}` "
                    + ("is refused here" if refused else "has no effect here"),
                ),
                key.line,
                key.column,
                Text(ru="уберите настройку или `external`", en="take away the setting or `external`"),
            )
