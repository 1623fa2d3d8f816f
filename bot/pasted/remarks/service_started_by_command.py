"""CMD with ``service nginx start``: the service goes to the background, and the container ends or hangs on a tail."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.dockerfile_parser import Dockerfile
from bot.pasted.model import Kind, Remark, Severity

ID = "service-started-by-command"
SEVERITY: Severity = "fault"
KIND: Kind = "dockerfile"
TRIGGERS = (
    "FROM nginx:1.29\nCMD nginx\n",
    "FROM nginx:1.29\nCMD service nginx start && tail -f /dev/null\n",
    'FROM nginx:1.29\nCMD ["service", "nginx", "start"]\n',
    'FROM nginx:1.29\nENTRYPOINT ["systemctl", "start", "nginx"]\n',
)
NEAR_MISS = (
    'FROM nginx:1.29\nCMD ["nginx", "-g", "daemon off;"]\n',
    'FROM nginx:1.29\nCMD ["app", "--service", "web"]\n',
)

_START = re.compile(
    r"\b(?:service\s+[\w.@-]{1,40}\s+(?:re)?start|systemctl\s+(?:re)?start\s+[\w.@-]{1,40}|/etc/init\.d/\w)"
)


#: Programs that go to the background unless they are told not to.
_DAEMON = re.compile(r"(?:/usr/(?:local/)?s?bin/)?(?:nginx|apachectl(?: -k)? start|sshd|cron|vsftpd|httpd)")


def check(file: Dockerfile) -> Iterator[Remark]:
    """Yield a remark for each."""
    for stage in file.stages:
        for instruction in stage.find("CMD", "ENTRYPOINT"):
            script = " ".join(instruction.words) if instruction.words is not None else instruction.value
            found = _START.search(script) or _DAEMON.fullmatch(script.strip().removeprefix("exec "))
            if found is None:
                continue
            yield Remark(
                ID,
                SEVERITY,
                Text(
                    ru=f"`{found[0]}` уводит программу в фон: контейнер кончится сразу или не заметит её падения",
                    en=f"`{found[0]}` sends the program to the background: the container ends at once, "
                    "or does not see it fail",
                ),
                instruction.line,
                mend=Text(
                    ru='запускайте саму программу, не в фоне: `CMD ["nginx", "-g", "daemon off;"]`',
                    en='start the program itself, not in the background: `CMD ["nginx", "-g", "daemon off;"]`',
                ),
            )
