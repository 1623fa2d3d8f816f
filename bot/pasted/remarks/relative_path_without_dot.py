"""A relative path that Compose takes for a volume."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.compose_file import ComposeFile
from bot.pasted.model import Kind, Remark, Severity

ID = "relative-path-without-dot"
SEVERITY: Severity = "fault"
KIND: Kind = "compose"
TRIGGERS = "services:\n  web:\n    image: nginx:1.29\n    volumes:\n      - site/html:/usr/share/nginx/html\n"
NEAR_MISS = (
    "services:\n"
    "  web:\n"
    "    image: nginx:1.29\n"
    "    volumes:\n"
    "      - ./site/html:/usr/share/nginx/html\n"
    "      - ${HOME}/x:/x\n"
    "      - C:\\\\site:/site\n"
)


def check(file: ComposeFile) -> Iterator[Remark]:
    """Yield a remark for each."""
    for service in file.services.values():
        for mount in service.mounts:
            source = mount.mount.source
            if mount.long or "/" not in source or source.startswith(("/", ".", "~", "$", "\\")) or source[1:2] == ":":
                continue
            yield Remark(
                ID,
                SEVERITY,
                Text(
                    ru=f"`{source}` — путь без `./`: Compose примет его за имя тома и откажется",
                    en=f"`{source}` is a path without `./`: Compose takes it for a volume's name and refuses",
                ),
                mount.node.line,
                mount.node.column,
                Text(ru=f"`./{source}`", en=f"`./{source}`"),
                fixed=file.line(mount.node.line).rstrip().replace(source, f"./{source}", 1),
            )
