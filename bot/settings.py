"""The environment (and .env) as one frozen, typed object."""

from __future__ import annotations

import re
from pathlib import Path

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.knowledge.base import default_folder

#: A bot's id, a colon, a secret; whether the token is right only Telegram can tell.
_TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]+")


class SettingsError(Exception):
    """A setting is missing or wrong; the message is one line for the operator, without secrets."""


class Settings(BaseSettings):
    """What the operator may set; README's table says the same."""

    model_config = SettingsConfigDict(env_file=".env", env_file_encoding="utf-8", extra="ignore", frozen=True)

    bot_token: SecretStr = Field(description="the token that @BotFather gave")
    bot_api_url: str | None = Field(default=None, description="address of a self-hosted Bot API server")
    knowledge_dir: Path = Field(default_factory=default_folder, description="folder of the knowledge base")
    log_level: str = Field(default="INFO", description="DEBUG, INFO, WARNING or ERROR")
    stop_timeout: float = Field(default=8.0, gt=0, description="seconds to finish answers in hand on stop")

    @field_validator("bot_token")
    @classmethod
    def _token(cls, value: SecretStr) -> SecretStr:
        text = value.get_secret_value().strip()
        if not text:
            raise ValueError("is empty: put the token of @BotFather into .env or the environment")
        if not _TOKEN.fullmatch(text):
            raise ValueError("does not look like 123456789:AA…; copy it from @BotFather again")
        return SecretStr(text)

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
    try:
        return Settings()  # filled from the environment
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False, include_context=False)[0]
        name = str(first["loc"][0]).upper() if first["loc"] else "settings"
        reason = (
            "is missing: put the token of @BotFather into .env or the environment"
            if first["type"] == "missing"
            else first["msg"].removeprefix("Value error, ")
        )
        raise SettingsError(f"{name} {reason}") from None
