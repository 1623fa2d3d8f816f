"""``python -m tests.server``: the Bot API server on a free port of 127.0.0.1; the port is its first line of output."""

from __future__ import annotations

import asyncio
import sys

from aiohttp import web

from tests.server.app import make_app


async def _main() -> None:
    runner = web.AppRunner(make_app(), access_log=None, shutdown_timeout=0.2)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = site._server.sockets[0].getsockname()[1]  # type: ignore[union-attr]
    sys.stdout.write(f"{port}\n")
    sys.stdout.flush()
    await asyncio.Event().wait()


if __name__ == "__main__":
    try:
        asyncio.run(_main())
    except KeyboardInterrupt:
        pass
