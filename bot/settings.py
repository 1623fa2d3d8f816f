"""The environment (and .env) as one frozen, typed object."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.knowledge.base import default_folder

#: A bot's id, a colon, a secret; whether the token is right only Telegram can tell.
_TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]+")


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

    @field_validator("journal_path", mode="before")
    @classmethod
    def _journal_path(cls, value: Any) -> Any:
        text = str(value or "").strip()
        if text.lower() in ("off", "none"):
            return None
        return Path(text) if text else default_journal()


class Settings(JournalSettings):
    """What the operator may set; README's table says the same."""

    bot_token: SecretStr = Field(description="the token that @BotFather gave")
    bot_api_url: str | None = Field(default=None, description="address of a self-hosted Bot API server")
    knowledge_dir: Path = Field(default_factory=default_folder, description="folder of the knowledge base")
    log_level: str = Field(default="INFO", description="DEBUG, INFO, WARNING or ERROR")
    rich_messages: Literal["on", "off"] = Field(
        default="on", description="on: tables, headings and pictures in one message; off: classic messages only"
    )
    user_limit: int = Field(default=30, ge=1, description="questions and button presses of one person a minute")
    group_limit: int = Field(default=20, ge=1, description="answers in one group a minute")
    stop_timeout: float = Field(default=8.0, gt=0, description="seconds to finish answers in hand on stop")
    admin_ids: Annotated[frozenset[int], NoDecode] = Field(
        default=frozenset(), description="Telegram ids, with commas, of those who may use /stats and /misses"
    )

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

    @field_validator("rich_messages", mode="before")
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


def _load(kind: type[S]) -> S:
    try:
        return kind()  # filled from the environment
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False, include_context=False)[0]
        name = str(first["loc"][0]).upper() if first["loc"] else "settings"
        reason = (
            "is missing: put the token of @BotFather into .env or the environment"
            if first["type"] == "missing"
            else first["msg"].removeprefix("Value error, ")
        )
        raise SettingsError(f"{name} {reason}") from None
