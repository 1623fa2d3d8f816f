"""A capability that the kernel does not know: the container does not start."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.knowledge.grammar import nearest
from bot.pasted.compose_file import ComposeFile
from bot.pasted.line_kinds import words
from bot.pasted.model import Kind, Remark, Severity
from bot.pasted.remarks._compose_lines import with_value
from bot.pasted.values.identity import capability

ID = "unknown-capability"
SEVERITY: Severity = "fault"
KIND: Kind = "compose"
TRIGGERS = ("services:\n  vpn:\n    image: acme/vpn:1\n    cap_add:\n      - NET_ADMIM\n",)
NEAR_MISS = (
    "services:\n  vpn:\n    image: acme/vpn:1\n    cap_add: [NET_ADMIN, CAP_SYS_MODULE, all, bpf]\n",
    "services:\n  vpn:\n    image: acme/vpn:1\n    cap_add: ['${CAP}']\n",
)

#: Of capabilities(7), without CAP_.
_KNOWN = words(
    """
    ALL AUDIT_CONTROL AUDIT_READ AUDIT_WRITE BLOCK_SUSPEND BPF CHECKPOINT_RESTORE CHOWN DAC_OVERRIDE DAC_READ_SEARCH
    FOWNER FSETID IPC_LOCK IPC_OWNER KILL LEASE LINUX_IMMUTABLE MAC_ADMIN MAC_OVERRIDE MKNOD NET_ADMIN
    NET_BIND_SERVICE NET_BROADCAST NET_RAW PERFMON SETFCAP SETGID SETPCAP SETUID SYSLOG SYS_ADMIN SYS_BOOT SYS_CHROOT
    SYS_MODULE SYS_NICE SYS_PACCT SYS_PTRACE SYS_RAWIO SYS_RESOURCE SYS_TIME SYS_TTY_CONFIG WAKE_ALARM
    """
)


def check(file: ComposeFile) -> Iterator[Remark]:
    """Yield a remark for each."""
    for service in file.services.values():
        for key in ("cap_add", "cap_drop"):
            value = service.get(key)
            for node in value.scalars() if value is not None and value.kind == "sequence" else ():
                if capability(node.value) in _KNOWN or "$" in node.value:
                    continue
                near = nearest(capability(node.value), _KNOWN)
                yield Remark(
                    ID,
                    SEVERITY,
                    Text(
                        ru=f"права `{node.value[:40]}` у ядра нет: контейнер не запустится",
                        en=f"the kernel has no capability `{node.value[:40]}`: the container does not start",
                    ),
                    node.line,
                    node.column,
                    Text(ru=f"похоже на `{near}`", en=f"`{near}` is near") if near else None,
                    fixed=with_value(file.line(node.line), node.column, node.value, near) if near else None,
                )
