"""A remark at its place in a script."""

from __future__ import annotations

from bot.knowledge.entry import Text
from bot.pasted.invocation import Script
from bot.pasted.model import Remark, Severity


def placed(
    script: Script,
    identifier: str,
    severity: Severity,
    start: int,
    says: Text,
    mend: Text | None = None,
    fixed: str | None = None,
) -> Remark:
    """A remark on what begins at an offset; the line and the column are told of it."""
    line_start = script.text.rfind("\n", 0, start) + 1
    return Remark(identifier, severity, says, script.line_of(start), start - line_start + 1, mend, fixed)


def code(text: str) -> str:
    """A word of the paste as Markdown code: one line, no backticks, cut where it is long."""
    shown = " ".join(text.replace("`", "'").split())
    return f"`{shown[:77]}…`" if len(shown) > 80 else f"`{shown}`"
