"""The environment (and .env) as one frozen, typed object."""

from __future__ import annotations

import os
import re
from ipaddress import ip_network
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.knowledge.base import default_folder

#: A bot's id, a colon, a secret; whether the token is right only Telegram can tell.
_TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]+")
#: JOURNAL_PATH=off, which holds beside a Redis too.
_OFF = Path("off")
#: setWebhook, secret_token: 1-256 of these characters; ours asks for enough of them not to be guessed.
_SECRET = re.compile(r"[A-Za-z0-9_-]{16,256}")


S = TypeVar("S", bound=BaseSettings)


class SettingsError(Exception):
    """A setting is missing or wrong; the message is one line for the operator, without secrets."""


def default_journal() -> Path | None:
    """The journal in the image's volume; None where there is no such folder to write to."""
    folder = Path("/data")
    return folder / "journal.sqlite3" if folder.is_dir() and os.access(folder, os.W_OK) else None


class JournalSettings(BaseSettings):
    """The settings that ``python -m bot journal`` needs: it runs without a token."""

    model_config = SettingsConfigDict(env_file=".env", env_file_encoding="utf-8", extra="ignore", frozen=True)

    journal_path: Path | None = Field(default_factory=default_journal, description="the journal's file; off: none")
    journal_days: int = Field(default=90, ge=1, le=36_500, description="days to keep questions and votes")
    journal_text: Literal["masked", "off"] = Field(
        default="masked", description="keep questions with their secrets masked, or only what was shown for them"
    )
    redis_url: SecretStr | None = Field(
        default=None, description="Redis or Valkey that replicas share: journal, talks, limits; empty: none"
    )

    @property
    def journal_store(self) -> Path | SecretStr | None:
        """Where the journal is kept: a file, or a Redis by its URL; None where there is none."""
        if self.journal_path == _OFF:
            return None
        return self.redis_url or self.journal_path

    @field_validator("redis_url", mode="before")
    @classmethod
    def _redis_url(cls, value: Any) -> Any:
        text = value.get_secret_value() if isinstance(value, SecretStr) else str(value or "").strip()
        if not text:
            return None
        try:
            parts = urlsplit(text)
            known = parts.scheme in ("redis", "rediss") and bool(parts.hostname) and parts.port != 0
            known = known or (parts.scheme == "unix" and bool(parts.path))
        except ValueError:  # the port; urllib would say it with the password
            known = False
        if not known:
            raise ValueError("must look like redis://host:6379/0, rediss://… or unix:///path")
        return SecretStr(text)

    @field_validator("journal_path", mode="before")
    @classmethod
    def _journal_path(cls, value: Any) -> Any:
        text = str(value or "").strip()
        if text.lower() in ("off", "none"):
            return _OFF
        return Path(text) if text else default_journal()


class HealthSettings(BaseSettings):
    """The settings that ``python -m bot health`` needs: it runs without a token."""

    model_config = SettingsConfigDict(env_file=".env", env_file_encoding="utf-8", extra="ignore", frozen=True)

    health_port: int | None = Field(
        default=8081, ge=0, le=65_535, description="port of /healthz, /readyz and /metrics; 0: any; off: none"
    )
    health_host: str = Field(default="127.0.0.1", description="address of that port; 0.0.0.0 for a Prometheus outside")

    @field_validator("health_port", mode="before")
    @classmethod
    def _port(cls, value: Any) -> Any:
        text = str(value).strip().lower()
        if text in ("off", "none", ""):
            return None
        if not re.fullmatch(r"[0-9]{1,5}", text):
            raise ValueError("must be a port (8081), 0 for any free one, or off")
        return int(text)


class Settings(JournalSettings, HealthSettings):
    """What the operator may set; README's table says the same."""

    bot_token: SecretStr = Field(description="the token that @BotFather gave")
    bot_token_file: Path | None = Field(default=None, description="a file that holds the token, instead of BOT_TOKEN")
    bot_api_url: str | None = Field(default=None, description="address of a self-hosted Bot API server")
    knowledge_dir: Path = Field(default_factory=default_folder, description="folder of the knowledge base")
    knowledge_reload: Literal["watch", "signal", "off"] = Field(
        default="watch", description="load an edit of the base when it is made, on SIGHUP only, or never"
    )
    log_level: str = Field(default="INFO", description="DEBUG, INFO, WARNING or ERROR")
    log_format: Literal["auto", "text", "json"] = Field(
        default="auto", description="auto: readable on a terminal, JSON elsewhere"
    )
    log_text: Literal["on", "off"] = Field(default="off", description="write questions, masked, into the log")
    rich_messages: Literal["on", "off"] = Field(
        default="on", description="on: tables, headings and pictures in one message; off: classic messages only"
    )
    user_limit: int = Field(default=30, ge=1, description="questions and button presses of one person a minute")
    group_limit: int = Field(default=20, ge=1, description="answers in one group a minute")
    stop_timeout: float = Field(default=8.0, gt=0, description="seconds to finish answers in hand on stop")
    admin_ids: Annotated[frozenset[int], NoDecode] = Field(
        default=frozenset(), description="Telegram ids, with commas, of those who may use /stats and /misses"
    )
    webhook_url: str | None = Field(
        default=None, description="https address that Telegram sends updates to; empty: long polling"
    )
    webhook_secret: SecretStr | None = Field(
        default=None, description="what proves that an update is Telegram's; empty: made of the token"
    )
    webhook_secret_file: Path | None = Field(default=None, description="a file that holds WEBHOOK_SECRET instead")
    webhook_host: str = Field(default="127.0.0.1", description="address to listen on; 0.0.0.0 in a container")
    webhook_port: int = Field(default=8080, ge=1, le=65_535, description="port to listen on, behind the proxy")
    webhook_networks: Literal["telegram", "off"] = Field(
        default="off", description="telegram: take updates from Telegram's own networks only"
    )
    webhook_proxies: Annotated[tuple[Any, ...], NoDecode] = Field(
        default=(), description="addresses or networks, with commas, of proxies whose last X-Forwarded-For is believed"
    )

    @model_validator(mode="before")
    @classmethod
    def _token_from_file(cls, data: Any) -> Any:
        """Compose and Kubernetes give a secret as a file: its content is the token."""
        path = str(data.get("bot_token_file") or "").strip()
        if not path:
            return {**data, "bot_token_file": None}
        token = data.get("bot_token") or ""
        if (token.get_secret_value() if isinstance(token, SecretStr) else str(token)).strip():
            raise ValueError("BOT_TOKEN and BOT_TOKEN_FILE are both set: leave one of them empty")
        try:
            with Path(path).open(encoding="utf-8") as file:
                content = file.read(1_000).strip()
        except (OSError, ValueError) as error:
            reason = error.strerror if isinstance(error, OSError) else "it is no text"
            raise ValueError(f"BOT_TOKEN_FILE {path} cannot be read: {reason}") from None
        if not _TOKEN.fullmatch(content):
            raise ValueError(f"BOT_TOKEN_FILE {path} does not hold a token like 123456789:AA… and nothing else")
        return {**data, "bot_token": content}

    @model_validator(mode="before")
    @classmethod
    def _secret_from_file(cls, data: Any) -> Any:
        path = str(data.get("webhook_secret_file") or "").strip()
        if not path:
            return {**data, "webhook_secret_file": None}
        if data.get("webhook_secret"):
            raise ValueError("WEBHOOK_SECRET and WEBHOOK_SECRET_FILE are both set: leave one of them empty")
        try:
            with Path(path).open(encoding="utf-8") as file:
                content = file.read(1_000).strip()
        except (OSError, ValueError) as error:
            reason = error.strerror if isinstance(error, OSError) else "it is no text"
            raise ValueError(f"WEBHOOK_SECRET_FILE {path} cannot be read: {reason}") from None
        if not content:
            raise ValueError(f"WEBHOOK_SECRET_FILE {path} is empty")
        return {**data, "webhook_secret": content}

    @field_validator("webhook_secret", mode="before")
    @classmethod
    def _secret(cls, value: Any) -> Any:
        text = value.get_secret_value() if isinstance(value, SecretStr) else str(value or "").strip()
        if text and not _SECRET.fullmatch(text):
            raise ValueError("must be 16 to 256 of A-Z, a-z, 0-9, _ and -: openssl rand -hex 32 makes one")
        return text or None

    @field_validator("webhook_url", mode="before")
    @classmethod
    def _webhook_url(cls, value: Any) -> Any:
        text = str(value or "").strip()
        parts = urlsplit(text)
        if text and (parts.scheme != "https" or not parts.hostname or parts.query or parts.fragment):
            raise ValueError("must be like https://bot.example.org/telegram: Telegram sends to https only")
        return text or None

    @field_validator("webhook_proxies", mode="before")
    @classmethod
    def _proxies(cls, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        try:
            return tuple(ip_network(part.strip()) for part in value.split(",") if part.strip())
        except ValueError:
            raise ValueError("must be addresses or networks with commas between them: 172.28.0.0/24") from None

    @property
    def webhook_path(self) -> str:
        """The path of ``webhook_url``: a proxy passes it on as it is."""
        return urlsplit(self.webhook_url or "").path or "/"

    @field_validator("bot_token")
    @classmethod
    def _token(cls, value: SecretStr) -> SecretStr:
        text = value.get_secret_value().strip()
        if not text:
            raise ValueError("is empty: put the token of @BotFather into .env or the environment")
        if not _TOKEN.fullmatch(text):
            raise ValueError("does not look like 123456789:AA…; copy it from @BotFather again")
        return SecretStr(text)

    @field_validator("admin_ids", mode="before")
    @classmethod
    def _admins(cls, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        parts = [part.strip() for part in value.split(",") if part.strip()]
        if not all(re.fullmatch(r"[0-9]{1,18}", part) for part in parts):
            raise ValueError("must be Telegram ids with commas between them: 123456789,987654321")
        return frozenset(map(int, parts))

    @field_validator("rich_messages", "log_text", mode="before")
    @classmethod
    def _switch(cls, value: Any) -> Any:
        text = str(value).strip().lower()
        return {"true": "on", "1": "on", "yes": "on", "false": "off", "0": "off", "no": "off"}.get(text, text)

    @field_validator("bot_api_url")
    @classmethod
    def _url(cls, value: str | None) -> str | None:
        if not value:
            return None
        if not value.startswith(("http://", "https://")):
            raise ValueError("must begin with http:// or https://")
        return value.rstrip("/")

    @field_validator("log_level")
    @classmethod
    def _level(cls, value: str) -> str:
        if value.upper() not in ("DEBUG", "INFO", "WARNING", "ERROR"):
            raise ValueError("must be DEBUG, INFO, WARNING or ERROR")
        return value.upper()


def load_settings() -> Settings:
    """Read the settings. Raises SettingsError with one line that names the setting and never its value."""
    return _load(Settings)


def load_journal_settings() -> JournalSettings:
    """Read the journal's settings alone. Raises SettingsError as ``load_settings`` does."""
    return _load(JournalSettings)


def load_health_settings() -> HealthSettings:
    """Read the health endpoints' settings alone. Raises SettingsError as ``load_settings`` does."""
    return _load(HealthSettings)


def _load(kind: type[S]) -> S:
    try:
        return kind()  # filled from the environment
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False, include_context=False)[0]
        name = str(first["loc"][0]).upper() + " " if first["loc"] else ""  # a message about several names them
        reason = (
            "is missing: put the token of @BotFather into .env or the environment"
            if first["type"] == "missing"
            else first["msg"].removeprefix("Value error, ")
        )
        raise SettingsError(f"{name}{reason}") from None
