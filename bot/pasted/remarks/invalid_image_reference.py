"""An image's name that Docker refuses."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.invocation import Script
from bot.pasted.model import Kind, Remark, Severity
from bot.pasted.remarks._placing import code, placed
from bot.pasted.values.image import WRONG as _WHY
from bot.pasted.values.image import parse_image

ID = "invalid-image-reference"
SEVERITY: Severity = "fault"
KIND: Kind = "command"
TRIGGERS = ("docker run -d MyApp:1", "docker run https://hub.docker.com/nginx", "docker run nginx:")
NEAR_MISS = (
    "docker run -d myapp:1",
    "docker run Registry.example.org:5000/app:1",
    "docker run $IMAGE",
    "docker run IMAGE",
)


def check(script: Script) -> Iterator[Remark]:
    """An image's name that Docker refuses."""
    for invocation in script.invocations:
        image = invocation.image
        if image is None or image.inner or image.value.startswith(("-", "[")) or image.value.startswith("IMAGE"):
            continue
        wrong = parse_image(image.value).wrong
        if wrong:
            lower = image.value.removeprefix("https://").removeprefix("http://").lower()
            yield placed(
                script,
                ID,
                SEVERITY,
                image.start,
                Text(ru=f"{code(image.value)}: {_WHY[wrong].ru}", en=f"{code(image.value)}: {_WHY[wrong].en}"),
                None
                if wrong in ("name", "tag", "digest")
                else Text(ru=f"напишите {code(lower)}", en=f"write {code(lower)}"),
            )
