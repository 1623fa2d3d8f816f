"""Who and what the program runs as: ``-u 1000:1000``, ``--cap-add``, ``--security-opt``, ``--platform``, signals."""

from __future__ import annotations

import re

from bot.knowledge.entry import Text

#: What the capabilities of everyday talk allow; the names are those of capabilities(7).
CAPABILITIES = {
    "ALL": Text(ru="все привилегии ядра", en="all capabilities of the kernel"),
    "SYS_ADMIN": Text(
        ru="почти root на хосте: монтирование и многое ещё", en="almost root on the host: mounting and more"
    ),
    "NET_ADMIN": Text(ru="настройка сети, маршрутов, iptables", en="set up networks, routes, iptables"),
    "NET_RAW": Text(ru="сырые пакеты (ping)", en="raw packets (ping)"),
    "NET_BIND_SERVICE": Text(ru="порты ниже 1024", en="ports below 1024"),
    "SYS_PTRACE": Text(ru="отладка чужих процессов (strace, gdb)", en="debug other processes (strace, gdb)"),
    "SYS_TIME": Text(ru="перевод часов хоста", en="set the host's clock"),
    "SYS_MODULE": Text(ru="загрузка модулей ядра хоста", en="load modules into the host's kernel"),
    "SYS_RAWIO": Text(ru="прямой доступ к железу", en="direct access to hardware"),
    "SYS_NICE": Text(ru="приоритеты процессов", en="priorities of processes"),
    "SYS_RESOURCE": Text(ru="превышение лимитов", en="go beyond limits"),
    "IPC_LOCK": Text(ru="закрепление страниц в памяти", en="lock pages in memory"),
    "CHOWN": Text(ru="смена владельца файлов", en="change owners of files"),
    "DAC_OVERRIDE": Text(ru="обход прав на файлы", en="bypass permissions of files"),
    "SETUID": Text(ru="смена пользователя", en="change the user"),
    "SETGID": Text(ru="смена группы", en="change the group"),
    "MKNOD": Text(ru="создание файлов устройств", en="make device files"),
    "AUDIT_WRITE": Text(ru="запись в журнал аудита", en="write the audit log"),
    "SYS_CHROOT": Text(ru="вызов chroot", en="call chroot"),
}


def capability(value: str) -> str:
    """A capability's name without CAP_, upper-case."""
    return value.upper().removeprefix("CAP_")


def explain_capability(value: str) -> Text | None:
    """What a capability allows."""
    return CAPABILITIES.get(capability(value))


def explain_user(value: str) -> Text:
    """``USER[:GROUP]`` by name or number."""
    if re.search(r"\$\(id -u\)|\$UID|\$\{UID\}|`id -u`", value):
        return Text(
            ru="ваш пользователь хоста: файлы в томах будут вашими",
            en="your user of the host: files in mounts are yours",
        )
    user, _, group = value.partition(":")
    if user in ("0", "root"):
        return Text(ru="root", en="root")
    kind_ru, kind_en = ("UID ", "UID ") if user.isdigit() else ("пользователь ", "the user ")
    group_kind_ru, group_kind_en = ("GID ", "GID ") if group.isdigit() else ("группа ", "the group ")
    return Text(
        ru=f"{kind_ru}{user}" + (f", {group_kind_ru}{group}" if group else ""),
        en=f"{kind_en}{user}" + (f", {group_kind_en}{group}" if group else ""),
    )


def explain_security(value: str) -> Text | None:
    """``--security-opt``."""
    name, _, content = re.sub(":", "=", value, count=1).partition("=")
    if value.startswith("no-new-privileges"):
        return Text(ru="процессы не смогут получить больше прав (setuid)", en="processes cannot gain rights (setuid)")
    if content == "unconfined":
        return Text(ru=f"защита {name} выключена", en=f"the protection {name} is off")
    if name in ("seccomp", "apparmor"):
        return Text(ru=f"профиль {name}: {content}", en=f"the {name} profile {content}")
    if name == "label":
        return Text(ru=f"метка SELinux: {content}", en=f"SELinux label: {content}")
    return None


def explain_platform(value: str) -> Text | None:
    """``linux/arm64``: one platform or several."""
    names = {
        "linux/amd64": ("обычный 64-битный ПК (x86-64)", "an ordinary 64-bit PC (x86-64)"),
        "linux/arm64": (
            "64-битный ARM (Apple silicon, Raspberry Pi 4 и новее)",
            "64-bit ARM (Apple silicon, Raspberry Pi 4 and later)",
        ),
        "linux/arm64/v8": ("64-битный ARM", "64-bit ARM"),
        "linux/arm/v7": ("32-битный ARM", "32-bit ARM"),
        "linux/386": ("32-битный x86", "32-bit x86"),
        "windows/amd64": ("Windows", "Windows"),
    }
    found = [names.get(item.strip().lower()) for item in value.split(",")]
    known = [item for item in found if item]
    if not known or len(known) != len(found):
        return None
    return Text(ru=", ".join(item[0] for item in known), en=", ".join(item[1] for item in known))


_SIGNALS = {
    "TERM": Text(ru="вежливая просьба завершиться", en="a polite request to end"),
    "KILL": Text(ru="убивает сразу, без завершения", en="kills at once"),
    "INT": Text(ru="как Ctrl+C", en="like Ctrl+C"),
    "HUP": Text(ru="часто: перечитать настройки", en="often: read the settings again"),
    "QUIT": Text(ru="завершение с дампом или мягкое (nginx)", en="end with a dump, or gracefully (nginx)"),
    "USR1": Text(ru="сигнал программы: см. её документацию", en="the program's own: see its documentation"),
    "USR2": Text(ru="сигнал программы: см. её документацию", en="the program's own: see its documentation"),
}
_NUMBERS = {"1": "HUP", "2": "INT", "3": "QUIT", "9": "KILL", "10": "USR1", "12": "USR2", "15": "TERM"}


def explain_signal(value: str) -> Text | None:
    """``SIGTERM``, ``TERM`` or ``15``."""
    return _SIGNALS.get(_NUMBERS.get(value, value.upper().removeprefix("SIG")))
