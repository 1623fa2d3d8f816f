"""Values of a build: the context, ``--output``, ``--cache-from``, ``--secret``, ``--tag``."""

from __future__ import annotations

from bot.knowledge.entry import Text
from bot.pasted.values.image import parse_image


def explain_context(value: str) -> Text:
    """Which files the build sees."""
    if value in (".", "./"):
        return Text(ru="контекст сборки: текущая папка", en="the build context: the current folder")
    if value == "-":
        return Text(
            ru="Dockerfile или архив со стандартного ввода", en="a Dockerfile or an archive from standard input"
        )
    if value.startswith(("http://", "https://", "git@", "git://", "ssh://")):
        return Text(ru=f"контекст сборки: {value} из сети", en=f"the build context: {value} from the network")
    return Text(ru=f"контекст сборки: папка {value}", en=f"the build context: the folder {value}")


def explain_tag(value: str) -> Text:
    """The name that the image gets."""
    image = parse_image(value)
    if image.wrong == "uppercase":
        return Text(ru="в имени образа только строчные буквы", en="an image's name has lower-case letters only")
    if image.wrong:
        return Text(ru=f"`{value}` — так назвать образ нельзя", en=f"`{value}` cannot be an image's name")
    if image.tag is None and not image.digest and not image.open:
        return Text(ru=f"{value}, тег latest", en=f"{value}, tag latest")
    return Text(ru=value, en=value)


def explain_pairs(value: str) -> Text | None:
    """``type=registry,ref=…``: the pairs as a list."""
    if "=" not in value:
        return None
    return Text(ru=value.replace(",", ", "), en=value.replace(",", ", "))


def explain_secret(value: str) -> Text | None:
    """``id=npmrc,src=~/.npmrc``: which secret the build sees, and where it comes from."""
    pairs = dict(item.partition("=")[::2] for item in value.split(","))
    name = pairs.get("id", "")
    if not name:
        return None
    source = pairs.get("src") or pairs.get("source")
    variable = pairs.get("env") or (name if pairs.get("type") == "env" else "")
    if source:
        return Text(ru=f"секрет {name} из файла {source}", en=f"the secret {name} from the file {source}")
    if variable:
        return Text(ru=f"секрет {name} из переменной {variable}", en=f"the secret {name} from the variable {variable}")
    return Text(ru=f"секрет {name}", en=f"the secret {name}")


def explain_ssh(value: str) -> Text:
    """``default`` or ``id=path``."""
    name, equals, path = value.partition("=")
    if not equals:
        return Text(ru=f"ваш агент SSH под именем {name}", en=f"your SSH agent as {name}")
    return Text(ru=f"ключ {path} под именем {name}", en=f"the key {path} as {name}")


def explain_pull(value: str) -> Text | None:
    """``--pull always|missing|never``."""
    return {
        "always": Text(ru="скачивать при каждом запуске", en="pull every time"),
        "missing": Text(ru="скачивать, если образа нет", en="pull if the image is missing"),
        "never": Text(ru="не скачивать", en="never pull"),
    }.get(value)


def explain_entrypoint(value: str) -> Text:
    """``--entrypoint``: what runs instead of the image's own."""
    if not value:
        return Text(ru="ENTRYPOINT образа сброшен", en="the image's ENTRYPOINT is reset")
    return Text(ru=f"вместо ENTRYPOINT образа — {value}", en=f"{value} in place of the image's ENTRYPOINT")
