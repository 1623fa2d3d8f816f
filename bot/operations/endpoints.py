"""/healthz, /readyz and /metrics on an internal port: for the container's health check, a proxy, and Prometheus."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from aiohttp import web

from bot.operations.current import Current
from bot.operations.health import FRESH, Health
from bot.operations.metrics import Metrics

logger = logging.getLogger(__name__)
#: Seconds that Telegram has to answer when it is asked (less than who asks for readiness waits), and between two such
#: questions.
_PROBE_PATIENCE, _PROBE_PAUSE = 1.5, 10.0


class _Endpoints:
    def __init__(
        self, health: Health, metrics: Metrics, current: Current, probe: Callable[[], Awaitable[object]]
    ) -> None:
        self._health = health
        self._metrics = metrics
        self._current = current
        self._probe = probe
        self._probed = float("-inf")

    async def healthz(self, _: web.Request) -> web.Response:
        """The event loop turns: that this answers is the proof."""
        return web.json_response({"live": True})

    async def readyz(self, _: web.Request) -> web.Response:
        """The base is loaded and Telegram can be reached. What has been silent for long is asked first."""
        age, now = self._health.age(), asyncio.get_running_loop().time()
        if (age is None or age > FRESH) and now - self._probed > _PROBE_PAUSE:
            self._probed = now
            try:
                await asyncio.wait_for(self._probe(), _PROBE_PATIENCE)  # an answer is heard by who made the call
            except Exception as error:  # whatever it is, Telegram did not answer; that it did not is told below
                logger.debug("Telegram was asked for readiness: %s", type(error).__name__)
        fault, age = self._health.fault(), self._health.age()
        told = {"ready": fault is None, "fault": fault, "entries": len(self._current.assistant.base), "heard": age}
        return web.json_response(told, status=200 if fault is None else 503)

    async def metrics(self, _: web.Request) -> web.Response:
        """Prometheus' text format."""
        body, content_type = self._metrics.text()
        return web.Response(body=body, headers={"Content-Type": content_type})


@asynccontextmanager
async def serving(
    host: str,
    port: int | None,
    health: Health,
    metrics: Metrics,
    current: Current,
    probe: Callable[[], Awaitable[object]],
) -> AsyncIterator[None]:
    """Serve the endpoints meanwhile; port 0 takes any free one, None serves nothing.

    ``probe`` asks Telegram for anything; it is called when Telegram was silent for long. A port that is taken is one
    line in the log: a bot that answers people is worth more than its endpoints.
    """
    if port is None:
        yield
        return
    endpoints = _Endpoints(health, metrics, current, probe)
    app = web.Application()
    app.router.add_get("/healthz", endpoints.healthz)
    app.router.add_get("/readyz", endpoints.readyz)
    app.router.add_get("/metrics", endpoints.metrics)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
    await runner.setup()
    try:
        try:
            await web.TCPSite(runner, host, port).start()
        except OSError as error:
            logger.warning(
                "health: %s port %d cannot be used (%s); set HEALTH_PORT to another, or off", host, port, error.strerror
            )
        else:
            logger.info("health: http://%s:%d/readyz, /healthz, /metrics", host, runner.addresses[0][1])
        yield
    finally:
        await runner.cleanup()
