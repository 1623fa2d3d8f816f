"""An image without a tag, or with latest: tomorrow it may be another version."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.invocation import Script
from bot.pasted.model import Kind, Remark, Severity
from bot.pasted.remarks._placing import code, placed
from bot.pasted.values.image import parse_image

ID = "unpinned-image-in-run"
SEVERITY: Severity = "advice"
KIND: Kind = "command"
TRIGGERS = ("docker run -d nginx", "docker run -d postgres:latest")
NEAR_MISS = (
    "docker run -d nginx:1.27",
    "docker run -d app@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
    "docker run hello-world",
    "docker run $IMAGE",
)


def check(script: Script) -> Iterator[Remark]:
    """An image without a tag, or with latest: tomorrow it may be another version."""
    for invocation in script.invocations:
        image = invocation.image
        if image is None or image.inner or "$" in image.value or image.value.startswith(("-", "<", "{")):
            continue
        reference = parse_image(image.value)
        if (
            not reference.pinned
            and not reference.wrong
            and reference.name not in ("hello-world", "alpine", "busybox", "scratch")
        ):
            yield placed(
                script,
                ID,
                SEVERITY,
                image.start,
                Text(
                    ru=f"{code(image.value)}"
                    + (" без тега — это latest" if reference.tag is None else "")
                    + ": завтра это может быть другая версия",
                    en=f"{code(image.value)}"
                    + (" has no tag, so latest" if reference.tag is None else "")
                    + ": tomorrow it may be another version",
                ),
                Text(
                    ru="для постоянной работы укажите тег версии",
                    en="for lasting use name a version's tag",
                ),
            )
