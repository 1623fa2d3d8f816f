"""A list, keys or a value where another is wanted."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.compose_file import ComposeFile
from bot.pasted.model import Kind, Remark, Severity

ID = "wrong-type"
SEVERITY: Severity = "fault"
KIND: Kind = "compose"
TRIGGERS = (
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
        path, wanted, got, value = [*fault.detail.split("|", 3), "", "", ""][:4]
        needed, given = _NAMES.get(wanted, _NAMES["string"]), _NAMES.get(got, _NAMES["string"])
        name = path.rsplit(".", 1)[-1] or "compose"
        mend = _MENDS.get(wanted)
        if wanted == "string" and got in ("integer", "number", "boolean"):
            mend = Text(ru=f'возьмите в кавычки: `"{value}"`', en=f'put it in quotes: `"{value}"`')
        yield Remark(
            ID,
            SEVERITY,
            Text(
                ru=f"`{name}`: нужно {needed.ru}, а стоит {given.ru}",
                en=f"`{name}` wants {needed.en} and has {given.en}",
            ),
            fault.line,
            fault.column,
            mend,
        )
