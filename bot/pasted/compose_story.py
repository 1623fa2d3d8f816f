"""What the services of a compose file do together, in a few lines of Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.knowledge.entry import Text
from bot.pasted.compose_file import ComposeFile, Service
from bot.pasted.values.mounts import Mount
from bot.pasted.values.ports import Publish

#: Services that are told one by one; of the rest only the names are given.
MAX_TOLD = 12
_MAX_NAMES = 30


def counted(number: int, one: str, few: str, many: str) -> str:
    """A number with its Russian noun: 1 сервис, 2 сервиса, 5 сервисов."""
    if number % 10 == 1 and number % 100 != 11:
        return f"{number} {one}"
    if number % 10 in (2, 3, 4) and number % 100 not in (12, 13, 14):
        return f"{number} {few}"
    return f"{number} {many}"


def title(file: ComposeFile) -> Text:
    """The kind of paste and its size."""
    number = len(file.services)
    if not number:
        return Text(ru="Compose-файл", en="A compose file")
    return Text(
        ru=f"Compose-файл: {counted(number, 'сервис', 'сервиса', 'сервисов')}",
        en=f"A compose file: {number} service{'s' if number != 1 else ''}",
    )


def story(file: ComposeFile) -> Text:
    """Services, ports to the outside, data, networks and the order of start; Markdown without headings."""
    services = list(file.services.values())
    if not services:
        return _without_services(file)
    blocks = [_joined([_service(service) for service in services[:MAX_TOLD]], "\n")]
    if len(services) > MAX_TOLD:
        names = ", ".join(f"`{service.name}`" for service in services[MAX_TOLD : MAX_TOLD + _MAX_NAMES])
        blocks.append(Text(ru=f"И ещё: {names}.", en=f"And also: {names}."))
    blocks += [text for text in (_outside(services), _volumes(file, services), _networks(file, services)) if text]
    if order := _order(file):
        blocks.append(order)
    return _joined(blocks, "\n\n")


def _joined(texts: Sequence[Text], sign: str) -> Text:
    return Text(ru=sign.join(text.ru for text in texts), en=sign.join(text.en for text in texts))


def _without_services(file: ComposeFile) -> Text:
    if file.pasted.document.error is not None or file.untold:
        return Text(
            ru="Похоже на compose-файл, но прочитать его нельзя: сначала нужно поправить то, что ниже.",
            en="It looks like a compose file, but it cannot be read until what stands below is mended.",
        )
    names = [
        f"`{name}`"
        for section in ("volumes", "networks", "secrets", "configs", "models")
        for name in file.names(section)
    ][:_MAX_NAMES]
    if names:
        listed = ", ".join(names)
        return Text(ru=f"Сервисов нет, объявлены: {listed}.", en=f"No services; declared are {listed}.")
    return Text(ru="Сервисов в этом файле нет.", en="There are no services in this file.")


def _service(service: Service) -> Text:
    parts = [_origin(service)]
    if service.replicas and service.replicas[0] != 1:
        number = service.replicas[0]
        parts.append(Text(ru=f"копий: {number}", en=f"{number} replicas"))
    if ports := [port.publish for port in service.ports if port.publish and not port.publish.wrong]:
        parts.append(_ports(ports))
    if data := [mount.mount for mount in service.mounts if mount.mount.target]:
        parts.append(_mounts(data))
    if service.text("network_mode"):
        mode = service.text("network_mode")
        parts.append(Text(ru=f"сеть `{mode}`", en=f"network `{mode}`"))
    if waits := _waits(service):
        parts.append(waits)
    if profiles := service.get("profiles"):
        names = ", ".join(item.value for item in list(profiles.scalars())[:5])
        parts.append(Text(ru=f"только с профилем {names}", en=f"only with the profile {names}"))
    line = _joined(parts, "; ")
    return Text(ru=f"- `{service.name}`: {line.ru}", en=f"- `{service.name}`: {line.en}")


def _origin(service: Service) -> Text:
    build = service.get("build")
    image = service.text("image")
    if build is not None:
        inline = build.get("dockerfile_inline")
        context = build.value if build.kind == "scalar" else (found.value if (found := build.get("context")) else ".")
        named = build.get("dockerfile")
        target = build.get("target")
        if inline is not None and build.get("context") is None:
            text = Text(ru="собирается по Dockerfile прямо в этом файле", en="built from a Dockerfile inside this file")
        else:
            text = Text(ru=f"собирается из `{context or '.'}`", en=f"built from `{context or '.'}`")
        if named is not None:
            text = Text(ru=f"{text.ru} по `{named.value}`", en=f"{text.en} with `{named.value}`")
        if target is not None:
            text = Text(ru=f"{text.ru}, стадия `{target.value}`", en=f"{text.en}, stage `{target.value}`")
        return text
    if image:
        store = service.store
        return Text(
            ru=f"`{image}`" + (f" ({store})" if store else ""), en=f"`{image}`" + (f" ({store})" if store else "")
        )
    if (extends := service.get("extends")) is not None:
        other = extends.value or (found.value if (found := extends.get("service")) else "?")
        return Text(ru=f"как `{other}`", en=f"like `{other}`")
    if service.get("provider") is not None:
        return Text(ru="создаёт внешняя программа", en="made by an external program")
    return Text(ru="без образа", en="without an image")


def _ports(ports: Sequence[Publish]) -> Text:
    shown = []
    shown_en = []
    for port in ports[:6]:
        where = port.host or "?"
        arrow = f"{where} → {port.container}" + ("" if port.protocol == "tcp" else f"/{port.protocol}")
        if port.to_the_world:
            ru, en = arrow, arrow
        elif port.host_ip in ("127.0.0.1", "::1", "[::1]", "localhost"):
            ru, en = f"{arrow} (только localhost)", f"{arrow} (localhost only)"
        else:
            ru, en = f"{arrow} (на {port.host_ip})", f"{arrow} (on {port.host_ip})"
        shown.append(ru)
        shown_en.append(en)
    rest = f" (+{len(ports) - 6})" if len(ports) > 6 else ""
    noun = "порты" if len(ports) > 1 else "порт"
    return Text(
        ru=f"{noun} {', '.join(shown)}{rest}", en=f"port{'s' if len(ports) > 1 else ''} {', '.join(shown_en)}{rest}"
    )


def _mounts(mounts: Sequence[Mount]) -> Text:
    mounts = [mount for mount in mounts if mount.target]
    volumes = [f"`{mount.source}` → `{mount.target}`" for mount in mounts if mount.type == "volume"]
    folders = [
        f"`{mount.source}` → `{mount.target}`" + (" (ro)" if mount.read_only else "")
        for mount in mounts
        if mount.type == "bind"
    ]
    images = [f"`{mount.source}` → `{mount.target}`" for mount in mounts if mount.type == "image"]
    others = [f"`{mount.target}`" for mount in mounts if mount.type == "anonymous"]
    parts = []
    for found, ru, en in (
        (volumes, "том", "volume"),
        (folders, "с хоста", "from the host"),
        (images, "файлы образа", "files of the image"),
        (others, "анонимный том", "anonymous volume"),
    ):
        if found:
            rest = f" (+{len(found) - 4})" if len(found) > 4 else ""
            parts.append(Text(ru=f"{ru} {', '.join(found[:4])}{rest}", en=f"{en} {', '.join(found[:4])}{rest}"))
    return _joined(parts, "; ") if parts else Text(ru="данные в памяти", en="data in memory")


def _waits(service: Service) -> Text | None:
    if not service.dependencies:
        return None
    ru = []
    en = []
    for name, (_, condition) in list(service.dependencies.items())[:6]:
        match condition:
            case "service_healthy":
                ru.append(f"`{name}` (пока не healthy)")
                en.append(f"`{name}` (until healthy)")
            case "service_completed_successfully":
                ru.append(f"`{name}` (пока не отработает)")
                en.append(f"`{name}` (until done)")
            case _:
                ru.append(f"`{name}`")
                en.append(f"`{name}`")
    return Text(ru=f"ждёт {', '.join(ru)}", en=f"waits for {', '.join(en)}")


def _outside(services: Sequence[Service]) -> Text:
    world: list[str] = []
    local: list[str] = []
    for service in services:
        for port in service.ports:
            publish = port.publish
            if publish is None or publish.wrong:
                continue
            target = world if publish.to_the_world else local
            protocol = "" if publish.protocol == "tcp" else f"/{publish.protocol}"
            target.append(f"{publish.host or '?'}{protocol} (`{service.name}`)")
    host = [f"`{service.name}`" for service in services if service.text("network_mode") == "host"]
    if not world and not local and not host:
        return Text(ru="Снаружи ничего не открыто.", en="Nothing is open to the outside.")
    ru: list[str] = []
    en: list[str] = []
    for found, russian, english in (
        (world, "Открыто всем", "Open to everyone"),
        (local, "Открыто не всем", "Open to some"),
        (host, "В сети хоста", "In the host's network"),
    ):
        if found:
            rest = f" (+{len(found) - 10})" if len(found) > 10 else ""
            ru.append(f"{russian}: {', '.join(found[:10])}{rest}.")
            en.append(f"{english}: {', '.join(found[:10])}{rest}.")
    return Text(ru=" ".join(ru), en=" ".join(en))


def _volumes(file: ComposeFile, services: Sequence[Service]) -> Text | None:
    users: dict[str, list[str]] = {name: [] for name in file.names("volumes")}
    for service in services:
        for mount in service.mounts:
            if mount.mount.type == "volume" and mount.mount.source:
                users.setdefault(mount.mount.source, []).append(service.name)
    if not users:
        return None
    ru: list[str] = []
    en: list[str] = []
    for name, names in list(users.items())[:12]:
        stores = [store for service in services if service.name in names and (store := service.store)]
        users_of = ", ".join(dict.fromkeys(names))
        notes_ru = [f"данные {stores[0]}" if stores else users_of or "никому не дан"]
        notes_en = [f"data of {stores[0]}" if stores else users_of or "given to nobody"]
        if _flag(file, "volumes", name, "external"):
            notes_ru.append("внешний")
            notes_en.append("external")
        ru.append(f"`{name}` ({', '.join(notes_ru)})")
        en.append(f"`{name}` ({', '.join(notes_en)})")
    return Text(ru=f"Тома: {', '.join(ru)}.", en=f"Volumes: {', '.join(en)}.")


def _flag(file: ComposeFile, section: str, name: str, key: str) -> bool:
    """Whether a named resource has a flag switched on (``external: {name: …}`` counts too)."""
    pair = file.names(section).get(name)
    value = pair[1].real.get(key) if pair is not None else None
    return value is not None and (value.kind == "mapping" or value.value.lower() == "true")


def _networks(file: ComposeFile, services: Sequence[Service]) -> Text | None:
    members: dict[str, list[str]] = {}
    for service in services:
        if service.text("network_mode"):
            continue
        for name in service.networks or ("default",):
            members.setdefault(name, []).append(service.name)
    if set(members) <= {"default"}:
        together = members.get("default", [])
        if len(together) < 2:
            return None
        if len(together) < len(services):
            return Text(
                ru="Остальные в одной сети и находят друг друга по имени сервиса.",
                en="The others are in one network and find each other by the service's name.",
            )
        return Text(
            ru="Все в одной сети и находят друг друга по имени сервиса.",
            en="All are in one network and find each other by the service's name.",
        )
    ru: list[str] = []
    en: list[str] = []
    for name, names in list(members.items())[:12]:
        internal, external = _flag(file, "networks", name, "internal"), _flag(file, "networks", name, "external")
        listed = ", ".join(names[:8]) + (f" (+{len(names) - 8})" if len(names) > 8 else "")
        ru.append(f"`{name}`: {listed}" + (" (без выхода наружу)" if internal else " (внешняя)" if external else ""))
        en.append(f"`{name}`: {listed}" + (" (no way out)" if internal else " (external)" if external else ""))
    return Text(ru=f"Сети: {'; '.join(ru)}.", en=f"Networks: {'; '.join(en)}.")


def start_order(file: ComposeFile) -> tuple[tuple[str, ...], ...]:
    """The services in waves: each wave starts when those before it have. Services in a circle are left out."""
    waiting = {
        name: {other for other in service.dependencies if other in file.services}
        for name, service in file.services.items()
    }
    waves: list[tuple[str, ...]] = []
    while waiting:
        ready = tuple(name for name, others in waiting.items() if not others)
        if not ready:
            break
        waves.append(ready)
        gone = set(ready)
        waiting = {name: others - gone for name, others in waiting.items() if name not in gone}
    return tuple(waves)


def _order(file: ComposeFile) -> Text | None:
    waves = start_order(file) if len(file.services) <= _MAX_NAMES else ()
    if len(waves) < 2:
        return None
    chain = " → ".join(_names(wave) for wave in waves)
    return Text(ru=f"Порядок запуска: {chain}.", en=f"Order of start: {chain}.")


def _names(names: Sequence[str]) -> str:
    return ", ".join(_shown(names))


def _shown(names: Sequence[str]) -> Iterator[str]:
    yield from (f"`{name}`" for name in names[:6])
    if len(names) > 6:
        yield f"+{len(names) - 6}"
