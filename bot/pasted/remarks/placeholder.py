"""A word to fill in was left as it is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.invocation import Script
from bot.pasted.model import Kind, Remark, Severity
from bot.pasted.remarks._placing import code, placed

_PLACEHOLDER = re.compile(
    r"<[A-Za-zА-Яа-яЁё][^<>\n]{0,60}>|\[(?:OPTIONS|COMMAND|ARG)[A-Z.]{0,8}\]|^(?:IMAGE|CONTAINER|VOLUME|NETWORK)(?:_NAME|_ID)?(?=:|$)"
)
ID = "placeholder"
SEVERITY: Severity = "advice"
KIND: Kind = "command"
TRIGGERS = (
    "docker exec -it <container> bash",
    "docker run [OPTIONS] IMAGE",
    "docker stop CONTAINER_ID",
    "docker run -v <path>:/data nginx",
)
NEAR_MISS = ("docker exec -it web bash", "docker run alpine sh -c 'cat < a > b'")


def check(script: Script) -> Iterator[Remark]:
    """A word to fill in was left as it is."""
    for invocation in script.invocations:
        tokens = [*invocation.arguments, *(use.token for use in invocation.options if use.token)]
        for token in tokens:
            found = _PLACEHOLDER.search(token.value)
            if found:
                yield placed(
                    script,
                    ID,
                    SEVERITY,
                    token.start,
                    Text(
                        ru=f"{code(found[0])} — место для вашего значения",
                        en=f"{code(found[0])} stands for a value of yours",
                    ),
                    Text(ru="подставьте своё без скобок", en="put yours in, without the brackets"),
                )
                break
