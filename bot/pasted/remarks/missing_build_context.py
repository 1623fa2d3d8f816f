"""docker build without a context: the dot at the end is missing."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.invocation import Script
from bot.pasted.model import Kind, Remark, Severity
from bot.pasted.remarks._placing import placed

ID = "missing-build-context"
SEVERITY: Severity = "fault"
KIND: Kind = "command"
TRIGGERS = ("docker build -t app:1", "docker buildx build --push -t me/app:1")
NEAR_MISS = ("docker build -t app:1 .", "docker build --help")


def check(script: Script) -> Iterator[Remark]:
    """A docker build without a context: the dot at the end is missing."""
    for fault in script.faults_of(ID):
        yield placed(
            script,
            ID,
            SEVERITY,
            fault.start,
            Text(
                ru="не указан контекст сборки: папка с файлами, чаще всего точка",
                en="the build context is missing: a folder, mostly a dot",
            ),
            Text(ru="добавьте точку в конце", en="add a dot at the end"),
            f"{script.text[: fault.start].rsplit(chr(10), 1)[-1].strip()} .",
        )
