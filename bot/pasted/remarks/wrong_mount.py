"""A mount whose target is no absolute path, or whose options nobody knows."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.compose_file import ComposeFile
from bot.pasted.model import Kind, Remark, Severity
from bot.pasted.remarks._compose_lines import with_value

ID = "wrong-mount"
SEVERITY: Severity = "fault"
KIND: Kind = "compose"
TRIGGERS = (
    ("services:\n  web:\n    image: nginx:1.29\n    volumes:\n      - ./site:html\n"),
    ("services:\n  web:\n    image: nginx:1.29\n    volumes:\n      - ./site:/html:rx\n"),
    ("services:\n  web:\n    image: nginx:1.29\n    volumes:\n      - :/html\n"),
    "services:\n  web:\n    image: nginx:1.29\n    volumes:\n      - type: bind\n        target: /html\n",
    "services:\n  web:\n    image: nginx:1.29\n    volumes:\n      - type: bind\n        source: ./html\n",
    "services:\n  web:\n    image: nginx:1.29\n    volumes:\n      - type: tmpfs\n        target: cache\n",
)
NEAR_MISS = (
    "services:\n"
    "  web:\n"
    "    image: nginx:1.29\n"
    "    volumes:\n"
    "      - ./site:/html:ro,z\n"
    "      - /data\n"
    "      - C:\\\\site:C:\\\\html\n"
)


def check(file: ComposeFile) -> Iterator[Remark]:
    """Yield a remark for each."""
    read_as_keys = {fault.line for kind in ("item-read-as-key", "unknown-key") for fault in file.faults_of(kind)}
    for service in file.services.values():
        for mount in service.mounts:
            target = mount.mount.target
            if mount.long and read_as_keys & {key.line for key, _ in mount.item.real.pairs}:
                continue  # its key is misspelt
            if mount.long and mount.mount.type == "bind" and not mount.written:
                yield Remark(
                    ID,
                    SEVERITY,
                    Text(ru="у `type: bind` нет `source`", en="`type: bind` has no `source`"),
                    mount.node.line,
                    mount.node.column,
                    Text(ru="`source:` — папка хоста", en="`source:` is the folder of the host"),
                )
            if mount.long and not target and mount.node.line not in read_as_keys:
                yield Remark(
                    ID,
                    SEVERITY,
                    Text(ru="у подключения нет `target`", en="the mount has no `target`"),
                    mount.node.line,
                    mount.node.column,
                    Text(ru="`target:` — путь в контейнере", en="`target:` is the path in the container"),
                )
            if mount.long and target and not target.startswith(("/", "\\", "$")) and target[1:2] != ":":
                node = mount.item.real.get("target") or mount.node
                yield Remark(
                    ID,
                    SEVERITY,
                    Text(
                        ru=f"`target: {target[:80]}`: путь в контейнере должен начинаться с `/`",
                        en=f"`target: {target[:80]}`: the path in the container must begin with `/`",
                    ),
                    node.line,
                    node.column,
                    Text(ru=f"`target: /{target[:80]}`", en=f"`target: /{target[:80]}`"),
                    fixed=with_value(file.line(node.line), node.column, target, f"/{target}"),
                )
            if "$" in mount.written or mount.long:
                continue
            if mount.written.startswith(":"):
                yield Remark(
                    ID,
                    SEVERITY,
                    Text(
                        ru=f"`{mount.written[:80]}`: перед двоеточием пусто, Compose откажется",
                        en=f"`{mount.written[:80]}`: nothing stands before the colon, Compose refuses",
                    ),
                    mount.node.line,
                    mount.node.column,
                    Text(
                        ru="вид: `том:/куда` или `./папка:/куда`", en="the form: `volume:/target`, `./folder:/target`"
                    ),
                )
            elif mount.mount.unknown:
                word = mount.mount.unknown[0]
                yield Remark(
                    ID,
                    SEVERITY,
                    Text(ru=f"у тома нет режима `{word}`", en=f"a mount has no mode `{word}`"),
                    mount.node.line,
                    mount.node.column,
                    Text(ru="обычно `ro` или ничего", en="usually `ro` or nothing"),
                )
            elif not target.startswith(("/", "\\")) and target[1:2] != ":":
                yield Remark(
                    ID,
                    SEVERITY,
                    Text(
                        ru=f"`{mount.written[:80]}`: путь в контейнере должен начинаться с `/`",
                        en=f"`{mount.written[:80]}`: the path in the container must begin with `/`",
                    ),
                    mount.node.line,
                    mount.node.column,
                    Text(ru="вид: `откуда:/куда[:ro]`", en="the form: `source:/target[:ro]`"),
                )
