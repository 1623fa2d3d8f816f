"""What a Dockerfile builds, stage by stage, in a few lines of Markdown."""

from __future__ import annotations

from collections.abc import Sequence

from bot.knowledge.entry import Text
from bot.pasted.compose_story import counted
from bot.pasted.dockerfile_parser import Dockerfile, Instruction, Stage
from bot.pasted.dockerfile_spans import command_text, copied
from bot.pasted.run_commands import run_commands

MAX_TOLD = 10
_MAX_STEPS = 8


def title(file: Dockerfile) -> Text:
    """The kind of paste and its size."""
    number = len(file.stages)
    if number < 2:
        return Text(ru="Dockerfile", en="A Dockerfile")
    return Text(ru=f"Dockerfile: {counted(number, 'стадия', 'стадии', 'стадий')}", en=f"A Dockerfile: {number} stages")


def story(file: Dockerfile) -> Text:
    """Each stage with its base and its work, then what the finished image is; Markdown without headings."""
    if not file.stages:
        return Text(
            ru="Часть Dockerfile: без `FROM` из неё образ не соберётся.",
            en="A part of a Dockerfile: without `FROM` no image comes of it.",
        )
    lines = [_stage(file, stage) for stage in file.stages[:MAX_TOLD]]
    if len(file.stages) > MAX_TOLD:
        rest = len(file.stages) - MAX_TOLD
        lines.append(Text(ru=f"- и ещё стадий: {rest}", en=f"- and {rest} more stages"))
    listed = Text(ru="\n".join(line.ru for line in lines), en="\n".join(line.en for line in lines))
    result = _result(file)
    return Text(ru=f"{listed.ru}\n\n{result.ru}", en=f"{listed.en}\n\n{result.en}")


def _stage(file: Dockerfile, stage: Stage) -> Text:
    base = file.base_of(stage)
    if not stage.resolved:
        origin = Text(ru="основа не названа", en="the base is not named")
    elif stage.resolved.lower() == "scratch":
        origin = Text(ru="пустая основа", en="an empty base")
    elif base is not None:
        origin = Text(ru=f"продолжает стадию `{base.label}`", en=f"goes on from the stage `{base.label}`")
    else:
        origin = Text(ru=f"на основе `{stage.resolved}`", en=f"based on `{stage.resolved}`")
    name = f"`{stage.name}`" if stage.name else None
    if name is None and len(file.stages) > 1:
        final = stage is file.final
        heading = (
            Text(ru="итоговая стадия", en="the final stage")
            if final
            else Text(ru=f"стадия {stage.index}", en=f"stage {stage.index}")
        )
    else:
        heading = Text(ru=name or "образ", en=name or "the image")
    steps = [origin, *_steps(stage)]
    return Text(
        ru=f"- {heading.ru}: {'; '.join(step.ru for step in steps)}",
        en=f"- {heading.en}: {'; '.join(step.en for step in steps)}",
    )


def _steps(stage: Stage) -> list[Text]:
    """What a stage does, a step each; equal ones are said once."""
    steps: dict[str, Text] = {}
    for instruction in stage.instructions:
        for text in _step(instruction):
            steps.setdefault(text.ru, text)
    found = list(steps.values())
    if len(found) > _MAX_STEPS:
        rest = len(found) - _MAX_STEPS
        found = [*found[:_MAX_STEPS], Text(ru=f"и ещё {rest}", en=f"and {rest} more")]
    return found


def _step(instruction: Instruction) -> Sequence[Text]:
    match instruction.name:
        case "COPY" | "ADD":
            sources, target = copied(instruction)
            if instruction.heredocs:
                return (Text(ru=f"пишет `{target}`", en=f"writes `{target}`"),)
            if not sources:
                return ()
            listed = ", ".join(f"`{source}`" for source in sources[:3]) + ("…" if len(sources) > 3 else "")
            origin = instruction.flag("from")
            if origin:
                return (Text(ru=f"берёт {listed} из `{origin}`", en=f"takes {listed} from `{origin}`"),)
            return (Text(ru=f"копирует {listed}", en=f"copies {listed}"),)
        case "RUN":
            commands = [c for c in run_commands(instruction) if c.program not in _ASIDE and not c.updates_apt()]
            return [command_text(command) for command in commands[:4]]
    return ()


#: Commands that are not worth a word of the story.
_ASIDE = frozenset(
    {"rm", "set", "cd", "echo", "mkdir", "true", ":", "export", "chmod", "chown", "mv", "ln", "test", "["}
)


def _last(file: Dockerfile, name: str) -> Instruction | None:
    """The last instruction of this name that counts in the image."""
    if file.final is None:
        return None
    for stage in file.lineage(file.final):
        found = list(stage.find(name))
        if found:
            return found[-1]
    return None


def _result(file: Dockerfile) -> Text:
    """What the finished image starts, as whom, where, and on which ports."""
    entrypoint, command = _last(file, "ENTRYPOINT"), _last(file, "CMD")
    ru: list[str] = []
    en: list[str] = []
    started = " ".join(_shown(part) for part in (entrypoint, command) if part is not None).strip()
    if started:
        ru.append(f"запускает `{started[:120]}`")
        en.append(f"starts `{started[:120]}`")
    else:
        ru.append("запускает то же, что базовый образ")
        en.append("starts what its base image starts")
    for name, russian, english in (("USER", "от пользователя", "as the user"), ("WORKDIR", "в папке", "in")):
        if (found := _last(file, name)) is not None and found.value:
            ru.append(f"{russian} `{found.value}`")
            en.append(f"{english} `{found.value}`")
    ports = [
        port
        for stage in reversed(file.lineage(file.final) if file.final else [])
        for instruction in stage.find("EXPOSE")
        for port in instruction.value.split()
    ]
    if ports:
        listed = ", ".join(dict.fromkeys(ports[:8]))
        ru.append(f"слушает {listed}")
        en.append(f"listens on {listed}")
    if _last(file, "HEALTHCHECK") is not None:
        ru.append("проверяет своё здоровье")
        en.append("checks its health")
    head = Text(ru="Контейнер", en="The container")
    if len(file.stages) > 1 and file.final is not None:
        name = f" `{file.final.name}`" if file.final.name else ""
        head = Text(
            ru=f"В образ попадает только {'стадия' if name else 'последняя стадия'}{name}. Контейнер",
            en=f"Only the {'stage' if name else 'last stage'}{name} gets into the image. The container",
        )
    return Text(ru=f"{head.ru} {', '.join(ru)}.", en=f"{head.en} {', '.join(en)}.")


def _shown(instruction: Instruction) -> str:
    words = instruction.words
    return " ".join(" ".join(words).split() if words is not None else instruction.value.split()).replace("`", "'")
