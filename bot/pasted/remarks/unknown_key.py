"""A key that Compose does not know at this place; the nearest real one."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.compose_file import ComposeFile
from bot.pasted.compose_schema import place_of
from bot.pasted.model import Kind, Remark, Severity

ID = "unknown-key"
SEVERITY: Severity = "fault"
KIND: Kind = "compose"
TRIGGERS = (
    ('services:\n  web:\n    image: nginx:1.29\n    enviroment:\n      A: "1"\n'),
    ("services:\n  web:\n    image: nginx:1.29\nvolums:\n  data:\n"),
)
NEAR_MISS = (
    (
        "services:\n"
        "  web:\n"
        "    image: nginx:1.29\n"
        "    x-note: mine\n"
        "    develop:\n"
        "      watch: []\n"
        "    post_start:\n"
        '      - command: ["true"]\n'
    ),
)


#: Keys of a mapping that people write in its place.
_INNER = {"log_driver": "driver", "dockerfile_path": "dockerfile"}


def check(file: ComposeFile) -> Iterator[Remark]:
    """Yield a remark for each."""
    for fault in file.faults_of(ID):
        name, path, near, legacy = fault.detail.split("|")
        place = place_of(path, file.service_at(fault.line))
        mend = None
        if legacy:
            mend = Text(ru=f"это старый формат: теперь `{legacy}`", en=f"the old format: today `{legacy}`")
        elif near:
            mend = Text(ru=f"похоже на `{near}`", en=f"`{near}` is near")
        yield Remark(
            ID,
            SEVERITY,
            Text(
                ru=f"{place.ru} нет ключа `{name[:60]}`: Compose откажется читать файл",
                en=f"there is no key `{name[:60]}` {place.en}: Compose refuses the file",
            ),
            fault.line,
            fault.column,
            mend,
            fixed=_renamed(file.line(fault.line), name, near, fault.column) if near else None,
        )


def _renamed(line: str, name: str, near: str, column: int) -> str:
    """The line with the key at a column (1-based) replaced; what holds keys of its own gets the one that is meant."""
    start = line.find(name, max(0, column - 1))
    inner = _INNER.get(name.replace("-", "_"))
    value = line[start + len(name) :].lstrip(": ").rstrip()
    if start >= 0 and inner is not None and value and value[:1] not in "{[&*|>":
        return f"{line[:start]}{near}: {{{inner}: {value}}}"
    return (line[:start] + near + line[start + len(name) :]).rstrip() if start >= 0 else line.rstrip()
