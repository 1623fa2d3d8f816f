"""Restart policies: ``--restart unless-stopped`` and a service's ``restart``."""

from __future__ import annotations

import re

from bot.knowledge.entry import Text

POLICIES = {
    "no": Text(ru="сам не перезапускается", en="never restarted by Docker"),
    "always": Text(
        ru="всегда; после `docker stop` поднимется снова при старте демона",
        en="always; after `docker stop` it comes back when the daemon starts",
    ),
    "unless-stopped": Text(
        ru="всегда, пока не остановите сами; переживёт перезагрузку хоста",
        en="always, until you stop it; survives a reboot of the host",
    ),
    "on-failure": Text(ru="только если вышел с ненулевым кодом", en="only if it exits with a non-zero code"),
}


def explain_restart(value: str) -> Text:
    """When Docker starts the container again by itself."""
    match = re.fullmatch(r"on-failure:(\d{1,9})", value)
    if match:
        return Text(
            ru=f"если вышел с ненулевым кодом, не больше {match[1]} раз",
            en=f"if it exits with a non-zero code, at most {match[1]} times",
        )
    known = POLICIES.get(value)
    if known:
        return known
    return Text(
        ru="такой политики нет: бывают no, always, unless-stopped, on-failure[:число]",
        en="no such policy: no, always, unless-stopped, on-failure[:number]",
    )
