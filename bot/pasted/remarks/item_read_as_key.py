"""``- ./site: /srv``: a blank behind the colon, so that YAML reads a key."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.compose_file import ComposeFile
from bot.pasted.model import Kind, Remark, Severity
from bot.pasted.remarks._compose_lines import with_value

ID = "item-read-as-key"
SEVERITY: Severity = "fault"
KIND: Kind = "compose"
TRIGGERS = (
    "services:\n  web:\n    image: nginx:1.29\n    volumes:\n      - ./site: /srv\n",
    "services:\n  web:\n    image: nginx:1.29\n    ports:\n      - 8080: 80\n",
    "services:\n  web:\n    image: nginx:1.29\n    volumes:\n      - /srv/site:\n",
)
NEAR_MISS = (
    "services:\n"
    "  web:\n"
    "    image: nginx:1.29\n"
    "    volumes:\n"
    "      - ./site:/srv\n"
    "      - type: tmpfs\n"
    "        target: /t\n"
)


def check(file: ComposeFile) -> Iterator[Remark]:
    """Yield a remark for each."""
    for fault in file.faults_of(ID):
        left, _, right = fault.detail.partition("|")
        line = file.line(fault.line)
        if right:
            says = Text(
                ru="пробел после двоеточия: YAML видит здесь ключ и значение, а не одну запись",
                en="a blank behind the colon: YAML sees a key and a value here, not one entry",
            )
            mend = Text(ru=f"слитно: `{left}:{right}`", en=f"without the blank: `{left}:{right}`")
        else:
            says = Text(ru="после двоеточия ничего нет", en="nothing stands behind the colon")
            mend = Text(ru=f"допишите: `{left}:/путь`", en=f"complete it: `{left}:/path`")
        written = line[fault.column - 1 :].strip()
        fixed = with_value(line, fault.column, written, f'"{left}:{right}"') if right and '"' not in written else None
        yield Remark(ID, SEVERITY, says, fault.line, fault.column, mend, fixed)
