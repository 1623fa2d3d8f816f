"""Inflected forms of Russian words by pymorphy3 and the dictionary of OpenCorpora."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bot.text.stem import is_cyrillic

#: Participles, which the dictionary counts among the forms of their verb.
_PARTICIPLES = frozenset({"PRTF", "PRTS"})


def inflected(words: Iterable[str]) -> Iterator[tuple[str, tuple[str, ...], bool]]:
    """Yield each Russian word with all its forms (прокинуть: прокинь, прокинул …), in lower case with е for ё,
    and whether the dictionary has it.

    A participle (запускаемый) has its own forms only, not those of its verb. A word that
    the dictionary does not have (бампнуть) is inflected as the words that end like it. The
    dictionary takes some 20 MB while it is read and is let go with the generator.
    """
    from pymorphy3 import MorphAnalyzer  # not needed where an index is taken from a snapshot
    from pymorphy3.units import DictionaryAnalyzer, KnownSuffixAnalyzer

    analyzer = MorphAnalyzer(probability_estimator_cls=None, units=[DictionaryAnalyzer(), KnownSuffixAnalyzer()])
    for word in words:
        if not is_cyrillic(word):
            continue
        forms: dict[str, None] = {}
        for parse in analyzer.parse(word):
            if parse.normal_form.replace("ё", "е") == word or not forms:
                own = _PARTICIPLES if parse.tag.POS in _PARTICIPLES else None
                forms.update(
                    (form.word.replace("ё", "е"), None) for form in parse.lexeme if own is None or form.tag.POS in own
                )
        if forms:
            yield word, tuple(forms), analyzer.word_is_known(word)
