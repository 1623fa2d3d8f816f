"""A file whose lines all begin at the margin: a chat has taken the indentation."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.compose_file import ComposeFile
from bot.pasted.model import Kind, Remark, Severity

ID = "lost-indentation"
SEVERITY: Severity = "fault"
KIND: Kind = "compose"
TRIGGERS = 'services:\nweb:\nimage: nginx:1.29\nports:\n- "8080:80"\n'
NEAR_MISS = (
    ("services:\n  web:\n    image: nginx:1.29\n"),
    ("volumes:\n  data:\nname: shop\n"),
)


def check(file: ComposeFile) -> Iterator[Remark]:
    """Yield a remark for each."""
    for fault in file.faults_of(ID):
        says = Text(
            ru="отступы потерялись: все строки начинаются с края. Так бывает, когда файл копируют из чата или с сайта",
            en="the indentation is lost: every line begins at the margin. Chats and web pages do that to a file",
        )
        if fault.detail:
            mend = Text(
                ru=f"восстановить сам не берусь: непонятно, куда относится строка {fault.detail}. "
                "Скопируйте файл заново или пришлите документом",
                en=f"I cannot restore it: it is not clear where line {fault.detail} belongs. "
                "Copy the file anew, or send it as a document",
            )
        else:
            mend = Text(
                ru="ниже файл с восстановленными отступами: проверьте его командой `docker compose config`",
                en="the file with its indentation restored stands below: check it with `docker compose config`",
            )
        yield Remark(ID, SEVERITY, says, fault.line, fault.column, mend)
