"""Hide secrets before a text is shown, logged or stored.

The order is cheap first: a scan for key words and marks, and only where one
stands a closer look. The marker is left alone by a second pass. What refers to
a secret without telling it (``${VAR}``, ``/run/secrets/…``) stays readable.
"""

from __future__ import annotations

import re

MARKER = "•••"

#: Tokens that are known by their own shape, by their issuers' documentation.
_TOKENS = re.compile(
    r"\b\d{8,10}:[A-Za-z0-9_-]{35}(?![A-Za-z0-9_-])"  # Telegram bots
    r"|\b(?:AKIA|ASIA)[0-9A-Z]{16}\b"  # AWS key ids
    r"|\bgh[pousr]_[A-Za-z0-9]{30,255}|\bgithub_pat_\w{20,255}"
    r"|\bgl(?:pat|dt|rt|ptt|cbt|soat)-[\w-]{16,255}"
    r"|\bdckr_[po]at_[\w-]{16,255}"
    r"|\bxox[abeoprs]-[\w-]{10,255}"
    r"|\bnpm_[A-Za-z0-9]{30,255}|\bpypi-AgE[\w-]{20,300}"
    r"|\bsk-[A-Za-z0-9_-]{20,255}|\b[rs]k_live_[A-Za-z0-9]{16,255}"
    r"|\bAIza[\w-]{35}|\bhf_[A-Za-z0-9]{30,255}|\bdop_v1_[a-f0-9]{40,255}"
    r"|\bSWMTKN-1-[\w-]{20,255}"
    r"|\beyJ[\w-]{8,399}\.[\w-]{8,399}\.[\w-]{0,399}"  # JSON web tokens
)
#: What a text must contain for a token to be looked for.
_TOKEN_MARKS = (
    ":AA",
    "AKIA",
    "ASIA",
    "gh",
    "gl",
    "dckr_",
    "xox",
    "npm_",
    "pypi-",
    "sk-",
    "k_live_",
    "AIza",
    "hf_",
    "dop_v1_",
    "SWMTKN-",
    "eyJ",
    ":",
)
#: The user's name stays, the password goes. A password may hold ``@`` and ``:``.
_URL = re.compile(r"://(?P<user>[^\s:/@\"'<>]{0,128}):(?P<secret>[^\s/\"'<>]{1,256})@")
#: Key words inside the name of a variable, a YAML key, a JSON key or an option.
_KEYWORD = re.compile(
    r"passw(?:or)?d|passwd|passphrase|requirepass|secret|token|api[_-]?key|access[_-]?key|private[_-]?key"
    r"|encryption[_-]?key|signing[_-]?key|credential|bearer|basic|(?<![a-z])pass(?![a-z])|(?<![a-z])pwd(?![a-z])"
    r"|\"auth\"|identitytoken|пароль|токен|секрет",
    re.IGNORECASE,
)
_NAME = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.абвгдежзийклмнопрстуфхцчшщъыьэюя")
_QUOTES = "\"'`"
#: ``docker login -p value``, ``mysql -pvalue``, ``curl -u user:value``.
_LOGIN = re.compile(r"\blogin\b[^\n]{0,200}?\s-p[ =]?(?P<secret>[^\s\"'|;&-][^\s|;&]{0,255})")
_MYSQL = re.compile(r"\bmysql(?:dump|admin)?\b[^\n]{0,200}?\s-p(?P<secret>[^\s|;&]{1,255})")
#: ``sqlcmd -P value``, ``redis-cli -a value``, ``mongosh -p value``, ``sshpass -p value``.
_CLIENT = re.compile(
    r"\b(?:sqlcmd\b[^\n]{0,200}?\s-P|redis-cli\b[^\n]{0,200}?\s-a|mongo(?:sh|dump|restore)?\b[^\n]{0,200}?\s-p|sshpass\s-p)"
    r"\s?[\"']?(?P<secret>[^\s\"'|;&-][^\s\"'|;&]{0,255})"
)
_CURL = re.compile(r"\bcurl\b[^\n]{0,200}?\s(?:-u|--user)[ =]?[\"']?[^\s:\"']{1,100}:(?P<secret>[^\s\"'|;&]{1,255})")
#: Names with a key word whose value is no secret.
_HARMLESS_NAME = re.compile(
    r"(?:_file|-file|_path|-stdin|_type|_url|_uri|_name|_id|_length|_ttl|_expir\w{0,20}|_policy|_driver|tokens?_per\w{0,20})$",
    re.IGNORECASE,
)
_HARMLESS_VALUE = re.compile(
    r"(?:\$\{?\w|\$\(|%\w{1,60}%|\{\{|<[\w -]{1,40}>|/run/secrets/|true$|false$|yes$|no$|null$|none$|~$|\d$|id=|•••)",
    re.IGNORECASE,
)
#: What to look for where the word of its program stands in the text.
_BY_PROGRAM = (
    (_LOGIN, "login"),
    (_MYSQL, "mysql"),
    (_CURL, "curl"),
    (_CLIENT, "sqlcmd"),
    (_CLIENT, "redis-cli"),
    (_CLIENT, "mongo"),
    (_CLIENT, "sshpass"),
)
_KEY_END = "-----END"


def mask(text: str) -> str:
    """Return the text with passwords, tokens and keys replaced by ``•••``; lines stay lines.

    Any text goes; nothing is raised, and masking twice changes nothing more.
    """
    if "PRIVATE KEY-----" in text:
        text = _without_private_keys(text)
    if "://" in text:
        text = _URL.sub(lambda match: f"://{match['user']}:{MARKER}@", text)
    if any(mark in text for mark in _TOKEN_MARKS):
        text = _TOKENS.sub(MARKER, text)
    for pattern, word in _BY_PROGRAM:
        if word in text:
            text = pattern.sub(_group_masked, text)
    return _without_named_secrets(text)


def _group_masked(match: re.Match[str]) -> str:
    if _HARMLESS_VALUE.match(match["secret"].strip("\"'")):
        return match[0]
    start, end = match.span("secret")
    return match[0][: start - match.start()] + MARKER + match[0][end - match.start() :]


def _without_private_keys(text: str) -> str:
    kept: list[str] = []
    position = 0
    while (mark := text.find("PRIVATE KEY-----", position)) >= 0:
        begin = mark + len("PRIVATE KEY-----")
        if "-----BEGIN" not in text[max(position, mark - 40) : mark]:
            kept.append(text[position:begin])
            position = begin
            continue
        end = text.find(_KEY_END, begin)
        body_end = end if end >= 0 else len(text)
        body = text[begin:body_end]
        kept += [text[position:begin], "\n" if "\n" in body else "", MARKER, "\n" if "\n" in body else ""]
        position = body_end
        if end >= 0:
            # The END line has the words PRIVATE KEY too.
            after = text.find("PRIVATE KEY-----", end)
            if 0 <= after < end + 40:
                kept.append(text[end : after + len("PRIVATE KEY-----")])
                position = after + len("PRIVATE KEY-----")
    kept.append(text[position:])
    return "".join(kept)


def _without_named_secrets(text: str) -> str:
    """Hide the values of what is named as a secret."""
    kept: list[str] = []
    done = 0
    for match in _KEYWORD.finditer(text):
        if match.start() < done:
            continue
        found = _value_of(text, match.start(), match.end())
        if found is None or found[0] < done:
            continue
        start, end = found
        if start == end or _HARMLESS_VALUE.match(text, start, end):
            continue
        kept += [text[done:start], MARKER]
        done = end
    kept.append(text[done:])
    return "".join(kept)


def _value_of(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Where the value stands that belongs to the name with a key word in it; None if there is none."""
    begin = start
    while begin > 0 and start - begin < 64 and text[begin - 1] in _NAME:
        begin -= 1
    limit = min(len(text), end + 64)
    while end < limit and text[end] in _NAME:
        end += 1
    name = text[begin:end].strip('"')
    if _HARMLESS_NAME.search(name):
        return None
    before = text[begin - 1] if begin else "\n"
    position = end
    if position < len(text) and text[position] in _QUOTES and (before == text[position] or text[end - 1 : end] == '"'):
        position += 1  # a quoted key: "password": …
        before = "{"
    position = _past_blanks(text, position)
    sign = text[position : position + 1]
    if name.lower() in ("bearer", "basic"):
        # Authorization: Bearer …
        if position == end or "uthorization" not in text[max(0, begin - 24) : begin]:
            return None
        return _bare(text, position)
    if sign == "=" and text[position + 1 : position + 2] != "=":
        if before in _QUOTES and position == end:
            close = text.find(before, position + 1)
            line_end = _line_end(text, position)
            if 0 <= close <= line_end:
                return position + 1, close  # "PASSWORD=with blanks"
        return _value(text, position + 1, "=")
    if sign == ":" and _is_key(text, begin):
        if name == "secrets" and text[_past_blanks(text, position + 1) : position + 3].lstrip().startswith("["):
            return None  # a compose file's list of names
        return _value(text, _past_blanks(text, position + 1), ":")
    if text[begin : begin + 2] == "--" and position > end and sign not in ("", "-", "\n"):
        return _value(text, position, "=")  # --password value
    if name.lower() == "requirepass" and position > end:
        return _value(text, position, "=")
    return None


def _is_key(text: str, begin: int) -> bool:
    """Whether a name begins a line, a list item or a flow mapping, as keys do."""
    position = begin
    while position > 0 and begin - position < 40 and text[position - 1] in " \t\"'-•*":
        position -= 1
    return position == 0 or text[position - 1] in "\n\r{,[(;"


def _past_blanks(text: str, position: int) -> int:
    while position < len(text) and text[position] in " \t":
        position += 1
    return position


def _line_end(text: str, position: int) -> int:
    end = text.find("\n", position)
    return end if end >= 0 else len(text)


def _value(text: str, position: int, sign: str) -> tuple[int, int] | None:
    if position >= len(text) or text[position] in "\r\n" or text[position : position + 2] in ("\\\n", "\\\r"):
        return None  # nothing, or a line that goes on below with another option
    if text[position] in _QUOTES:
        close = text.find(text[position], position + 1, _line_end(text, position))
        if close >= 0:
            return position + 1, close
    if sign == ":":
        end = min(
            found
            for found in (_line_end(text, position), *_found(text, position, (" #", ", ", "}", "\r")))
            if found >= 0
        )
        while end > position and text[end - 1] in " \t,":
            end -= 1
        return position, end
    return _bare(text, position)


def _found(text: str, position: int, signs: tuple[str, ...]) -> list[int]:
    line_end = _line_end(text, position)
    return [found for sign in signs if (found := text.find(sign, position, line_end)) >= 0]


_BARE_END = re.compile(r"[\s\"'`,;&|)\]}<>]")


def _bare(text: str, position: int) -> tuple[int, int]:
    end = _BARE_END.search(text, position)
    return position, end.start() if end else len(text)
