"""Images of programs that look at the host, or serve its network, by design: what opens the host is their purpose."""

from __future__ import annotations

from bot.pasted.compose_file import Service

#: Last parts of the names of images that measure the host itself: its processes, disks and file systems.
_WATCHERS = frozenset(
    {
        "node-exporter",
        "node_exporter",
        "process-exporter",
        "smartctl-exporter",
        "cadvisor",
        "netdata",
        "glances",
        "telegraf",
        "alloy",
        "falco",
        "scrutiny",
        "beszel-agent",
        "opentelemetry-collector-contrib",
    }
)
#: Last parts of the names of images that find devices by broadcast, route, or bind many ports of the host.
_NETWORKED = frozenset(
    {
        "home-assistant",
        "homeassistant",
        "homebridge",
        "esphome",
        "plex",
        "pms-docker",
        "jellyfin",
        "emby",
        "embyserver",
        "matter-server",
        "python-matter-server",
        "otbr",
        "mdns-repeater",
        "avahi",
        "tailscale",
        "wireguard",
        "wg-easy",
        "gluetun",
        "zerotier",
        "netbird",
        "keepalived",
        "dnsmasq",
        "dhcpd",
        "roonserver",
        "snapserver",
        "minidlna",
        "samba-wsdd",
        "coturn",
        "jitsi-videobridge",
        "jvb",
        "livekit-server",
        "omada-controller",
        "unifi-network-application",
        "x-ui",
        "3x-ui",
        "mtproto-proxy",
    }
)


#: Last parts of the names of images that load the kernel's module for their tunnel.
_TUNNELS = frozenset({"wireguard", "wg-easy", "wg-portal", "netbird", "tailscale", "gluetun", "openvpn"})


def watches_host(service: Service) -> bool:
    """Whether the image is known for watching the host it runs on."""
    image = service.image
    return image is not None and (image.name in _WATCHERS or image.repository.endswith("datadog/agent"))


def routes_packets(service: Service) -> bool:
    """Whether the image is known for building tunnels with a module of the host's kernel."""
    return service.image is not None and service.image.name in _TUNNELS


def serves_host_network(service: Service) -> bool:
    """Whether the image is known for needing the host's network."""
    return watches_host(service) or (service.image is not None and service.image.name in _NETWORKED)
