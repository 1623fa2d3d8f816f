"""Options of ``docker run`` and the keys of a compose service that say the same."""

from __future__ import annotations

from collections.abc import Mapping

#: option -> key: on or off.
FLAGS: Mapping[str, str] = {
    "init": "init",
    "interactive": "stdin_open",
    "oom-kill-disable": "oom_kill_disable",
    "privileged": "privileged",
    "read-only": "read_only",
    "tty": "tty",
    "use-api-socket": "use_api_socket",
}
#: option -> key: a text.
TEXTS: Mapping[str, str] = {
    "cgroup-parent": "cgroup_parent",
    "cgroupns": "cgroup",
    "cpus": "cpus",
    "cpuset-cpus": "cpuset",
    "cpu-period": "cpu_period",
    "cpu-quota": "cpu_quota",
    "cpu-rt-period": "cpu_rt_period",
    "cpu-rt-runtime": "cpu_rt_runtime",
    "domainname": "domainname",
    "hostname": "hostname",
    "ipc": "ipc",
    "isolation": "isolation",
    "mac-address": "mac_address",
    "memory": "mem_limit",
    "memory-reservation": "mem_reservation",
    "memory-swap": "memswap_limit",
    "name": "container_name",
    "pid": "pid",
    "platform": "platform",
    "restart": "restart",
    "runtime": "runtime",
    "shm-size": "shm_size",
    "stop-signal": "stop_signal",
    "user": "user",
    "userns": "userns_mode",
    "uts": "uts",
    "workdir": "working_dir",
}
#: option -> key: a whole number.
NUMBERS: Mapping[str, str] = {
    "cpu-count": "cpu_count",
    "cpu-percent": "cpu_percent",
    "cpu-shares": "cpu_shares",
    "memory-swappiness": "mem_swappiness",
    "oom-score-adj": "oom_score_adj",
    "pids-limit": "pids_limit",
}
#: option -> key: repeated, an item each.
LISTS: Mapping[str, str] = {
    "add-host": "extra_hosts",
    "cap-add": "cap_add",
    "cap-drop": "cap_drop",
    "device": "devices",
    "device-cgroup-rule": "device_cgroup_rules",
    "dns": "dns",
    "dns-opt": "dns_opt",
    "dns-option": "dns_opt",
    "dns-search": "dns_search",
    "env-file": "env_file",
    "expose": "expose",
    "group-add": "group_add",
    "label-file": "label_file",
    "link": "external_links",
    "security-opt": "security_opt",
    "tmpfs": "tmpfs",
}
#: option -> key under healthcheck.
HEALTH: Mapping[str, str] = {
    "health-cmd": "test",
    "health-interval": "interval",
    "health-retries": "retries",
    "health-start-interval": "start_interval",
    "health-start-period": "start_period",
    "health-timeout": "timeout",
}
#: option -> key under blkio_config, and what the number is called there.
BLOCK_DEVICES: Mapping[str, tuple[str, str]] = {
    "blkio-weight-device": ("weight_device", "weight"),
    "device-read-bps": ("device_read_bps", "rate"),
    "device-read-iops": ("device_read_iops", "rate"),
    "device-write-bps": ("device_write_bps", "rate"),
    "device-write-iops": ("device_write_iops", "rate"),
}
#: Options that say how the client starts the container, or that Compose has no key for.
NO_COUNTERPART: Mapping[str, tuple[str, str]] = {
    "rm": (
        "удалит `docker compose down`; разово — `docker compose run --rm`",
        "`docker compose down` removes; once: `docker compose run --rm`",
    ),
    "detach": ("это `docker compose up -d`", "that is `docker compose up -d`"),
    "attach": ("это делает `docker compose up`", "`docker compose up` does it"),
    "publish-all": ("перечислите порты в ports", "list the ports under ports"),
    "cidfile": ("ID покажет `docker compose ps -q`", "`docker compose ps -q` shows the ID"),
    "sig-proxy": ("свойство клиента", "a matter of the client"),
    "detach-keys": ("свойство клиента", "a matter of the client"),
    "quiet": ("свойство клиента", "a matter of the client"),
    "cpuset-mems": ("ключа нет", "no such key"),
    "kernel-memory": ("убрали из Docker", "removed from Docker"),
    "disable-content-trust": ("устарело", "superseded"),
    "umask": ("ключа нет", "no such key"),
    "io-maxbandwidth": ("только Windows, ключа нет", "Windows only, no such key"),
    "io-maxiops": ("только Windows, ключа нет", "Windows only, no such key"),
}
