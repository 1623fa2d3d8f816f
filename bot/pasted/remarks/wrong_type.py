"""A list, keys or a value where another is wanted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypedDict

from bot.knowledge.entry import Text
from bot.pasted.compose_file import ComposeFile
from bot.pasted.model import Kind, Remark, Severity
from bot.pasted.remarks._compose_lines import with_value
from bot.pasted.yaml_faults import YamlFault
from bot.pasted.yaml_nodes import Node, last_line

ID = "wrong-type"
SEVERITY: Severity = "fault"
KIND: Kind = "compose"
TRIGGERS = (
    "services:\n  web:\n    image: nginx:1.29\n    depends_on:\n      - db:\n          condition: service_started\n"
    "  db:\n    image: postgres:18\n",
    ('services:\n  web:\n    image: nginx:1.29\n    ports:\n      http: "8080:80"\n'),
    ("services:\n  web:\n    image: nginx:1.29\n    user: 1000\n"),
    ("version: 3.8\nservices:\n  web:\n    image: nginx:1.29\n"),
)
NEAR_MISS = 'services:\n  web:\n    image: nginx:1.29\n    user: "1000"\n    mem_limit: 512000000\n    expose: [80]\n'

_NAMES = {
    "mapping": Text(ru="ключи (`ключ: значение`)", en="keys (`key: value`)"),
    "sequence": Text(ru="список (`- …`)", en="a list (`- …`)"),
    "either": Text(ru="список или ключи", en="a list or keys"),
    "scalar": Text(ru="одно значение", en="one value"),
    "string": Text(ru="строка", en="a string"),
    "integer": Text(ru="число", en="a number"),
    "number": Text(ru="дробное число", en="a fractional number"),
    "boolean": Text(ru="true или false", en="true or false"),
    "null": Text(ru="пустота", en="nothing"),
    "key": Text(ru="имя", en="a name"),
}
#: The verbs that go with these words in Russian.
_NEEDED = {
    "mapping": "нужны",
    "sequence": "нужен",
    "either": "нужен",
    **dict.fromkeys(("scalar", "integer", "number", "boolean", "key"), "нужно"),
}
_GIVEN = {"mapping": "стоят"}
_MENDS = {
    "mapping": Text(ru="пишите под ним `ключ: значение` с отступом", en="write `key: value` under it, indented"),
    "sequence": Text(ru="пишите под ним строки `- значение`", en="write lines of `- value` under it"),
    "either": Text(
        ru="пишите под ним `- значение` или `ключ: значение`", en="write `- value` or `key: value` under it"
    ),
}


def check(file: ComposeFile) -> Iterator[Remark]:
    """Yield a remark for each."""
    for fault in file.faults_of(ID):
        if "{{" in file.line(fault.line):
            continue  # a template's placeholder: template-left says it
        path, wanted, got, value = [*fault.detail.split("|", 3), "", "", ""][:4]
        dashed = path == "services.<service>.depends_on[]" and got == "mapping"
        needed, given = _NAMES.get(wanted, _NAMES["string"]), _NAMES.get(got, _NAMES["string"])
        name = path.rsplit(".", 1)[-1].removesuffix("[]") or "compose"
        mend = _MENDS.get(wanted)
        if name == "restart" and got == "boolean":
            mend = Text(ru='всегда: `always`, никогда: `"no"`', en='always: `always`, never: `"no"`')
        elif wanted == "string" and got in ("integer", "number", "boolean"):
            mend = Text(ru=f'возьмите в кавычки: `"{value}"`', en=f'put it in quotes: `"{value}"`')
        if dashed:
            column = file.line(fault.line).rfind("-", 0, fault.column) + 1
            yield Remark(
                ID,
                SEVERITY,
                Text(
                    ru="в `depends_on` условие пишут без дефиса: сервис — ключ, а не пункт списка",
                    en="in `depends_on` a condition takes no dash: the service is a key, no item of a list",
                ),
                fault.line,
                fault.column,
                Text(ru="уберите дефис", en="take the dash away"),
                fixed=f"{file.line(fault.line)[: column - 1]}{file.line(fault.line)[column:].lstrip()}".rstrip()
                if column
                else None,
            )
            continue
        yield Remark(
            ID,
            SEVERITY,
            Text(
                ru=f"`{name}`: {_NEEDED.get(wanted, 'нужна')} {needed.ru}, а {_GIVEN.get(got, 'стоит')} {given.ru}",
                en=f"`{name}` wants {needed.en} and has {given.en}",
            ),
            fault.line,
            fault.column,
            mend,
            **_rewritten(file, fault, name, wanted, got, value),
        )


#: Keys of a service that take a list of words.
_LISTS = frozenset(
    {
        "ports",
        "volumes",
        "expose",
        "networks",
        "cap_add",
        "cap_drop",
        "devices",
        "depends_on",
        "environment",
        "profiles",
    }
)


class _Mend(TypedDict, total=False):
    fixed: str
    replaces: tuple[int, int]


def _rewritten(file: ComposeFile, fault: YamlFault, name: str, wanted: str, got: str, value: str) -> _Mend:
    """A number put in quotes; the one value or the keys of what must be a list made its items."""
    line = file.line(fault.line)
    if name == "services" and got == "sequence" and file.root is not None:
        return _without_dashes(file, file.root.get("services"))
    if wanted == "mapping" and got == "sequence" and fault.detail.startswith(f"services.{name}|"):
        return _without_dashes(file, (services := file.top("services")) and services.get(name))
    if name == "restart" and got == "boolean":
        fixed = with_value(line, fault.column, value, "always" if value.lower() == "true" else '"no"')
        return {"fixed": fixed} if fixed else {}
    if wanted == "string" and got in ("integer", "number", "boolean"):
        fixed = with_value(line, fault.column, value, f'"{value}"')
        return {"fixed": fixed} if fixed else {}
    if wanted == "mapping" and got == "sequence" and name in ("volumes", "networks", "secrets", "configs"):
        return _as_names(file, file.top(name), fault.line)
    if wanted not in ("sequence", "either") or name not in _LISTS:
        return {}
    found = (service.get(name) for service in file.services.values())
    node = next((node for node in found if node is not None and node.line == fault.line), None)
    if node is None:
        return {}
    if node.kind == "scalar" and node.value and "\n" not in node.value:
        start = node.column - 1
        written = file.pasted.text[node.start : node.end]
        shown = written if written[:1] in "\"'" else f'"{written}"'
        return {"fixed": f"{line[:start]}[{shown}]{line[start + len(written) :]}".rstrip()} if "," not in shown else {}
    lines = [key.line for key, _ in node.pairs]
    if not node.block or lines != list(range(node.line, node.line + len(lines))):
        return {}
    if any(item.real.kind != "scalar" or not item.real.value for _, item in node.pairs):
        return {}
    indent = " " * (node.column - 1)
    items = [f'{indent}- "{key.value}:{item.real.value}"' for key, item in node.pairs if name in ("ports", "volumes")]
    return {"fixed": "\n".join(items), "replaces": (lines[0], lines[-1])} if items else {}


def _without_dashes(file: ComposeFile, services: Node | None) -> _Mend:
    """Services written as items of a list, as the keys that they must be."""
    items = services.items if services is not None and services.block else []
    if not items or any(item.kind != "mapping" or not item.block or not item.pairs for item in items):
        return {}
    lines = {item.line: item.column - 1 for item in items}
    first, last = items[0].line, max(last_line(item, item.line) for item in items)
    fixed = []
    for number in range(first, last + 1):
        line = file.line(number)
        column = lines.get(number)
        fixed.append(line if column is None else " " * column + line[column:])
    return {"fixed": "\n".join(fixed), "replaces": (first, last)}


def _as_names(file: ComposeFile, section: Node | None, line: int) -> _Mend:
    """A list of names at the margin as the keys that they must be."""
    items = section.items if section is not None and section.block and section.line == line else []
    lines = [item.line for item in items]
    if not items or lines != list(range(lines[0], lines[0] + len(lines))):
        return {}
    if any(item.real.kind != "scalar" or not item.plain or not item.real.value.isidentifier() for item in items):
        return {}
    indent = " " * max(2, items[0].column - 3)
    return {"fixed": "\n".join(f"{indent}{item.value}:" for item in items), "replaces": (lines[0], lines[-1])}
