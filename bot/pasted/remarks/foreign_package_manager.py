"""A package manager of another distribution than the base image's."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.dockerfile_parser import Dockerfile, Stage
from bot.pasted.model import Kind, Remark, Severity
from bot.pasted.run_commands import run_commands
from bot.pasted.values.image import parse_image

ID = "foreign-package-manager"
SEVERITY: Severity = "fault"
KIND: Kind = "dockerfile"
TRIGGERS = (
    "FROM alpine:3.22\nRUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*\n",
    "FROM node:24-alpine\nRUN apt install -y curl\n",
    "FROM python:3.14-slim\nRUN apk add --no-cache gcc\n",
    "FROM rockylinux:9\nRUN apt-get install -y curl\n",
)
NEAR_MISS = (
    "FROM alpine:3.22\nRUN apk add --no-cache curl\n",
    "FROM python:3.14-slim\nRUN apt-get update && apt-get install -y gcc && rm -rf /var/lib/apt/lists/*\n",
    "FROM acme/base:1\nRUN if command -v apk; then apk add curl; else apt-get install -y curl; fi\n",
    "FROM debian:13 AS build\nRUN which dnf || true\n",
)

#: Managers by the family of the base.
_MANAGERS = {
    "apk": frozenset({"apk"}),
    "apt-get": frozenset({"apt", "apt-get", "aptitude"}),
    "dnf": frozenset({"dnf", "yum", "microdnf"}),
}
_ALL = frozenset(name for names in _MANAGERS.values() for name in names)
_DEBIAN_TAG = re.compile(r"(?:^|-)(?:slim|bookworm|bullseye|buster|trixie|jammy|noble|focal)(?:-|$)")
_RED_HAT = frozenset({"rockylinux", "almalinux", "fedora", "centos", "ubi8", "ubi9", "ubi-minimal", "oraclelinux"})


def check(file: Dockerfile) -> Iterator[Remark]:
    """Yield a remark for each instruction."""
    for stage in file.stages:
        family = _family(file, stage)
        if family is None:
            continue
        for instruction in stage.find("RUN"):
            used = [command.program for command in run_commands(instruction) if command.program in _ALL]
            wrong = next((program for program in used if program not in _MANAGERS[family]), None)
            if wrong is None or any(program in _MANAGERS[family] for program in used):
                continue
            base = file.lineage(stage)[-1].resolved
            yield Remark(
                ID,
                SEVERITY,
                Text(
                    ru=f"`{wrong}` в образе `{base}` нет: там `{family}`",
                    en=f"there is no `{wrong}` in the image `{base}`: it has `{family}`",
                ),
                instruction.line,
                mend=Text(ru=f"`{_EXAMPLES[family]}`", en=f"`{_EXAMPLES[family]}`"),
            )


_EXAMPLES = {
    "apk": "apk add --no-cache …",
    "apt-get": "apt-get update && apt-get install -y …",
    "dnf": "dnf install -y …",
}


def _family(file: Dockerfile, stage: Stage) -> str | None:
    """The package manager of the stage's base, where its name tells."""
    image = parse_image(file.lineage(stage)[-1].resolved)
    tag = image.tag or ""
    if image.open:
        return None
    if image.name == "alpine" or re.search(r"(?:^|-)alpine", tag):
        return "apk"
    if image.name in ("debian", "ubuntu") or _DEBIAN_TAG.search(tag):
        return "apt-get"
    return "dnf" if image.name in _RED_HAT else None
