"""``network_mode`` with a slip in it: Docker looks for a network of that name."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.knowledge.grammar import nearest
from bot.pasted.compose_file import ComposeFile
from bot.pasted.model import Kind, Remark, Severity
from bot.pasted.remarks._compose_lines import with_value

ID = "unknown-network-mode"
SEVERITY: Severity = "fault"
KIND: Kind = "compose"
TRIGGERS = (
    "services:\n  web:\n    image: nginx:1.29\n    network_mode: brigde\n",
    "services:\n  web:\n    image: nginx:1.29\n    network_mode: hots\n",
)
NEAR_MISS = (
    "services:\n  web:\n    image: nginx:1.29\n    network_mode: bridge\n",
    "services:\n  web:\n    image: nginx:1.29\n    network_mode: service:web2\n  web2:\n    image: x:1\n",
    "services:\n  web:\n    image: nginx:1.29\n    network_mode: my_shared_net\n",
)

_MODES = ("bridge", "host", "none")


def check(file: ComposeFile) -> Iterator[Remark]:
    """Yield a remark for each."""
    for service in file.services.values():
        node = service.get("network_mode")
        if node is None or node.kind != "scalar" or node.value in _MODES or ":" in node.value or "$" in node.value:
            continue
        near = nearest(node.value, _MODES)
        if near is None:
            continue  # a network of that name may exist
        yield Remark(
            ID,
            SEVERITY,
            Text(
                ru=f"`network_mode` не бывает `{node.value}`: Docker станет искать такую сеть",
                en=f"there is no `network_mode: {node.value}`: Docker looks for a network of that name",
            ),
            node.line,
            node.column,
            Text(ru=f"похоже на `{near}`", en=f"`{near}` is near"),
            fixed=with_value(file.line(node.line), node.column, node.value, near),
        )
