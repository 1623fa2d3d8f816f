"""Whether a variable of a file carries a secret in clear: by its name and its value."""

from __future__ import annotations

import re

from bot.pasted.values.environment import is_secret

#: Ends of names that speak of a secret without being one: PASSWORD_MIN_LENGTH, TOKEN_TTL.
_ABOUT = re.compile(
    r"_(?:MIN|MAX|LENGTH|LEN|TTL|TIMEOUT|AGE|EXPIRES?|EXPIRY|EXPIRATION|LIFETIME|COUNT|LIMIT|SIZE|POLICY|ALGORITHM|ALGO"
    r"|TYPE|NAME|ID|URL|URI|ENDPOINT|ISSUER|AUDIENCE|HEADER|FIELD|ENABLED|DISABLED|REQUIRED|FILE|PATH|DIR|HASHER|DRIVER"
    r"|METHOD|PROVIDER|PREFIX|ROTATION|INTERVAL|VALIDITY|SECONDS|MINUTES|HOURS|DAYS"
    r"|ITERATIONS|ROUNDS|COST|STRENGTH|HINT|RESET|CHANGE|VERSION|HISTORY|MODE|FORMAT|SCOPES?|ROLE|HASH_ALGO|DIGITS"
    r"|LANGUAGE|LOCALE|HOSTNAME|HOST|PORT|DOMAIN|ADDRESS|REGION|LEVEL|EMAIL|USER|USERNAME|INTERFACE|ORIGIN|REALM|BACKEND)$",
    re.IGNORECASE,
)
_CREDENTIALS = re.compile(r"://[^\s/@]{0,200}:[^\s/@]{1,200}@")


def holds_secret(name: str, value: str | None) -> bool:
    """Whether the value is a secret that should not stand in a file; a reference to one (``${NAME}``) is none."""
    if _ABOUT.search(name) and not _CREDENTIALS.search(value or ""):
        return False
    return is_secret(name, value)
