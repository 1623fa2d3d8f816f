"""A shell form written as an exec form."""

from __future__ import annotations

import json
import shlex

from bot.pasted.dockerfile_parser import Instruction


def exec_form(instruction: Instruction) -> str | None:
    """``CMD app --port 80`` as ``CMD ["app", "--port", "80"]``; None where its quotes do not close."""
    if any(sign in instruction.value for sign in ("&&", "||", "|", ";", ">", "<", "`", "$")):
        words = ["sh", "-c", f"exec {instruction.value}" if instruction.value.count("&") == 0 else instruction.value]
    else:
        try:
            words = shlex.split(instruction.value)
        except ValueError:
            return None
    return f"{instruction.keyword} {json.dumps(words, ensure_ascii=False)}"
