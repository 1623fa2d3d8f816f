"""A here-document without its closing word."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.dockerfile_parser import Dockerfile
from bot.pasted.model import Kind, Remark, Severity

ID = "unclosed-heredoc"
SEVERITY: Severity = "fault"
KIND: Kind = "dockerfile"
TRIGGERS = "FROM debian:13-slim\nRUN <<EOF\necho a\n"
NEAR_MISS = "FROM debian:13-slim\nRUN <<EOF\necho a\nEOF\n"


def check(file: Dockerfile) -> Iterator[Remark]:
    """Yield a remark for each."""
    for instruction in file.instructions:
        for heredoc in instruction.heredocs:
            if not heredoc.closed:
                yield Remark(
                    ID,
                    SEVERITY,
                    Text(
                        ru=f"нет закрывающей строки `{heredoc.name}`: весь файл до конца стал текстом команды",
                        en=f"the closing line `{heredoc.name}` is missing: the rest of the file became the command",
                    ),
                    instruction.line,
                    mend=Text(
                        ru=f"отдельной строкой, без отступа: `{heredoc.name}`",
                        en=f"on a line of its own, not indented: `{heredoc.name}`",
                    ),
                )
