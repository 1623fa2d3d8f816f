"""The compose file for replicas, as the real docker compose resolves it together with the one for a single bot."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import COMPOSE, ROOT

FILES = ("docker-compose.yml", "docker-compose.scale.yml")


def resolve(folder: Path, domain: str | None = "bot.example.org") -> subprocess.CompletedProcess[str]:
    for name in (*FILES, "Dockerfile"):
        (folder / name).write_bytes((ROOT / name).read_bytes())
    lines = [f"DOMAIN={domain}\n"] if domain else []
    example = (ROOT / ".env.example").read_text(encoding="utf-8").splitlines(keepends=True)
    lines += [line for line in example if not line.startswith("DOMAIN=")]
    (folder / ".env").write_text("".join(lines), encoding="utf-8")
    files = [part for name in FILES for part in ("-f", name)]
    return subprocess.run(
        [COMPOSE, *files, "config", "--format", "json"], cwd=folder, capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="module")
def config(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    done = resolve(tmp_path_factory.mktemp("host"))
    assert (done.returncode, done.stderr) == (0, "")
    return dict(json.loads(done.stdout))


def test_without_a_domain_one_is_told_so(tmp_path: Path) -> None:
    done = resolve(tmp_path, domain=None)
    assert done.returncode != 0
    assert "DOMAIN" in done.stderr
    assert "put into .env" in done.stderr


def test_every_service_keeps_what_we_teach(config: dict[str, Any]) -> None:
    assert set(config["services"]) == {"bot", "proxy", "valkey"}
    for name, service in config["services"].items():
        assert service["restart"] == "unless-stopped", name
        assert service["read_only"] is True, name
        assert service["cap_drop"] == ["ALL"], name
        assert service.get("cap_add", []) == (["NET_BIND_SERVICE"] if name == "proxy" else []), name
        assert service["security_opt"] == ["no-new-privileges:true"], name
        assert int(service["mem_limit"]) > 0, name
        assert int(service["pids_limit"]) > 0, name
        assert service["logging"]["options"]["max-size"], name
        assert not service.get("privileged"), name
        assert "container_name" not in service, f"{name} could not be scaled"
        if name != "bot":  # the bot's image has its own
            assert service["healthcheck"]["test"], name
            assert re.search(r":\d+\.\d+\.\d+-alpine$", service["image"]), "pinned by version"


def test_only_the_proxy_is_published_and_valkey_has_no_way_out(config: dict[str, Any]) -> None:
    services = config["services"]
    published = {port["published"] for port in services["proxy"]["ports"]}
    assert published == {"80", "443"}
    assert not services["bot"].get("ports")
    assert not services["valkey"].get("ports")
    assert set(services["valkey"]["networks"]) == {"inside"}
    assert set(services["proxy"]["networks"]) == {"front"}
    assert set(services["bot"]["networks"]) == {"front", "inside"}
    assert config["networks"]["inside"]["internal"] is True
    assert not config["networks"]["front"].get("internal")


def test_a_replica_has_no_state_of_its_own(config: dict[str, Any]) -> None:
    bot = config["services"]["bot"]
    assert not bot.get("volumes")
    assert bot["environment"]["WEBHOOK_URL"] == "https://bot.example.org/telegram"
    assert bot["environment"]["REDIS_URL"] == "redis://valkey:6379/0"
    assert bot["depends_on"]["valkey"]["condition"] == "service_healthy"
    assert config["services"]["proxy"]["depends_on"]["bot"]["condition"] == "service_started"


def test_valkey_writes_down_what_it_holds_and_never_evicts_the_journal(config: dict[str, Any]) -> None:
    valkey = config["services"]["valkey"]
    command = valkey["command"]
    options = dict(zip(command[1::2], command[2::2], strict=True))
    assert options["--appendonly"] == "yes"
    # The journal has no time to live; by the time left (volatile-ttl) the claims on updates in hand would go first.
    assert options["--maxmemory-policy"] in ("noeviction", "volatile-lru")
    maximum = int(options["--maxmemory"].removesuffix("mb")) * 1024 * 1024
    assert int(valkey["mem_limit"]) >= 2 * maximum
    assert [(volume["type"], volume["target"]) for volume in valkey["volumes"]] == [("volume", "/data")]


def test_the_real_redis_takes_these_options(config: dict[str, Any], tmp_path: Path) -> None:
    command = config["services"]["valkey"]["command"]
    done = subprocess.run(
        [ROOT / "scripts" / "redis-server", *command[1:], "--dir", tmp_path, "--port", "0"],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    # With no port to listen on it says so after it has read all its options, and ends.
    assert "Configured to not listen anywhere" in done.stdout, done.stdout


def test_the_proxy_passes_on_what_the_bot_waits_for(config: dict[str, Any]) -> None:
    from bot.telegram.senders import TELEGRAM
    from bot.telegram.webhook import HANDLING_PATIENCE

    text = (ROOT / "deploy" / "Caddyfile").read_text(encoding="utf-8")
    bot, proxy = config["services"]["bot"], config["services"]["proxy"]
    networks = " ".join(map(str, TELEGRAM))
    assert proxy["environment"] == {"DOMAIN": "bot.example.org", "TELEGRAM_NETWORKS": networks}
    assert f"{{$TELEGRAM_NETWORKS:{networks}}}" in text
    assert re.search(r"^\{\$DOMAIN\} \{", text, re.MULTILINE)
    assert bot["environment"]["WEBHOOK_URL"].endswith("/telegram")
    assert re.search(r"^\s+path /telegram$", text, re.MULTILINE)
    assert re.search(rf"name bot\n\s+port {bot['environment']['WEBHOOK_PORT']}$", text, re.MULTILINE)
    waits = re.search(r"response_header_timeout (\d+)s", text)
    assert waits
    assert int(waits[1]) > HANDLING_PATIENCE
    mounts = {volume["target"]: volume for volume in proxy["volumes"]}
    assert mounts["/etc/caddy/Caddyfile"]["read_only"] is True
    assert mounts["/data"]["type"] == "volume", "certificates outlive the container"
