"""Any text, however strange, gets a reply, and the same one when asked again."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.assistant import Assistant
from bot.knowledge.base import default_folder, load_base

ASSISTANT = Assistant(load_base(default_folder()))
_KNOWN = ("docker", "докер", "контейнер", "образ", "том", "удалить", "как", "не", "из", "в", "compose", "-p", "80:80")
_ODD = ("rjyntqyth", "kontejner", "🐳", "\x00", "\ud800", "\u202e")
WORDS = st.sampled_from([*_KNOWN, *_ODD])
TEXTS = st.one_of(
    st.text(max_size=300),
    st.text(alphabet=st.characters(codec=None, categories=["L", "N", "Cs", "Cf", "So", "Zs"]), max_size=200),
    st.lists(WORDS, max_size=40).map(" ".join),
    st.builds(lambda part, count: (part * count)[:4096], st.text(min_size=1, max_size=12), st.integers(1, 4096)),
)


@settings(max_examples=150, deadline=None)
@given(text=TEXTS, topic=st.sampled_from([None, "volume", "container-run", "gone"]))
def test_any_text_is_answered_and_twice_the_same(text: str, topic: str | None) -> None:
    first, second = ASSISTANT.ask(text, topic=topic), ASSISTANT.ask(text, topic=topic)
    assert first.outcome in {"answer", "choices", "explained", "smalltalk", "unknown"}
    assert first.body
    assert 0 <= first.confidence <= 1
    assert (first.outcome, first.entry, first.title, first.body, first.choices, first.confidence) == (
        second.outcome,
        second.entry,
        second.title,
        second.body,
        second.choices,
        second.confidence,
    )
    assert "\ud800" not in first.body + first.title
