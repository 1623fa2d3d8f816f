"""ENV or LABEL with a word that has no value: the build stops at it."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.dockerfile_parser import Dockerfile
from bot.pasted.model import Kind, Remark, Severity

ID = "missing-equals"
SEVERITY: Severity = "fault"
KIND: Kind = "dockerfile"
TRIGGERS = (
    "FROM debian:13-slim\nENV A=1 B\n",
    "FROM debian:13-slim\nLABEL maintainer\n",
    "FROM debian:13-slim\nENV MODE\n",
)
NEAR_MISS = (
    'FROM debian:13-slim\nENV A=1 B="two words" C=\nLABEL "com.example.a"="x y" b=c\nARG VERSION\nENV D four words\n',
)


def check(file: Dockerfile) -> Iterator[Remark]:
    """Yield a remark for each."""
    for instruction in file.instructions:
        if instruction.name not in ("ENV", "LABEL") or not instruction.value or "#" in instruction.value:
            continue
        words = list(_words(instruction.value.replace("\\\n", " ")))
        if not words or (len(words) > 1 and "=" not in words[0]):
            continue  # the old form, a name and the rest
        bare = next((word for word in words if "=" not in word), None)
        if bare is None or any(word.startswith("=") or word.endswith("=") for word in words if len(words) > 1):
            continue  # blanks around the sign: a remark of their own
        yield Remark(
            ID,
            SEVERITY,
            Text(
                ru=f"у `{bare[:60]}` нет значения: сборка остановится на этой строке",
                en=f"`{bare[:60]}` has no value: the build stops at this line",
            ),
            instruction.line,
            mend=Text(
                ru=f"`{bare[:60]}=значение`; значение с пробелами — в кавычках",
                en=f"`{bare[:60]}=value`; a value with blanks goes in quotes",
            ),
        )


def _words(value: str) -> Iterator[str]:
    """What blanks part outside of quotes."""
    word, quote, escaped = "", "", False
    for sign in value:
        if quote or escaped or not sign.isspace():
            word += sign
        elif word:
            yield word
            word = ""
        if escaped:
            escaped = False
        elif sign == "\\":
            escaped = True
        elif sign == quote:
            quote = ""
        elif not quote and sign in "\"'":
            quote = sign
    if word:
        yield word
