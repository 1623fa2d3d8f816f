"""A FROM that Docker cannot read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.knowledge.grammar import nearest
from bot.pasted.dockerfile_parser import Dockerfile
from bot.pasted.model import Kind, Remark, Severity
from bot.pasted.values.image import explain_image, parse_image

ID = "invalid-base-image"
SEVERITY: Severity = "fault"
KIND: Kind = "dockerfile"
TRIGGERS = (
    ("FROM node 24\n"),
    ("FROM Node:24\n"),
    ("FROM node:24 as\n"),
    ("FROM php:8.4–apache\n"),
)
NEAR_MISS = (
    ("FROM --platform=$BUILDPLATFORM node:24 AS build\n"),
    ("FROM ${BASE:-node:24}\n"),
)


def check(file: Dockerfile) -> Iterator[Remark]:
    """Yield a remark for each."""
    for stage in file.stages:
        words = stage.source.value.split()
        if not words or " #" in stage.source.value:
            continue  # told as an empty instruction, or as a comment that is none
        if any(word.startswith("--platform") for word in words):
            continue  # told as a flag in the wrong place
        rest = words[1:]
        if rest and not (len(rest) == 2 and rest[0].upper() == "AS"):
            if len(rest) == 2 and nearest(rest[0].upper(), ("AS",)):
                rest = ["AS", rest[1]]
            joined = f"{words[0]}:{rest[0]}" if re.fullmatch(r"v?\d[\w.-]{0,60}", rest[0]) and len(rest) == 1 else None
            yield Remark(
                ID,
                SEVERITY,
                Text(
                    ru=f"`FROM` ждёт `образ:тег` и, если нужно, `AS имя`, а здесь `{stage.source.value[:60]}`",
                    en=f"`FROM` wants `image:tag` and perhaps `AS name`, and has `{stage.source.value[:60]}`",
                ),
                stage.source.line,
                fixed=f"FROM {joined}"
                if joined
                else f"FROM {words[0]} AS {rest[1]}"
                if len(rest) == 2 and rest[0] == "AS"
                else None,
            )
            continue
        image = parse_image(stage.resolved)
        if image.wrong and file.base_of(stage) is None and "$" not in stage.resolved:
            says = explain_image(stage.resolved)
            plain = re.sub("[–—‑]", "-", stage.source.raw)  # a dash of an editor in a name
            mended = plain != stage.source.raw and not parse_image(re.sub("[–—‑]", "-", stage.resolved)).wrong
            yield Remark(
                ID,
                SEVERITY,
                Text(
                    ru=f"`{stage.image}`: {says.ru}",
                    en=f"`{stage.image}`: {says.en}",
                ),
                stage.source.line,
                mend=Text(ru="вместо дефиса стоит тире: `-`", en="a dash stands for the hyphen: `-`")
                if mended
                else None,
                fixed=plain.rstrip() if mended else None,
            )
