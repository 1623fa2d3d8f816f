"""Inflected forms of Russian words by pymorphy3 and the dictionary of OpenCorpora."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pymorphy3 import MorphAnalyzer
from pymorphy3.units import DictionaryAnalyzer

from bot.text.stem import is_cyrillic


def inflected(words: Iterable[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each Russian word with all its forms (прокинуть: прокинь, прокинул …), in lower case with е for ё.

    A word that the dictionary does not have is passed over: its stem must do. The
    dictionary takes some 20 MB while it is read and is let go with the generator.
    """
    analyzer = MorphAnalyzer(probability_estimator_cls=None, units=[DictionaryAnalyzer()])
    for word in words:
        if not is_cyrillic(word):
            continue
        forms: dict[str, None] = {}
        for parse in analyzer.parse(word):
            if parse.normal_form.replace("ё", "е") == word or not forms:
                forms.update((form.word.replace("ё", "е"), None) for form in parse.lexeme)
        if forms:
            yield word, tuple(forms)
