"""Which values belong to which option: the long name, and the group of commands where it matters."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.knowledge.entry import Text
from bot.pasted.values import build, device, duration, environment, identity, mounts, network, ports, restart, size
from bot.pasted.values import template as shape

Explain = Callable[[str], Text | None]

_RUN_LIKE = ("docker container", "docker service", "docker compose run", "docker compose exec", "docker volume")

#: Options whose value is taken apart, by long name, on any command.
ANYWHERE: Mapping[str, Explain] = {
    "add-host": network.explain_added_host,
    "build-arg": environment.explain_build_argument,
    "cache-from": build.explain_pairs,
    "cache-to": build.explain_pairs,
    "cap-add": identity.explain_capability,
    "cap-drop": identity.explain_capability,
    "cgroupns": network.explain_namespace,
    "cpus": device.explain_cpus,
    "cpuset-cpus": device.explain_cpuset,
    "device": device.explain_device,
    "env": environment.explain_environment,
    "env-file": environment.explain_env_file,
    "filter": shape.explain_filter,
    "format": shape.explain_template,
    "gpus": device.explain_gpus,
    "health-interval": duration.explain_duration,
    "health-start-interval": duration.explain_duration,
    "health-start-period": duration.explain_duration,
    "health-timeout": duration.explain_duration,
    "ipc": network.explain_namespace,
    "label": shape.explain_label,
    "limit-memory": size.explain_memory,
    "link": network.explain_link,
    "memory": size.explain_memory,
    "memory-reservation": size.explain_memory,
    "memory-swap": size.explain_memory,
    "mount": mounts.explain_mount,
    "net": network.explain_network,
    "network": network.explain_network,
    "output": build.explain_pairs,
    "pid": network.explain_namespace,
    "platform": identity.explain_platform,
    "publish": ports.explain_publish,
    "expose": ports.explain_expose,
    "pull": build.explain_pull,
    "restart": restart.explain_restart,
    "security-opt": identity.explain_security,
    "shm-size": size.explain_size,
    "signal": identity.explain_signal,
    "since": duration.explain_moment,
    "stop-signal": identity.explain_signal,
    "stop-timeout": duration.explain_seconds,
    "tail": duration.explain_tail,
    "timeout": duration.explain_seconds,
    "time": duration.explain_seconds,
    "tmpfs": mounts.explain_tmpfs,
    "ulimit": device.explain_ulimit,
    "until": duration.explain_moment,
    "userns": network.explain_namespace,
    "uts": network.explain_namespace,
    "volumes-from": mounts.explain_volumes_from,
    "entrypoint": build.explain_entrypoint,
}
#: Options whose name means something else elsewhere (``docker login --user``), by the beginning of the path.
UNDER: Mapping[str, tuple[tuple[str, ...], Explain]] = {
    "user": (_RUN_LIKE, identity.explain_user),
    "volume": (_RUN_LIKE, mounts.explain_volume),
    "tag": (("docker buildx", "docker image build"), build.explain_tag),
    "secret": (("docker buildx", "docker image build"), build.explain_secret),
    "ssh": (("docker buildx", "docker image build", "docker compose build"), build.explain_ssh),
}
#: Options of ANYWHERE that mean something else under these paths.
_NOT_UNDER: Mapping[str, tuple[str, ...]] = {
    "network": ("docker buildx",),
    "device": ("docker buildx",),
    "pull": ("docker buildx",),
    "output": ("docker compose",),
    "format": ("docker image save",),
}


def explain_value(path: str, option: str, value: str) -> Text | None:
    """What the value of an option means on the command of a path; None where nothing is known about it."""
    if option in UNDER:
        paths, explain = UNDER[option]
        return explain(value) if path.startswith(paths) else None
    if path.startswith(_NOT_UNDER.get(option, ("\0",))):
        return None
    found = ANYWHERE.get(option)
    return found(value) if found else None
