"""``&&`` or ``$NAME`` in a list of words, which no shell reads."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.dockerfile_parser import Dockerfile
from bot.pasted.model import Kind, Remark, Severity
from bot.text.masking import mask

ID = "shell-signs-in-exec-form"
SEVERITY: Severity = "fault"
KIND: Kind = "dockerfile"
TRIGGERS = (
    'FROM debian:13-slim\nUSER app\nCMD ["migrate", "&&", "serve"]\n',
    'FROM debian:13-slim\nUSER app\nENTRYPOINT ["serve", "--port", "$PORT"]\n',
    'FROM node:24\nUSER node\nENTRYPOINT ["node", "server.js"]\nCMD ["--port", "$PORT"]\n',
    'FROM node:24\nUSER node\nCMD ["npm", "start", "&"]\n',
    'FROM node:24\nUSER node\nCMD ["NODE_ENV=production", "node", "server.js"]\n',
)
NEAR_MISS = (
    'FROM debian:13-slim\nUSER app\nCMD ["sh", "-c", "migrate && serve --port $PORT"]\n',
    'FROM nginx:1.29\nCMD ["nginx", "-g", "daemon off;"]\n',
    'FROM debian:13-slim\nUSER app\nENTRYPOINT ["awk", "{print $1}"]\n',
    'FROM debian:13-slim\nUSER app\nENTRYPOINT ["/entrypoint.sh"]\nCMD ["$HOME"]\n',
)

_SIGNS = frozenset({"&&", "||", "|", ";", ">", ">>", "<", "2>&1", "&"})
_VARIABLE = re.compile(r"\$(?:\{[A-Za-z_]\w{0,80}(?::-[^}]{0,80})?\}|[A-Za-z_]\w{0,80})")
#: Programs that read such signs themselves.
_SHELLS = frozenset(
    {"sh", "bash", "ash", "dash", "zsh", "cmd", "cmd.exe", "powershell", "pwsh", "powershell.exe", "eval"}
)


#: Programs that take their arguments as they stand.
_LITERAL = frozenset(
    {"node", "python", "python3", "java", "dotnet", "php", "ruby", "npm", "yarn", "uvicorn", "gunicorn", "npx", "bun"}
)


def check(file: Dockerfile) -> Iterator[Remark]:
    """Yield a remark for each."""
    for stage in file.stages:
        started = list(stage.find("ENTRYPOINT"))
        for instruction in stage.find("CMD", "ENTRYPOINT"):
            words = instruction.words
            if not words or any(word.rpartition("/")[2] in _SHELLS for word in words[:3]):
                continue
            given = instruction.name == "CMD" and bool(started)
            if given and not ((entry := started[-1].words) and entry[0].rpartition("/")[2] in _LITERAL):
                continue  # arguments, which a script may read as it likes
            if not given and re.match(r"[A-Z_][A-Z0-9_]{0,60}=", words[0]):
                shown = json.dumps(list(words[1:]), ensure_ascii=False)
                yield Remark(
                    ID,
                    SEVERITY,
                    Text(
                        ru=f"`{mask(words[0])[:60]}` в списке — имя программы: переменную здесь не задать",
                        en=f"`{mask(words[0])[:60]}` in a list is a program's name: no variable is set here",
                    ),
                    instruction.line,
                    mend=Text(ru="отдельной строкой: `ENV ИМЯ=значение`", en="on a line of its own: `ENV NAME=value`"),
                    fixed=f"ENV {words[0]}\n{instruction.keyword} {shown}" if words[1:] else None,
                )
                continue
            sign = next((word for word in words if word in _SIGNS), None)
            variable = next((match[0] for word in words if (match := _VARIABLE.search(word))), None)
            if sign is None and variable is None:
                continue
            script = " ".join(words) if sign else "exec " + " ".join(words)
            fixed = json.dumps(["sh", "-c", script], ensure_ascii=False)
            if sign in ("&", ";") and words[-1] == sign and words.count(sign) == 1:
                fixed = json.dumps(words[:-1], ensure_ascii=False)  # behind the last word it does nothing but harm
            yield Remark(
                ID,
                SEVERITY,
                Text(
                    ru=f"`{sign or variable}` в списке останется буквами: без оболочки "
                    + ("команды не соединяются" if sign else "переменная не подставится"),
                    en=f"`{sign or variable}` stays letters in a list: without a shell "
                    + ("commands are not joined" if sign else "no variable is put in"),
                ),
                instruction.line,
                mend=Text(ru='через оболочку: `["sh", "-c", "…"]`', en='through a shell: `["sh", "-c", "…"]`'),
                fixed=f"{instruction.keyword} {fixed}" if not given else None,
            )
