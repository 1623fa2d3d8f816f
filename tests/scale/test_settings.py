"""The settings of the webhook: what is wrong is one line that names the setting and tells no secret."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.settings import SettingsError, load_settings
from bot.telegram.senders import derived_secret
from tests.conftest import ROOT


@pytest.fixture(autouse=True)
def _nowhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BOT_TOKEN", "1:a")
    for name in [name for name in os.environ if name.startswith("WEBHOOK_")]:
        monkeypatch.delenv(name)


@pytest.mark.parametrize(
    ("environment", "line"),
    [
        ({"WEBHOOK_URL": "http://bot.example.org/"}, "WEBHOOK_URL must be like https://"),
        ({"WEBHOOK_URL": "https://"}, "WEBHOOK_URL must be like https://"),
        ({"WEBHOOK_URL": "https://bot.example.org/?a=b"}, "WEBHOOK_URL must be like https://"),
        ({"WEBHOOK_SECRET": "x" * 15}, "WEBHOOK_SECRET must be 16 to 256 of"),
        ({"WEBHOOK_SECRET": "x" * 257}, "WEBHOOK_SECRET must be 16 to 256 of"),
        ({"WEBHOOK_SECRET": "x" * 20 + "!"}, "WEBHOOK_SECRET must be 16 to 256 of"),
        ({"WEBHOOK_SECRET": "x" * 16, "WEBHOOK_SECRET_FILE": "x"}, "are both set"),
        ({"WEBHOOK_SECRET_FILE": "nowhere"}, "WEBHOOK_SECRET_FILE nowhere cannot be read: No such file"),
        ({"WEBHOOK_SECRET_FILE": os.devnull}, f"WEBHOOK_SECRET_FILE {os.devnull} is empty"),
        ({"WEBHOOK_PROXIES": "the proxy"}, "WEBHOOK_PROXIES must be addresses or networks"),
        ({"WEBHOOK_NETWORKS": "all"}, "WEBHOOK_NETWORKS "),
        ({"WEBHOOK_PORT": "0"}, "WEBHOOK_PORT "),
        ({"WEBHOOK_PORT": "65536"}, "WEBHOOK_PORT "),
    ],
)
def test_what_is_wrong_is_one_line(environment: dict[str, str], line: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as caught:
        load_settings()
    assert line in str(caught.value)
    assert "\n" not in str(caught.value)
    assert "xxxxxxxxxxxxxxx" not in str(caught.value)


@pytest.mark.parametrize("length", [16, 256])
def test_a_secret_of_the_limits_is_taken(length: int, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("WEBHOOK_SECRET", "x" * length)
    settings = load_settings()
    assert settings.webhook_secret
    assert settings.webhook_secret.get_secret_value() == "x" * length
    assert "xxx" not in repr(settings)
    monkeypatch.delenv("WEBHOOK_SECRET")
    (tmp_path / "secret").write_text("y" * length + "\n", encoding="utf-8")
    monkeypatch.setenv("WEBHOOK_SECRET_FILE", "secret")
    settings = load_settings()
    assert settings.webhook_secret
    assert settings.webhook_secret.get_secret_value() == "y" * length


def test_nothing_set_is_polling(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("WEBHOOK_URL", "WEBHOOK_SECRET", "WEBHOOK_SECRET_FILE", "WEBHOOK_PROXIES"):
        monkeypatch.setenv(name, "")
    settings = load_settings()
    assert (settings.webhook_url, settings.webhook_secret, settings.webhook_proxies) == (None, None, ())


def test_the_path_is_the_addresss_own(monkeypatch: pytest.MonkeyPatch) -> None:
    for url, path in (("https://a.example", "/"), ("https://a.example/", "/"), ("https://a.example/b/c", "/b/c")):
        monkeypatch.setenv("WEBHOOK_URL", url)
        assert load_settings().webhook_path == path


def test_replicas_derive_one_secret_and_another_token_another() -> None:
    secret = derived_secret("1:a", "https://a.example/")
    assert secret == derived_secret("1:a", "https://a.example/")
    assert len({secret, derived_secret("1:b", "https://a.example/"), derived_secret("1:a", "https://b.example/")}) == 3


def test_a_bot_alone_loads_nothing_of_this(tmp_path: Path) -> None:
    program = (
        "import asyncio, sys\n"
        "import bot.__main__, bot.telegram.polling\n"
        "from bot.settings import load_settings\n"
        "from bot.telegram.app import make_dispatcher\n"
        "from bot.wiring import running\n"
        "async def main():\n"
        "    async with running(load_settings()) as services:\n"
        "        make_dispatcher(services)\n"
        "asyncio.run(main())\n"
        "print([name for name in ('redis', 'bot.telegram.webhook', 'bot.telegram.shared') if name in sys.modules])\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "JOURNAL_PATH": str(tmp_path / "journal"), "REDIS_URL": ""}
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout == "[]\n"
