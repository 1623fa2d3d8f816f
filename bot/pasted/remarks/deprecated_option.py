"""An option that Docker keeps only for old scripts."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.invocation import Script
from bot.pasted.model import Kind, Remark, Severity
from bot.pasted.remarks._placing import code, placed

ID = "deprecated-option"
SEVERITY: Severity = "advice"
KIND: Kind = "command"
TRIGGERS = ("docker run --link db:db app:1", "docker run --kernel-memory 50m app:1")
NEAR_MISS = ("docker run --network web app:1",)


def check(script: Script) -> Iterator[Remark]:
    """An option that Docker keeps only for old scripts."""
    for invocation in script.invocations:
        for use in invocation.options:
            newer = _NEWER.get(use.name)
            if use.option.deprecated or (newer and invocation.creates_container):
                yield placed(
                    script,
                    ID,
                    SEVERITY,
                    use.start,
                    Text(ru=f"{code(use.spelled)} устарел", en=f"{code(use.spelled)} is superseded"),
                    Text(ru=newer.ru, en=newer.en) if newer else Text(ru="обойдитесь без него", en="do without it"),
                )


_NEWER = {
    "link": Text(
        ru="создайте сеть (`docker network create`) и берите `--network`", en="create a network and use `--network`"
    ),
}
