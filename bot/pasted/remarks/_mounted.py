"""The mounts of a call, whichever option makes them."""

from __future__ import annotations

from collections.abc import Iterator

from bot.pasted.invocation import Invocation, OptionUse
from bot.pasted.values.mounts import Mount, parse_mount, parse_volume

_MOUNTING = ("docker container run", "docker container create", "docker compose run", "docker service create")


def mounts_of(invocation: Invocation) -> Iterator[tuple[OptionUse, Mount]]:
    """Each -v and --mount of a command that starts a container."""
    if invocation.path not in _MOUNTING:
        return
    for use in invocation.uses("volume", "mount"):
        mount = parse_mount(use.value or "") if use.name == "mount" else parse_volume(use.value or "")
        if mount:
            yield use, mount
