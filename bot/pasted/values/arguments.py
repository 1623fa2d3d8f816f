"""Arguments of commands by their place: a container, an image, a path to copy, the program in the container."""

from __future__ import annotations

from bot.knowledge.entry import Text
from bot.pasted.invocation import Invocation, Part
from bot.pasted.values.build import explain_context
from bot.pasted.values.image import explain_image

_SHELLS = frozenset({"sh", "bash", "ash", "zsh", "/bin/sh", "/bin/bash", "/bin/ash", "powershell", "pwsh", "cmd"})
#: What a place of the reference is called; the value follows.
_PLACES = {
    "CONTAINER": ("контейнер", "the container"),
    "NETWORK": ("сеть", "the network"),
    "VOLUME": ("том", "the volume"),
    "SERVICE": ("сервис", "the service"),
    "SERVICES": ("сервис", "the service"),
    "SERVICE|TASK": ("сервис или задача", "the service or task"),
    "STACK": ("стек", "the stack"),
    "NODE": ("узел", "the node"),
    "self|NODE": ("узел", "the node"),
    "SECRET": ("секрет", "the secret"),
    "CONFIG": ("конфиг", "the config"),
    "CONTEXT": ("контекст", "the context"),
    "CONTEXT|ENDPOINT": ("контекст или адрес демона", "a context or a daemon's address"),
    "PLUGIN": ("плагин", "the plugin"),
    "PLUGIN[:TAG]": ("плагин", "the plugin"),
    "CHECKPOINT": ("снимок состояния", "the checkpoint"),
    "MANIFEST_LIST": ("список манифестов", "the manifest list"),
    "MANIFEST": ("манифест", "the manifest"),
    "JOB": ("задание", "the job"),
    "TERM": ("что искать", "what to search for"),
    "SERVER": ("реестр", "the registry"),
    "NEW_NAME": ("новое имя", "the new name"),
    "TARGET": ("цель из файла bake", "a target of the bake file"),
    "NAME": ("имя", "the name"),
    "NAME|ID": ("имя или ID", "a name or an ID"),
    "REF": ("сборка", "the build"),
    "HOST:PORT": ("адрес управляющего узла", "the address of a manager"),
    "(worker|manager)": ("роль узла", "the node's role"),
    "FILE|-": ("файл", "the file"),
    "file|-": ("файл; - значит стандартный ввод", "the file; - means standard input"),
    "file|URL|-": ("архив; - значит стандартный ввод", "the archive; - means standard input"),
    "KEY=VALUE": ("настройка", "the setting"),
    "PRIVATE_PORT": ("порт контейнера", "the container's port"),
    "PRIVATE_PORT[/PROTO]": ("порт контейнера", "the container's port"),
    "PATH": ("путь", "the path"),
    "SOURCE": ("откуда", "the source"),
    "COMMAND": ("команда", "the command"),
    "ps OPTIONS": ("параметры ps", "options of ps"),
}
_IMAGES = frozenset(
    {
        "IMAGE",
        "NAME[:TAG|@DIGEST]",
        "NAME[:TAG]",
        "REPOSITORY",
        "REPOSITORY[:TAG]",
        "SOURCE_IMAGE[:TAG]",
        "TARGET_IMAGE[:TAG]",
    }
)


def explain_argument(invocation: Invocation, part: Part) -> Text | None:
    """What an argument is; None where the command takes none there."""
    if part.role == "image":
        return explain_image(part.value)
    if part.role == "program":
        return _program(invocation, part)
    if part.role == "program-argument":
        return Text(ru="аргументы этой программы", en="that program's arguments")
    if part.value == "--":
        return Text(ru="конец параметров", en="the end of options")
    if invocation.path == "docker container top" and part.token is not invocation.arguments[0]:
        return Text(ru=f"параметры ps внутри: {part.value}", en=f"options of ps inside: {part.value}")
    if part.slot is None:
        return None
    name = part.slot.name
    value = part.value
    if part.token is not None and part.token.inner and value.startswith(("$(", "`")):
        return _filled(name)
    if name in ("CONTAINER:SRC_PATH", "SERVICE:SRC_PATH", "DEST_PATH|-"):
        return _copied(name, value)
    if name == "PATH|URL|-":
        return explain_context(value)
    if name == "SERVICE=REPLICAS":
        service, _, number = value.partition("=")
        return Text(ru=f"сервис {service}: {number} экз.", en=f"the service {service}: {number} replicas")
    if name in _IMAGES:
        text = explain_image(value)
        if name == "TARGET_IMAGE[:TAG]":
            return Text(ru=f"новое имя: {text.ru}", en=f"the new name: {text.en}")
        return text
    found = _PLACES.get(name)
    if found is None:
        return Text(ru=f"аргумент: {value}", en=f"the argument: {value}")
    if value.startswith("<") and value.endswith(">"):
        return Text(
            ru=f"{found[0]}: подставьте своё вместо {value}", en=f"{found[1]}: put your own in place of {value}"
        )
    if value.startswith("$"):
        return Text(ru=f"{found[0]}: значение переменной {value}", en=f"{found[1]}: the value of {value}")
    return Text(ru=f"{found[0]} {value}", en=f"{found[1]} {value}")


def _filled(name: str) -> Text:
    found = _PLACES.get(name)
    if name in _IMAGES:
        found = ("образы", "the images")
    if found is None:
        return Text(ru="подставит оболочка", en="put in by the shell")
    return Text(ru=f"{found[0]}: подставит оболочка", en=f"{found[1]}: put in by the shell")


def _program(invocation: Invocation, part: Part) -> Text:
    value = part.value
    if value.startswith("-"):
        return Text(ru=f"аргумент программе образа: {value}", en=f"an argument to the image's own program: {value}")
    if invocation.path in ("docker container exec", "docker compose exec"):
        if value in _SHELLS:
            return Text(ru=f"оболочка {value} внутри контейнера", en=f"the shell {value} inside the container")
        return Text(ru=f"программа {value} внутри контейнера", en=f"the program {value} inside the container")
    if invocation.value("entrypoint"):
        return Text(ru=f"первый аргумент для --entrypoint: {value}", en=f"the first argument for --entrypoint: {value}")
    return Text(ru=f"запустить {value} вместо CMD образа", en=f"run {value} in place of the image's CMD")


def _copied(name: str, value: str) -> Text:
    side_ru, side_en = ("откуда", "from") if name != "DEST_PATH|-" else ("куда", "to")
    if value == "-":
        return Text(ru=f"{side_ru}: стандартный поток, как tar", en=f"{side_en}: the standard stream, as tar")
    container, colon, path = value.partition(":")
    if colon and len(container) > 1 and "/" not in container and "\\" not in container:
        return Text(
            ru=f"{side_ru}: {path} в контейнере {container}", en=f"{side_en}: {path} in the container {container}"
        )
    place = "текущая папка" if value in (".", "./") else f"{value} на хосте"
    place_en = "the current folder" if value in (".", "./") else f"{value} on the host"
    return Text(ru=f"{side_ru}: {place}", en=f"{side_en}: {place_en}")
