"""What Prometheus reads. Labels are closed sets: kinds of updates, outcomes, methods, classes of errors.

Never a user, a chat or a text: a label lives for ever, and each value of it is a series of its own.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    Info,
    PlatformCollector,
    ProcessCollector,
    disable_created_metrics,
    generate_latest,
)

from bot import __version__
from bot.reply import Reply

#: Seconds; the core needs milliseconds, a call of the Bot API tens of them, a 429 many seconds.
_CORE = (0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5)
_WHOLE = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60)


class Metrics:
    """The counters of one bot, in a registry of their own."""

    def __init__(self) -> None:
        disable_created_metrics()  # type: ignore[no-untyped-call]  # process_start_time_seconds tells it once
        registry = self._registry = CollectorRegistry()
        ProcessCollector(registry=registry)
        PlatformCollector(registry=registry)
        Info("docker_companion", "The running program", registry=registry).info({"version": __version__})
        self._updates = Counter(
            "docker_companion_updates", "Updates that were taken up, by type", ["type"], registry=registry
        )
        self._repeated = Counter(
            "docker_companion_updates_repeated", "Updates that came again and were passed over", registry=registry
        )
        self._replies = Counter(
            "docker_companion_replies", "Replies to questions, by outcome", ["outcome"], registry=registry
        )
        self._core = Histogram(
            "docker_companion_core_seconds", "From a text to its reply, in the core", buckets=_CORE, registry=registry
        )
        self._whole = Histogram(
            "docker_companion_reply_seconds",
            "From an update's arrival to its first answer being taken by Telegram",
            buckets=_WHOLE,
            registry=registry,
        )
        self._errors = Counter(
            "docker_companion_api_errors",
            "Calls of the Bot API that failed, by method and class of the error",
            ["method", "error"],
            registry=registry,
        )
        self._in_flight = Gauge("docker_companion_in_flight", "Updates that are being handled", registry=registry)
        self._base = Info("docker_companion_base", "The knowledge base that answers", registry=registry)
        self._entries = Gauge("docker_companion_base_entries", "Entries of the base", registry=registry)
        self._load = Gauge("docker_companion_base_load_seconds", "What loading the base took", registry=registry)
        self._loaded = Gauge(
            "docker_companion_base_loaded_timestamp_seconds", "When the base was loaded", registry=registry
        )
        self._reloads = Counter(
            "docker_companion_reloads", "Reloads of the base, by result", ["result"], registry=registry
        )
        for result in ("loaded", "refused"):  # a series that begins at 0 lets an alert see the first one
            self._reloads.labels(result)

    @contextmanager
    def handling(self, kind: str) -> Iterator[None]:
        """Count an update of a kind, and that it is in hand."""
        self._updates.labels(kind).inc()
        with self._in_flight.track_inprogress():
            yield

    def repeated(self) -> None:
        """Count an update that came again."""
        self._repeated.inc()

    def found(self, reply: Reply) -> None:
        """Count a reply to a question, and what it took in the core."""
        self._replies.labels(reply.outcome).inc()
        self._core.observe(reply.micros / 1e6)

    def replied(self, seconds: float) -> None:
        """Note how long an update waited for its first answer."""
        self._whole.observe(seconds)

    def failed(self, method: str, error: str) -> None:
        """Count a call of the Bot API that failed."""
        self._errors.labels(method, error).inc()

    def loaded(self, version: str, entries: int, seconds: float) -> None:
        """Note the base that answers from now on, and the seconds that loading it took."""
        self._base.info({"version": version})
        self._entries.set(entries)
        self._load.set(seconds)
        self._loaded.set(time.time())

    def reloaded(self, result: str) -> None:
        """Count a reload: ``loaded`` or ``refused``."""
        self._reloads.labels(result).inc()

    def text(self) -> tuple[bytes, str]:
        """Everything in Prometheus' text format, and its content type."""
        return generate_latest(self._registry), CONTENT_TYPE_LATEST
