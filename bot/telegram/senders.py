"""Who may bring an update by webhook: who knows the secret, and, where the operator wants it, comes from Telegram."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

Network = IPv4Network | IPv6Network

#: From where Telegram sends updates (core.telegram.org/bots/webhooks, «An open port»).
TELEGRAM: tuple[Network, ...] = (ip_network("149.154.160.0/20"), ip_network("91.108.4.0/22"))


def derived_secret(token: str, url: str) -> str:
    """The secret where the operator set none: every replica makes the same of the token, and nobody else can.

    A setting that may be forgotten would be a webhook that anyone may feed; the token is there already.
    """
    return hmac.new(token.encode(), f"webhook secret of {url}".encode(), hashlib.sha256).hexdigest()


def same(given: str, secret: str) -> bool:
    """Whether a secret is the right one, in a time that does not tell how much of it is."""
    return hmac.compare_digest(given.encode("utf-8", "surrogateescape"), secret.encode())


class Senders:
    """The addresses that may send. networks: none means any; proxies: whose last X-Forwarded-For is believed.

    Of that header only what a known proxy added itself, the last address, says something: the rest of it anyone can
    write.
    """

    def __init__(self, networks: Sequence[Network], proxies: Sequence[Network]) -> None:
        self._networks = networks
        self._proxies = proxies

    def allows(self, peer: str | None, forwarded: Sequence[str]) -> bool:
        """Whether an update may come from a connection's other end, with the X-Forwarded-For headers that it sent."""
        if not self._networks:
            return True
        address = _address(peer)
        if _within(address, self._proxies):
            address = _address(forwarded[-1].rpartition(",")[2] if forwarded else None)
        return _within(address, self._networks)


def _address(text: str | None) -> IPv4Address | IPv6Address | None:
    try:
        address = ip_address((text or "").strip())
    except ValueError:
        return None
    return (address.ipv4_mapped or address) if isinstance(address, IPv6Address) else address


def _within(address: IPv4Address | IPv6Address | None, networks: Sequence[Network]) -> bool:
    return address is not None and any(address in network for network in networks)
