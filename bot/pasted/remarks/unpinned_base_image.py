"""A base image without a tag, or with latest."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.dockerfile_parser import Dockerfile
from bot.pasted.model import Kind, Remark, Severity
from bot.pasted.values.image import parse_image

ID = "unpinned-base-image"
SEVERITY: Severity = "advice"
KIND: Kind = "dockerfile"
TRIGGERS = (
    ('FROM ubuntu\nUSER app\nCMD ["app"]\n'),
    ("FROM node:latest\n"),
    ("ARG BASE=node\nFROM ${BASE}\n"),
)
NEAR_MISS = (
    ("FROM scratch\n"),
    ("FROM node:24 AS build\nFROM build\n"),
    ("ARG TAG\nFROM node:${TAG}\n"),
    ("FROM node@sha256:0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a\n"),
)


def check(file: Dockerfile) -> Iterator[Remark]:
    """Yield a remark for each."""
    for stage in file.stages:
        if not stage.image or file.base_of(stage) is not None or stage.resolved.lower() == "scratch":
            continue
        words = stage.source.value.split()
        if len(words) > 1 and words[1].upper() != "AS":
            continue  # no image can be told: a fault of its own
        image = parse_image(stage.resolved)
        if image.pinned or image.open or image.wrong:
            continue
        tag = Text(ru="с тегом latest", en="has the tag latest") if image.tag else Text(ru="без тега", en="has no tag")
        yield Remark(
            ID,
            SEVERITY,
            Text(
                ru=f"базовый образ `{stage.image}` {tag.ru}: завтра сборка даст другое",
                en=f"the base image `{stage.image}` {tag.en}: tomorrow the build gives something else",
            ),
            stage.source.line,
            mend=Text(
                ru=f"укажите версию: `FROM {image.name}:1.2`",
                en=f"name a version: `FROM {image.name}:1.2`",
            ),
        )
