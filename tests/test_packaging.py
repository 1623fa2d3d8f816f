"""What the self-hoster gets: our compose file by the real docker compose, our Dockerfile by hadolint, the locks."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import COMPOSE, ROOT

BIN = Path(sys.executable).parent


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The bot's service as the real docker compose resolves it from our file, with .env.example as .env."""
    folder = tmp_path_factory.mktemp("host")
    for name in ("docker-compose.yml", "Dockerfile"):
        (folder / name).write_bytes((ROOT / name).read_bytes())
    (folder / ".env").write_bytes((ROOT / ".env.example").read_bytes())
    done = subprocess.run(
        [COMPOSE, "config", "--format", "json"], cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert not done.stderr, "compose warns about our file"
    config = json.loads(done.stdout)
    assert "data" in config["volumes"]
    bot = config["services"]["bot"]
    assert isinstance(bot, dict)
    return bot


def test_compose_file_keeps_what_we_teach(service: dict[str, Any]) -> None:
    assert service["restart"] == "unless-stopped"
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert "no-new-privileges:true" in service["security_opt"]
    assert service["init"] is True
    assert service["stop_grace_period"]
    assert int(service["mem_limit"]) > 0
    assert service["logging"]["options"]["max-size"]
    assert any(path.startswith("/tmp") for path in service["tmpfs"])  # noqa: S108
    assert [volume["type"] for volume in service["volumes"]] == ["volume"]
    assert not service.get("privileged")
    assert not service.get("ports")
    assert "BOT_TOKEN" in service["environment"]


def test_what_our_compose_file_offers_in_comments_is_whole(tmp_path: Path) -> None:
    """The token as a secret and the mounted knowledge, uncommented as its reader would."""
    text = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
    offered = re.sub(
        r"^( *)# (environment:|  BOT_TOKEN_FILE|secrets:|  - bot_token|- \./|  bot_token:|    file:)",
        r"\1\2",
        text,
        flags=re.MULTILINE,
    )
    (tmp_path / "docker-compose.yml").write_text(offered, encoding="utf-8")
    (tmp_path / ".env").write_text("BOT_TOKEN=\n", encoding="utf-8")
    (tmp_path / "bot_token.txt").write_text("1:a\n", encoding="utf-8")
    done = subprocess.run(
        [COMPOSE, "config", "--format", "json"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    bot = json.loads(done.stdout)["services"]["bot"]
    assert bot["environment"]["BOT_TOKEN_FILE"] == "/run/secrets/bot_token"
    assert [secret["source"] for secret in bot["secrets"]] == ["bot_token"]
    assert [volume["target"] for volume in bot["volumes"]] == ["/data", "/app/knowledge"]


def test_the_grace_period_is_longer_than_the_bots_own(service: dict[str, Any]) -> None:
    from bot.settings import Settings

    match = re.fullmatch(r"(\d+)s", service["stop_grace_period"])
    assert match
    assert int(match[1]) > Settings.model_fields["stop_timeout"].default


def test_dockerfile_passes_hadolint() -> None:
    done = subprocess.run(
        [BIN / "hadolint", "--config", ".hadolint.yaml", "Dockerfile"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, "")


def test_dockerfile_is_two_stages_non_root_exec_form_with_health() -> None:
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    stages = re.findall(r"^FROM (\S+)", text, re.MULTILINE)
    assert len(stages) == 2
    assert all(re.fullmatch(r"python:3\.\d+-slim", stage) for stage in stages), "a slim base pinned by version"
    final = text.rsplit("\nFROM ", 1)[1]
    assert re.search(r"^USER (?!root|0)", final, re.MULTILINE)
    assert re.search(r'^ENTRYPOINT \["', final, re.MULTILINE)
    assert "HEALTHCHECK" in final
    assert not re.search(r"\bgcc\b|build-essential|pip install", final)


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_locks_pin_with_hashes_and_name_no_index(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert "://" not in text
    assert "--index" not in text
    pins = re.findall(r"^([A-Za-z0-9_.\[\]-]+)==\S+", text, re.MULTILINE)
    assert pins
    blocks = re.split(r"^(?=[A-Za-z0-9])", text, flags=re.MULTILINE)[1:]
    assert [block.split("==")[0] for block in blocks if "--hash=sha256:" not in block] == []


def _canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_locks_hold_what_pyproject_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = {"requirements.lock": project["project"]["dependencies"]}
    wanted["requirements-dev.lock"] = [*wanted["requirements.lock"], *project["dependency-groups"]["dev"]]
    for name, dependencies in wanted.items():
        pins = dict(re.findall(r"^([A-Za-z0-9_.-]+)==([^\s;\\]+)", (ROOT / name).read_text("utf-8"), re.MULTILINE))
        pins = {key.lower().replace("_", "-"): value for key, value in pins.items()}
        for dependency in dependencies:
            package, _, version = dependency.partition("==")
            assert pins.get(_canonical(package)) == version


def test_ignore_file_lets_in_only_what_the_image_needs() -> None:
    lines = (ROOT / ".dockerignore").read_text(encoding="utf-8").split()
    assert "*" in lines
    assert {line for line in lines if line.startswith("!")} == {"!bot", "!knowledge", "!requirements.lock"}
