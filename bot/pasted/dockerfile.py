"""Explain a Dockerfile: stage by stage what it builds, each instruction, and what is wrong, with the mended lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from bot.knowledge.base import Base
from bot.knowledge.entry import Text
from bot.knowledge.glosses import Glosses
from bot.pasted.dockerfile_mend import MAX_LINES, MendedDockerfile, mended_dockerfile
from bot.pasted.dockerfile_parser import Dockerfile, parse_dockerfile
from bot.pasted.dockerfile_spans import dockerfile_spans
from bot.pasted.dockerfile_story import story, title
from bot.pasted.model import SEVERITIES, Explanation, Piece, Remark, Snippet
from bot.pasted.remarks import judge, masked, mended_caption
from bot.text.masking import mask

#: Characters of a paste that are read; a document is at most 256 KB.
MAX_TEXT = 300_000
MAX_REMARKS = 40
#: Lines of a mended file that is shown whole.
_MAX_WHOLE = 45
_MAX_CHANGES = 12
#: Instructions whose entry of the base is worth a button, most wanted first.
_BUTTONS = ("ENTRYPOINT", "CMD", "COPY", "RUN", "FROM", "USER", "ARG", "ENV", "HEALTHCHECK")


def explain_dockerfile(piece: Piece, glosses: Glosses, base: Base) -> Explanation:
    """Explain a Dockerfile; never raises, linear. Secrets of the paste are masked in all that is shown."""
    reference = base.folder / "reference"
    file = parse_dockerfile(piece.text[:MAX_TEXT], reference)
    found = judge("dockerfile", file)
    found = (*found, *_behind_slips(file, found, reference))
    found = tuple(sorted(found, key=lambda remark: SEVERITIES.index(remark.severity)))
    remarks = tuple(map(masked, found[:MAX_REMARKS]))
    summary = story(file)
    return Explanation(
        piece=piece,
        title=title(file),
        summary=Text(ru=mask(summary.ru), en=mask(summary.en)),
        spans=dockerfile_spans(file, glosses, piece.text),
        remarks=remarks,
        snippets=tuple(_snippets(mended_dockerfile(file, found, reference))),
        related=tuple(_related(file, base, remarks)),
        sure=piece.sure,
    )


def _behind_slips(file: Dockerfile, found: Sequence[Remark], reference: Path) -> Iterator[Remark]:
    """What shows only once misspelt instructions are read as what is meant; lines stay as they are."""
    fixes = {remark.line: remark.fixed for remark in found if remark.id in ("unknown-instruction", "missing-run")}
    lines = list(file.mended)
    for remark in found:
        if remark.id == "lost-continuation" and remark.fixed and remark.replaces:
            fixed = remark.fixed.split("\n")
            if len(fixed) == remark.replaces[1] - remark.replaces[0] + 1:
                lines[remark.replaces[0] - 1 : remark.replaces[1]] = fixed
    for instruction in file.instructions:
        fixed = (fixes.get(instruction.line) or "").split("\n")
        if fixed != [""] and len(fixed) == instruction.last_line - instruction.line + 1:
            lines[instruction.line - 1 : instruction.last_line] = fixed
    if lines == list(file.mended) or len(lines) > MAX_LINES:
        return
    told = {(remark.id, remark.line) for remark in found}
    again = judge("dockerfile", parse_dockerfile("\n".join(lines), reference))
    yield from (replace(remark, fixed=None) for remark in again if (remark.id, remark.line) not in told)


def _snippets(mended: MendedDockerfile | None) -> Iterator[Snippet]:
    """The file mended where it is short, else the lines that change."""
    if mended is None:
        return
    if mended.text.count("\n") <= _MAX_WHOLE:
        yield Snippet(mask(mended.text), "dockerfile", mended_caption(mended.left))
        return
    shown = mended.changes[:_MAX_CHANGES]
    numbers = ", ".join(
        f"{change.first}–{change.last}" if change.last > change.first else str(change.first) for change in shown
    )
    yield Snippet(
        mask("\n".join(line for change in shown for line in change.lines)),
        "dockerfile",
        Text(ru=f"Исправленные строки ({numbers})", en=f"Lines mended ({numbers})"),
    )


def _related(file: Dockerfile, base: Base, remarks: Sequence[Remark]) -> Iterator[str]:
    present = {instruction.name for instruction in file.instructions}
    names = [f"dockerfile-{name.lower()}" for name in _BUTTONS if name in present]
    if any(remark.id in ("shell-form-entrypoint", "shell-form-command") for remark in remarks):
        names.insert(0, "dockerfile-exec-vs-shell-form")
    if len(file.stages) > 1:
        names.insert(0, "multi-stage-build")
    yield from [name for name in names if base.get(name) is not None][:3]
