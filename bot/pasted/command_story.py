"""What a command line does as a whole, in a sentence or a few lines of Markdown."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from bot.knowledge.entry import Text
from bot.knowledge.glosses import Glosses
from bot.pasted.invocation import Invocation, Script
from bot.pasted.values.mounts import parse_mount, parse_volume
from bot.pasted.values.network import network_name
from bot.pasted.values.ports import parse_publish

MAX_TOLD = 8
_SHOWN = 60


def title_of(script: Script) -> Text:
    """A title: the command, or the first few of them."""
    names = list(dict.fromkeys(invocation.spoken for invocation in script.invocations))
    if not names:
        return Text(ru="Команда оболочки", en="A shell command")
    if len(names) == 1:
        return Text(ru=f"Команда {names[0]}", en=f"The command {names[0]}")
    shown = ", ".join(names[:3]) + ("…" if len(names) > 3 else "")
    return Text(ru=f"Команды: {shown}", en=f"Commands: {shown}")


def told(script: Script, glosses: Glosses, conceal: Callable[[str], str]) -> Text:
    """The summary: what happens, the point first. Several commands are told line by line; secrets are concealed."""
    invocations = script.invocations
    if not invocations:
        return Text(
            ru="Команды Docker здесь нет; ниже — то, что известно.",
            en="There is no docker command here; what is known is below.",
        )
    stories = [_story(invocation, glosses, conceal) for invocation in invocations[:MAX_TOLD]]
    if len(stories) == 1:
        return stories[0]
    ru = [f"- `{item.spoken}` — {_lower(story.ru)}" for item, story in zip(invocations, stories, strict=False)]
    en = [f"- `{item.spoken}` — {_lower(story.en)}" for item, story in zip(invocations, stories, strict=False)]
    if len(invocations) > MAX_TOLD:
        ru.append(f"- ещё команд: {len(invocations) - MAX_TOLD}")
        en.append(f"- {len(invocations) - MAX_TOLD} more")
    return Text(ru="\n".join(ru), en="\n".join(en))


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def _code(text: str) -> str:
    shown = " ".join(text.replace("`", "'").split())
    return f"`{shown[:_SHOWN]}…`" if len(shown) > _SHOWN else f"`{shown}`"


def _story(invocation: Invocation, glosses: Glosses, conceal: Callable[[str], str]) -> Text:
    if invocation.creates_container and invocation.image:
        return _run(invocation, conceal)
    if invocation.path in ("docker container exec", "docker compose exec") and invocation.program:
        return _exec(invocation, conceal)
    if invocation.command is None:
        gloss = glosses.command(invocation.path) or glosses.plugin(invocation.path.removeprefix("docker "))
        if gloss is None or invocation.path in ("docker", "docker compose"):
            return Text(ru="Такой команды Docker не знает.", en="Docker does not know this command.")
        return Text(ru=_sentence(gloss.ru), en=_sentence(gloss.en))
    gloss = glosses.command(invocation.path) or Text(
        ru=f"команда `{invocation.spoken}`", en=f"the command `{invocation.spoken}`"
    )
    if invocation.path in ("docker buildx build", "docker image build"):
        return _build(invocation)
    objects = ", ".join(_code(conceal(token.text)) for token in invocation.arguments[:4])
    if len(invocation.arguments) > 4:
        objects += " …"
    extra_ru, extra_en = _extras(invocation)
    ru, en = gloss.ru + extra_ru, gloss.en + extra_en
    return Text(
        ru=_sentence(f"{ru}: {objects}" if objects else ru), en=_sentence(f"{en}: {objects}" if objects else en)
    )


def _build(invocation: Invocation) -> Text:
    tags = _few([_code(use.value) for use in invocation.uses("tag") if use.value])
    file = invocation.value("file")
    context = invocation.arguments[0].text if invocation.arguments else ""
    here = context in (".", "./")
    ru = f"Собирает образ {', '.join(tags)}".rstrip() + (f" по файлу {_code(file)}" if file else " по Dockerfile")
    en = f"Builds the image {', '.join(tags)}".rstrip() + (f" by {_code(file)}" if file else " by the Dockerfile")
    if context == "-":
        ru, en = ru + " со стандартного ввода", en + " from standard input"
    elif context:
        ru += ", файлы берёт из текущей папки" if here else f", файлы берёт из {_code(context)}"
        en += ", files from the current folder" if here else f", files from {_code(context)}"
    if invocation.has("push"):
        ru, en = ru + " и отправляет в реестр", en + " and pushes it to the registry"
    return Text(ru=f"{ru}.", en=f"{en}.")


def _extras(invocation: Invocation) -> tuple[str, str]:
    """What the everyday options change about a command."""
    if invocation.path == "docker compose up" and invocation.has("detach"):
        return " в фоне", " in the background"
    if invocation.path == "docker compose down" and invocation.has("volumes"):
        return " вместе с томами", " together with the volumes"
    return "", ""


def _sentence(text: str) -> str:
    text = text[:1].upper() + text[1:]
    return text if text.endswith((".", "`", "…", ":")) else text + "."


def _run(invocation: Invocation, conceal: Callable[[str], str]) -> Text:
    image = invocation.image
    name = invocation.value("name")
    creates = invocation.path == "docker container create"
    ru = "Создаёт контейнер" if creates else "Создаёт и запускает контейнер"
    en = "Creates a container" if creates else "Creates and starts a container"
    if name:
        ru += f" {_code(name)}"
        en += f" {_code(name)}"
    source = _code(image.text) if image else "?"
    ru += f" из образа {source}"
    en += f" from the image {source}"
    if invocation.has("detach"):
        ru += " в фоне"
        en += " in the background"
    elif invocation.has("tty") or invocation.has("interactive"):
        ru += " с вашим терминалом"
        en += " with your terminal"
    if invocation.has("rm"):
        ru += ", после выхода удалит его"
        en += ", removes it when it exits"
    lines_ru, lines_en = [f"{ru}."], [f"{en}."]
    program = invocation.program
    if program and not program[0].value.startswith("-"):
        words = _code(conceal(" ".join(token.text for token in program)))
        lines_ru.append(f"Внутри: {words}.")
        lines_en.append(f"Inside: {words}.")
    for texts, russian, english in (
        (_ports(invocation), "Порты", "Ports"),
        (_mounts(invocation), "Данные", "Data"),
        (_networks(invocation), "Сеть", "Network"),
    ):
        if texts:
            lines_ru.append(f"{russian}: {', '.join(texts)}.")
            lines_en.append(f"{english}: {', '.join(texts)}.")
    return Text(ru=" ".join(lines_ru), en=" ".join(lines_en))


def _ports(invocation: Invocation) -> list[str]:
    found = []
    for use in invocation.uses("publish"):
        publish = parse_publish(use.value or "")
        if publish and publish.wrong is None:
            host = publish.host or "?"
            ip = "" if publish.to_the_world else f"{publish.host_ip}:"
            found.append(f"{ip}{host} → {publish.container}")
    return _few(found)


def _mounts(invocation: Invocation) -> list[str]:
    found = []
    for use in invocation.uses("volume", "mount"):
        mount = parse_mount(use.value or "") if use.name == "mount" else parse_volume(use.value or "")
        if mount and mount.source and mount.target:
            found.append(f"{_code(mount.source)} → {_code(mount.target)}")
    return _few(found)


def _networks(invocation: Invocation) -> list[str]:
    return _few([_code(network_name(use.value or "")) for use in invocation.uses("network", "net") if use.value])


def _few(items: Iterable[str]) -> list[str]:
    items = list(items)
    return items if len(items) <= 5 else [*items[:5], "…"]


def _exec(invocation: Invocation, conceal: Callable[[str], str]) -> Text:
    target = _code(invocation.arguments[0].text)
    words = _code(conceal(" ".join(token.text for token in invocation.program)))
    service = invocation.path == "docker compose exec"
    ru = f"Выполняет {words} в уже работающем контейнере " + (f"сервиса {target}" if service else target)
    en = f"Runs {words} in the running container " + (f"of the service {target}" if service else target)
    if invocation.has("tty") or (service and not invocation.has("no-tty")):
        ru += ", с терминалом"
        en += ", with a terminal"
    return Text(ru=f"{ru}.", en=f"{en}.")
