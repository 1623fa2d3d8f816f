"""Packages for a base whose repositories are gone: ``apt-get update`` answers 404."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.dockerfile_parser import Dockerfile
from bot.pasted.model import Kind, Remark, Severity
from bot.pasted.run_commands import run_commands
from bot.pasted.values.image import parse_image

ID = "ended-base-image"
SEVERITY: Severity = "fault"
KIND: Kind = "dockerfile"
TRIGGERS = (
    "FROM debian:stretch\nRUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*\n",
    "FROM python:3.7-buster\nRUN apt-get update && apt-get install -y gcc && rm -rf /var/lib/apt/lists/*\n",
    "FROM centos:7\nRUN yum install -y httpd && yum clean all\n",
    "FROM ubuntu:21.10\nRUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*\n",
)
NEAR_MISS = (
    "FROM debian:bookworm\nRUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*\n",
    "FROM debian:stretch\nRUN sed -i s/deb.debian.org/archive.debian.org/ /etc/apt/sources.list && apt-get update\n",
    "FROM python:3.7-buster\nRUN pip install --no-cache-dir flask\n",
    "FROM acme/raspbian:jessie\nRUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*\n",
    "FROM ubuntu:22.04\nRUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*\n",
)

_DEBIAN = re.compile(r"(?:^|-)(?:wheezy|jessie|stretch|buster)(?:-|$)")
#: Tags by image; releases of Ubuntu that are no long-term ones live nine months.
_TAGS = {
    "debian": re.compile(r"(?:7|8|9|10)(?:[.-]|$)"),
    "ubuntu": re.compile(
        r"(?:1[2-9]|2[0-3])\.10|(?:13|15|17|19|21|23)\.04|cosmic|disco|eoan|groovy|hirsute|impish|kinetic"
    ),
    "centos": re.compile(r"(?:latest|centos)?[678]?(?:[.-]|$)|stream8"),
}
_MANAGERS = frozenset({"apt-get", "apt", "yum", "dnf"})
#: The repositories are set by the author.
_MIRRORS = ("archive.debian.org", "old-releases.ubuntu.com", "vault.centos.org", "snapshot.debian.org", "sources.list")


def check(file: Dockerfile) -> Iterator[Remark]:
    """Yield a remark for each base, where packages are installed on it."""
    told: set[str] = set()
    for stage in file.stages:
        base = file.lineage(stage)[-1].resolved
        image = parse_image(base)
        tag = image.tag or ("latest" if image.name == "centos" else "")
        if base in told or image.open or not image.official:
            continue
        ended = _DEBIAN.search(tag) or ((known := _TAGS.get(image.name)) and known.match(tag))
        runs = list(stage.find("RUN", "COPY", "ADD"))
        if not ended or any(mirror in each.value for each in runs for mirror in _MIRRORS):
            continue
        using = any(
            command.program in _MANAGERS for each in runs if each.name == "RUN" for command in run_commands(each)
        )
        if not using:
            continue
        told.add(base)
        yield Remark(
            ID,
            SEVERITY,
            Text(
                ru=f"`{base}` больше не поддерживается, его репозитории убраны: установка пакетов ответит 404",
                en=f"`{base}` is no longer maintained and its repositories are gone: installing answers 404",
            ),
            file.lineage(stage)[-1].source.line,
            mend=Text(
                ru="возьмите новый выпуск, например `…-bookworm`", en="take a newer release, such as `…-bookworm`"
            )
            if image.name != "centos"
            else Text(ru="возьмите `rockylinux:9` или `almalinux:9`", en="take `rockylinux:9` or `almalinux:9`"),
        )
