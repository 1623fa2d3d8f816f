"""Mounts: ``-v src:dst:ro``, ``--mount type=…``, ``--tmpfs``; also the strings in a compose file's ``volumes``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

from bot.knowledge.entry import Text
from bot.pasted.shell import split_value
from bot.pasted.values.size import human

MountType = Literal["bind", "volume", "anonymous", "tmpfs", "image", "npipe", "cluster"]

_DRIVE = re.compile(r"[A-Za-z]:[\\/]")
_VOLUME_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*")
_CURRENT = re.compile(r"\$\(pwd\)|`pwd`|\$\{?PWD\}?|%cd%|\$\{PWD\}|\.", re.IGNORECASE)
#: Options after the second colon of -v, as docker/cli's volume parser knows them (``opts/mount.go``, ``volumespec``).
OPTIONS: Mapping[str, Text] = MappingProxyType(
    {
        "ro": Text(ru="только чтение", en="read-only"),
        "rw": Text(ru="чтение и запись", en="read and write"),
        "readonly": Text(ru="только чтение", en="read-only"),
        "z": Text(ru="метка SELinux, общая для контейнеров", en="SELinux label shared by containers"),
        "Z": Text(ru="метка SELinux только этого контейнера", en="SELinux label of this container alone"),
        "cached": Text(ru="cached: сегодня ни на что не влияет", en="cached: has no effect today"),
        "delegated": Text(ru="delegated: сегодня ни на что не влияет", en="delegated: has no effect today"),
        "consistent": Text(ru="consistent: сегодня ни на что не влияет", en="consistent: has no effect today"),
        "nocopy": Text(ru="не копировать в том файлы образа", en="do not copy the image's files into the volume"),
        "shared": Text(ru="монтирования видны в обе стороны", en="mounts are seen in both directions"),
        "rshared": Text(ru="монтирования видны в обе стороны", en="mounts are seen in both directions"),
        "slave": Text(ru="монтирования хоста видны внутри", en="the host's mounts are seen inside"),
        "rslave": Text(ru="монтирования хоста видны внутри", en="the host's mounts are seen inside"),
        "private": Text(ru="монтирования не передаются", en="mounts are not passed on"),
        "rprivate": Text(ru="монтирования не передаются", en="mounts are not passed on"),
    }
)
#: Keys of --mount and their aliases (``csv_options`` in docker-cli.json).
MOUNT_KEYS: Mapping[str, str] = MappingProxyType(
    {
        **{
            name: name
            for name in [
                "type",
                "source",
                "target",
                "readonly",
                "consistency",
                "bind-propagation",
                "bind-recursive",
                "bind-nonrecursive",
                "bind-create-src",
                "volume-driver",
                "volume-label",
                "volume-nocopy",
                "volume-opt",
                "volume-subpath",
                "tmpfs-size",
                "tmpfs-mode",
                "image-subpath",
            ]
        },
        "src": "source",
        "dst": "target",
        "destination": "target",
        "ro": "readonly",
    }
)
TYPES = ("bind", "volume", "tmpfs", "image", "npipe", "cluster")


@dataclass(frozen=True, slots=True)
class Mount:
    """A mount. source: a path of the host, a volume's name, an image; empty for tmpfs and anonymous volumes.

    options: what stands after the target, or the further keys of --mount. unknown: words that Docker does not know.
    """

    type: MountType
    source: str
    target: str
    read_only: bool = False
    options: Mapping[str, str] = field(default_factory=dict)
    unknown: tuple[str, ...] = ()

    @property
    def host_path(self) -> str | None:
        """The path of the host, for a bind mount, without a closing slash (``/`` stays)."""
        if self.type not in ("bind", "npipe"):
            return None
        return self.source.rstrip("/") or "/"


def is_path(source: str) -> bool:
    """Whether a source is a path of the host and not a volume's name, by Docker's rules."""
    return (
        source.startswith(("/", ".", "~", "\\", "$", "`", "%"))
        or bool(_DRIVE.match(source))
        or "/" in source
        or "\\" in source
    )


def parse_volume(value: str) -> Mount | None:
    """Take apart ``[SOURCE:]TARGET[:OPTIONS]``; a drive letter of Windows is no separator."""
    parts = _colon_parts(value.strip().strip("\"'"))
    if not parts or not any(parts):
        return None
    if len(parts) == 1:
        return Mount("anonymous", "", parts[0])
    if len(parts) == 2 and parts[1] and not is_path(parts[1]) and all(o in OPTIONS for o in parts[1].split(",")):
        return _with_options("", parts[0], parts[1])
    source, target = parts[0], parts[1]
    return _with_options(source, target, ":".join(parts[2:]))


def _with_options(source: str, target: str, options: str) -> Mount:
    given = [option for option in options.split(",") if option]
    unknown = tuple(option for option in given if option not in OPTIONS and not option.startswith(("$", "<")))
    kind: MountType = "anonymous" if not source else "bind" if is_path(source) else "volume"
    return Mount(kind, source, target, "ro" in given or "readonly" in given, dict.fromkeys(given, ""), unknown)


def _colon_parts(value: str) -> list[str]:
    parts = split_value(value, ":")
    joined: list[str] = []
    for part in parts:
        if joined and re.fullmatch(r"[A-Za-z]", joined[-1]) and part[:1] in ("\\", "/"):
            joined[-1] += f":{part}"
        else:
            joined.append(part)
    return joined


def parse_mount(value: str) -> Mount | None:
    """Take apart ``type=bind,src=…,dst=…,ro``. The default type is volume."""
    pairs: dict[str, str] = {}
    unknown: list[str] = []
    for item in value.strip().strip("\"'").split(","):
        name, equals, content = item.strip().partition("=")
        key = MOUNT_KEYS.get(name.lower())
        if key is None:
            unknown.append(item.strip())
        else:
            pairs[key] = content if equals else "true"
    if not pairs and unknown:
        return None
    kind = pairs.pop("type", "volume").lower()
    if kind not in TYPES:
        unknown.append(f"type={kind}")
        kind = "volume"
    source = pairs.pop("source", "")
    target = pairs.pop("target", "")
    read_only = pairs.pop("readonly", "false").lower() in ("true", "1", "")
    if kind == "volume" and not source:
        kind = "anonymous"
    return Mount(kind, source, target, read_only, pairs, tuple(unknown))  # type: ignore[arg-type]


def explain_volume(value: str) -> Text | None:
    """What ``-v`` mounts where."""
    mount = parse_volume(value)
    return _explain(mount) if mount else None


def explain_mount(value: str) -> Text | None:
    """What ``--mount`` mounts where."""
    mount = parse_mount(value)
    return _explain(mount) if mount else None


def explain_tmpfs(value: str) -> Text:
    """``--tmpfs /run:size=64m``."""
    target, _, options = value.partition(":")
    extra = f" ({options})" if options else ""
    return Text(
        ru=f"папка {target} в оперативной памяти{extra}, после остановки пропадает",
        en=f"{target} in memory{extra}, gone when the container stops",
    )


def explain_volumes_from(value: str) -> Text:
    """``--volumes-from NAME:ro``."""
    name, _, mode = value.partition(":")
    return Text(
        ru=f"те же тома, что у контейнера {name}" + (", только чтение" if mode == "ro" else ""),
        en=f"the same mounts as the container {name}" + (", read-only" if mode == "ro" else ""),
    )


def _place(path: str) -> tuple[str, str]:
    """A path of the host in words where a shell puts it in."""
    match = _CURRENT.match(path)
    if match and (match[0] != "." or path in (".", "./")):
        rest = path[match.end() :].strip("/\\")
        return (
            (f"текущая папка + {rest}", f"the current folder + {rest}")
            if rest
            else ("текущая папка", "the current folder")
        )
    return f"папка или файл хоста {path}", f"the host's {path}"


def _explain(mount: Mount) -> Text:
    if mount.unknown:
        words = ", ".join(f"`{word}`" for word in mount.unknown)
        return Text(ru=f"Docker не знает здесь {words}", en=f"Docker does not know {words} here")
    if not mount.target:
        return Text(ru="нет пути внутри контейнера", en="the path inside the container is missing")
    target = mount.target
    if mount.type == "anonymous":
        text = Text(
            ru=f"анонимный том в {target}: имя случайное, данные легко потерять",
            en=f"an anonymous volume at {target}: a random name, its data is easily lost",
        )
    elif mount.type == "tmpfs":
        size = human(mount.options.get("tmpfs-size", ""))
        text = Text(
            ru=f"{target} в оперативной памяти" + (f", до {size.ru}" if size else "") + ", после остановки пропадает",
            en=f"{target} in memory" + (f", up to {size.en}" if size else "") + ", gone when the container stops",
        )
    elif mount.type == "volume":
        text = Text(
            ru=f"том {mount.source} → {target} в контейнере, данные переживут контейнер",
            en=f"the volume {mount.source} → {target} in the container, its data outlives the container",
        )
    elif mount.type == "image":
        text = Text(
            ru=f"файлы образа {mount.source} → {target}", en=f"the files of the image {mount.source} → {target}"
        )
    else:
        ru, en = _place(mount.source) if mount.source else ("?", "?")
        if mount.source.rstrip("/").endswith("docker.sock"):
            ru, en = "сокет Docker хоста", "the host's Docker socket"
        text = Text(ru=f"{ru} → {target} в контейнере", en=f"{en} → {target} in the container")
    notes = [OPTIONS[name] for name in mount.options if name in OPTIONS and name not in ("ro", "readonly", "rw")]
    if mount.read_only:
        notes.insert(0, OPTIONS["ro"])
    return Text(
        ru=", ".join([text.ru, *(note.ru for note in notes)]), en=", ".join([text.en, *(note.en for note in notes)])
    )


def is_volume_name(name: str) -> bool:
    """Whether Docker takes it as a volume's name (letters, digits, ``_ . -``)."""
    return bool(_VOLUME_NAME.fullmatch(name))
