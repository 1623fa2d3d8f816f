"""Image references: ``registry:5000/team/app:1.4@sha256:…`` taken apart by the rules of distribution/reference."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.knowledge.entry import Text
from bot.pasted.line_kinds import words

DOCKER_HUB = "docker.io"
_DIGEST = re.compile(r"[a-z0-9][a-z0-9.+_-]{0,40}:[0-9a-fA-F]{32,128}")
_TAG = re.compile(r"\w[\w.-]{0,127}", re.ASCII)
_COMPONENT = re.compile(r"[a-z0-9](?:[a-z0-9._-]{0,253}[a-z0-9])?")
_SEPARATORS = re.compile(r"[._-]{2,255}")
_IDENTIFIER = re.compile(r"(?:sha256:)?[0-9a-f]{12,64}")
_VARIABLE = re.compile(r"\$\{[^{}]{0,200}\}")
_OPEN = re.compile(r"[$<{`%]")
_REGISTRIES = {
    "ghcr.io": "GitHub",
    "quay.io": "Quay (Red Hat)",
    "gcr.io": "Google",
    "registry.gitlab.com": "GitLab",
    "mcr.microsoft.com": "Microsoft",
    "public.ecr.aws": "Amazon",
    "cr.yandex": "Yandex Cloud",
    "registry.k8s.io": "Kubernetes",
    "docker.elastic.co": "Elastic",
    "lscr.io": "LinuxServer.io",
    "nvcr.io": "NVIDIA",
}


@dataclass(frozen=True, slots=True)
class ImageReference:
    """An image's name. tag is None where none is written; wrong says which rule it breaks, as an id.

    open: it holds a variable or a placeholder, so that nothing certain can be said of its parts.
    """

    registry: str
    repository: str
    tag: str | None
    digest: str | None
    open: bool = False
    wrong: str | None = None
    is_id: bool = False

    @property
    def official(self) -> bool:
        """Whether it is one of Docker Hub's official images."""
        return self.registry == DOCKER_HUB and self.repository.startswith("library/")

    @property
    def name(self) -> str:
        """The short name: the last part of the repository."""
        return self.repository.rsplit("/", 1)[-1]

    @property
    def pinned(self) -> bool:
        """Whether the same name means the same version tomorrow, roughly: a digest, or a tag that is not latest."""
        return self.is_id or self.digest is not None or (self.tag is not None and self.tag != "latest")


def parse_image(value: str) -> ImageReference:
    """Take apart an image reference; never raises."""
    value = value.strip()
    rest, at, digest = _partition(value, "@")
    is_open = bool(_OPEN.search(value))
    head, slash, tail = _partition(rest, "/")
    registry = DOCKER_HUB
    path = rest
    if slash and ("." in head or ":" in head or head == "localhost" or head != head.lower()):
        registry, path = head, tail
    name, colon, tag = _partition(path, ":")
    if registry in ("index.docker.io", "registry-1.docker.io", "hub.docker.com"):
        registry = DOCKER_HUB
    repository = f"library/{name}" if registry == DOCKER_HUB and "/" not in name else name
    wrong = None
    if not is_open:
        wrong = _wrong(value, name, tag if colon else None, digest if at else None)
    is_id = bool(_IDENTIFIER.fullmatch(value)) and any(character.isdigit() for character in value)
    return ImageReference(registry, repository, tag if colon else None, digest if at else None, is_open, wrong, is_id)


def _partition(text: str, sign: str, start: int = 0) -> tuple[str, str, str]:
    """What stands before a sign and behind it; a sign inside of ``${…}`` belongs to the variable."""
    plain = _VARIABLE.sub(lambda match: "v" * len(match[0]), text) if "${" in text else text
    position = plain.find(sign, start)
    return (text, "", "") if position < 0 else (text[:position], sign, text[position + 1 :])


def _is_component(part: str) -> bool:
    """A part of a repository: letters and digits, joined by one dot, one or two underscores, or hyphens."""
    joints = _SEPARATORS.findall(part)
    return bool(_COMPONENT.fullmatch(part)) and all(joint == "__" or set(joint) == {"-"} for joint in joints)


def _wrong(value: str, name: str, tag: str | None, digest: str | None) -> str | None:
    if value.startswith(("http://", "https://")):
        return "url"
    if name != name.lower():
        return "uppercase"
    if not name or not all(map(_is_component, name.split("/"))):
        return "name"
    if tag is not None and not _TAG.fullmatch(tag):
        return "tag"
    if digest is not None and not _DIGEST.fullmatch(digest):
        return "digest"
    return None


#: Official images that people use; another name without an owner is mostly an image of their own.
_OFFICIAL = words(
    """
    adminer aerospike alpine almalinux amazoncorretto amazonlinux api-firewall arangodb archlinux backdrop bash bonita
    buildpack-deps busybox caddy cassandra centos chronograf cirros clearlinux clefos clickhouse clojure composer consul
    convertigo couchbase couchdb crate dart debian docker drupal eclipse-mosquitto eclipse-temurin eggdrop elasticsearch
    elixir emqx erlang express-gateway fedora flink fluentd friendica gazebo gcc geonetwork ghost golang gradle groovy
    haproxy haskell haxe hello-world hitch httpd hylang ibmjava influxdb irssi jetty joomla jruby julia kapacitor kibana
    kong krakend lightstreamer liquibase logstash mageia mariadb matomo maven mediawiki memcached mongo mongo-express
    monica mono mysql nats neo4j neurodebian nextcloud nginx node notary odoo open-liberty openjdk opensuse
    oraclelinux orientdb percona perl photon php phpmyadmin plone postfixadmin postgres pypy python r-base rabbitmq
    rakudo-star redis redmine registry rethinkdb rocket.chat rockylinux ros ruby rust sapmachine scala satosa
    scratch silverpeas solr sonarqube spark spiped storm swift swipl teamspeak telegraf tomcat tomee traefik ubuntu
    unit valkey varnish vault websphere-liberty wordpress xwiki yourls znc zookeeper
    """
)

#: Which rule a name breaks, by id.
WRONG = {
    "url": Text(ru="имя образа пишется без https://", en="an image's name has no https://"),
    "uppercase": Text(
        ru="в имени образа бывают только строчные буквы", en="an image's name has lower-case letters only"
    ),
    "name": Text(ru="так имя образа писать нельзя", en="this cannot be an image's name"),
    "tag": Text(
        ru="такого тега быть не может: буквы, цифры, `_ . -`, до 128 знаков",
        en="this cannot be a tag: letters, digits, `_ . -`, up to 128",
    ),
    "digest": Text(ru="дайджест пишется `sha256:` и 64 цифры", en="a digest is `sha256:` and 64 digits"),
}


def explain_image(value: str) -> Text:
    """Which image of which registry, which tag."""
    image = parse_image(value)
    if image.wrong:
        return WRONG[image.wrong]
    if image.is_id:
        return Text(ru=f"образ по ID {value}", en=f"the image with the ID {value}")
    if image.open and value[:1] in "$<{%`" and (":" not in value[1:-1] or _VARIABLE.fullmatch(value)):
        return Text(ru=f"образ: подставится {value}", en=f"the image: {value} is put in")
    if image.open and image.name[:1] in "$<{%`" and image.registry == DOCKER_HUB:
        shown = image.repository.removeprefix("library/")
        tag_ru, tag_en = (f", тег {image.tag}", f", tag {image.tag}") if image.tag else ("", "")
        return Text(ru=f"образ: подставится {shown}{tag_ru}", en=f"the image: {shown} is put in{tag_en}")
    ru = [f"образ {image.name}"]
    en = [f"the image {image.name}"]
    if image.official and image.name in _OFFICIAL:
        ru.append("официальный с Docker Hub")
        en.append("official, from Docker Hub")
    elif image.official:
        ru.append("ваш местный или с Docker Hub")
        en.append("your own local one or from Docker Hub")
    elif image.registry == DOCKER_HUB:
        owner = image.repository.rpartition("/")[0]
        ru.append(f"с Docker Hub, автор {owner}")
        en.append(f"from Docker Hub, by {owner}")
    else:
        known = _REGISTRIES.get(image.registry)
        owner = image.repository.rpartition("/")[0]
        ru.append(f"из реестра {image.registry}" + (f" ({known})" if known else "") + (f", {owner}" if owner else ""))
        en.append(
            f"from the registry {image.registry}" + (f" ({known})" if known else "") + (f", {owner}" if owner else "")
        )
    if image.tag:
        ru.append(f"тег {image.tag}" + (" — «последний» на момент скачивания" if image.tag == "latest" else ""))
        en.append(f"tag {image.tag}" + (", whatever is newest when pulled" if image.tag == "latest" else ""))
    elif image.digest is None:
        ru.append("без тега, значит latest")
        en.append("no tag, so latest")
    if image.digest:
        short = image.digest[:19] + "…" if len(image.digest) > 20 else image.digest
        ru.append(f"ровно этот дайджест {short}")
        en.append(f"exactly this digest {short}")
    return Text(ru=", ".join(ru), en=", ".join(en))
