"""A mount that Docker refuses: an unknown option, no target, a relative target."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.invocation import Script
from bot.pasted.model import Kind, Remark, Severity
from bot.pasted.remarks._placing import code, placed
from bot.pasted.values.mounts import Mount, parse_mount, parse_volume

ID = "invalid-mount"
SEVERITY: Severity = "fault"
KIND: Kind = "command"
TRIGGERS = (
    "docker run -v ./a:b nginx",
    "docker run -v data:/x:readwrite nginx",
    "docker run --mount type=bind,sorce=/a,target=/b nginx",
)
NEAR_MISS = (
    "docker run -v ./a:/b:ro,z nginx",
    "docker run -v C:\\\\data:C:\\\\app win",
    "docker run --mount type=bind,src=/a,dst=/b,ro nginx",
    "docker run -v /data nginx",
)


def check(script: Script) -> Iterator[Remark]:
    """A mount that Docker refuses: an unknown option, no target, a relative target."""
    for invocation in script.invocations:
        for use in invocation.uses("volume", "mount"):
            if (
                invocation.path.startswith(("docker container rm", "docker compose down", "docker volume"))
                or not use.value
            ):
                continue
            mount = parse_mount(use.value) if use.name == "mount" else parse_volume(use.value)
            reason = _reason(mount) if mount else None
            if reason:
                yield placed(
                    script,
                    ID,
                    SEVERITY,
                    use.start,
                    Text(ru=f"{code(use.value)}: {reason.ru}", en=f"{code(use.value)}: {reason.en}"),
                    Text(ru="вид: источник:/путь/в/контейнере[:ro]", en="form: source:/path/in/container[:ro]"),
                )


def _reason(mount: Mount) -> Text | None:
    if mount.unknown:
        words = ", ".join(mount.unknown)
        return Text(ru=f"Docker не знает {code(words)}", en=f"Docker does not know {code(words)}")
    target = mount.target
    if not target:
        return Text(ru="нет пути внутри контейнера", en="the path in the container is missing")
    if target.startswith(("/", "$", "<", "`", "%", "\\")) or target[1:2] == ":":
        return None
    return Text(ru="путь в контейнере должен начинаться с /", en="the path in the container must begin with /")
