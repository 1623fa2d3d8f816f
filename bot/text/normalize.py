"""Cleaning of what people type and splitting it into chunks and words.

Nothing here raises, whatever the input: lone surrogates, NUL, zero-width and
right-to-left marks are removed before anything else looks at the text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

# Characters that editors, blogs and phones put in place of ASCII.
_TYPOGRAPHY = str.maketrans(
    {
        "‐": "-",
        "‑": "-",
        "‒": "-",
        "–": "-",
        "—": "-",
        "―": "-",
        "−": "-",
        "«": '"',
        "»": '"',
        "“": '"',
        "”": '"',
        "„": '"',
        "‘": "'",
        "’": "'",
        "ʼ": "'",
        "…": "...",
        "\u00a0": " ",
        "ё": "е",
        "Ё": "Е",
    }
)

# Format (Cf), control (Cc), surrogate (Cs), private (Co) and unassigned (Cn) characters.
_DROPPED = frozenset({"Cf", "Cc", "Cs", "Co", "Cn"})
_KEPT_CONTROLS = frozenset("\n\t")
_BLANKS = str.maketrans("\n\t\u00a0", "   ")
_TYPOGRAPHIC = re.compile(f"[{''.join(map(chr, _TYPOGRAPHY))}]")

# A word: letters and digits, joined inside by - _ . / : (docker-compose.yml,
# host.docker.internal, /var/lib/docker, nginx:1.29); a flag keeps its dashes;
# <none> and $PATH keep their signs.
_WORD = re.compile(
    r"<\w+>|--?[a-z][\w-]*|\$\{?\w+\}?|\.?/[\w./-]*\w|\.?\w+(?:[-_.:/@]\w+)*[+#]*",
)
_SENTENCE = re.compile(r"(?<=[.!?…;])\s+|\n+")


def clean(text: str) -> str:
    """Return ``text`` in NFKC without invisible characters, with plain dashes, quotes and е for ё."""
    if not (text.isprintable() or text.translate(_BLANKS).isprintable()):  # most texts have nothing to drop
        text = "".join(
            character
            for character in text
            if character in _KEPT_CONTROLS or unicodedata.category(character) not in _DROPPED
        )
    if text.isascii():
        return text
    if not unicodedata.is_normalized("NFKC", text):
        text = unicodedata.normalize("NFKC", text)
    return text.translate(_TYPOGRAPHY) if _TYPOGRAPHIC.search(text) else text


def whole(text: str) -> str:
    """Return ``text`` with lone surrogates, which no encoding takes, as question marks."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode(errors="replace").decode()
    return text


def fold(text: str) -> str:
    """Return ``text`` cleaned, in lower case, with runs of white space made one space."""
    return " ".join(clean(text).lower().split())


def words(chunk: str) -> list[str]:
    """Split lower-case text into words; punctuation around them is dropped, and the apostrophe of a denial (don't)."""
    return _WORD.findall(chunk.replace("n't", "nt") if "'" in chunk else chunk)


def parts(word: str) -> list[str]:
    """Split a joined word (``docker-compose.yml``) at its inner signs."""
    return [part for part in re.split(r"[-_.:/@]+", word) if part]


def sentences(text: str) -> Iterator[str]:
    """Yield the sentences and lines of cleaned text, without empty ones."""
    for sentence in _SENTENCE.split(text):
        if sentence := sentence.strip():
            yield sentence
