"""An explanation as Markdown: fits a phone, names what is not known, keeps its fences."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from bot.assistant import Assistant
from bot.knowledge.base import Base
from bot.knowledge.entry import Text
from bot.pasted.model import Explanation, Piece, Remark, Snippet, Span
from bot.pasted.presentation import MAX_LENGTH, markdown
from bot.text.language import Language


def same(text: str) -> Text:
    return Text(ru=text, en=text)


def explanation(text: str = "docker ps", kind: str = "command", **more: object) -> Explanation:
    return Explanation(
        Piece(kind, 0, len(text), text, 1.0),  # type: ignore[arg-type]
        same("title"),
        same("the point."),
        **more,  # type: ignore[arg-type]
    )


def units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def test_the_point_comes_first_then_what_is_wrong_and_what_to_copy_then_parts_and_advice(base: Base) -> None:
    shown = markdown(
        explanation(
            spans=(Span(0, 6, "docker", "command", same("the client")), Span(7, 9, "-Z", "option", None)),
            remarks=(
                Remark("a", "danger", same("careful"), 1),
                Remark("b", "fault", same("wrong"), 2, mend=same("mend it")),
                Remark("c", "advice", same("better")),
            ),
            snippets=(Snippet("docker ps", "bash", same("mended")),),
        ),
        "ru",
        base,
    )
    marks = ["the point.", "⚠️ Careful", "✗ Wrong", "mended:", "- `docker` — the client", "- `-Z` — не знаю", "→ Better"]
    places = [shown.index(mark) for mark in marks]
    assert places == sorted(places)
    assert "строка 2" in shown
    assert "Mend it" in shown
    assert "```bash\ndocker ps\n```" in shown


@pytest.mark.parametrize("kind", ["compose", "dockerfile"])
def test_a_clean_file_is_said_to_be_clean(base: Base, kind: str) -> None:
    assert "Замечаний нет" in markdown(explanation(kind=kind), "ru", base)
    remarks = (Remark("x", "fault", same("wrong")),)
    assert "Замечаний нет" not in markdown(explanation(kind=kind, remarks=remarks), "ru", base)


def test_prompts_and_continuations_are_no_news(base: Base) -> None:
    spans = (Span(0, 1, "$", "prompt", same("a prompt")), Span(2, 4, "ps", "command", same("lists")))
    shown = markdown(explanation(spans=spans), "en", base)
    assert "a prompt" not in shown
    assert "- `ps` — lists" in shown


def test_a_known_error_shows_its_entry_with_the_values_of_the_paste(base: Base) -> None:
    entry = next(entry for entry in base if entry.kind == "error" and "port" in entry.values)
    shown = markdown(explanation(kind="error", entry=entry.id, caught={"port": "54321"}), "ru", base)
    assert "54321" in shown


spans = st.lists(
    st.builds(
        Span,
        st.just(0),
        st.just(1),
        st.text(max_size=200),
        st.just("option"),
        st.one_of(st.none(), st.text().map(same)),
    ),
    max_size=120,
)
remarks = st.lists(
    st.builds(
        Remark,
        st.just("x"),
        st.sampled_from(["danger", "fault", "advice"]),
        st.text(min_size=1, max_size=300).map(same),
        st.one_of(st.none(), st.integers(1, 99)),
        st.none(),
        st.one_of(st.none(), st.text(min_size=1, max_size=99).map(same)),
        st.one_of(st.none(), st.text(max_size=99)),
    ),
    max_size=30,
)
snippets = st.lists(st.builds(Snippet, st.text(max_size=3000), st.just("yaml"), st.just(same("copy"))), max_size=3)


@settings(max_examples=150, deadline=None)
@given(spans=spans, remarks=remarks, snippets=snippets, language=st.sampled_from(["ru", "en"]))
def test_it_always_fits(
    base: Base, spans: list[Span], remarks: list[Remark], snippets: list[Snippet], language: Language
) -> None:
    shown = markdown(explanation(spans=tuple(spans), remarks=tuple(remarks), snippets=tuple(snippets)), language, base)
    assert units(shown) <= MAX_LENGTH
    assert shown.startswith("the point.")


@pytest.mark.parametrize("lines", [10, 100, 1000])
def test_fences_are_closed_however_long_the_file(base: Base, lines: int) -> None:
    text = "\n".join(f"    key{number}: value" for number in range(lines))
    snippet = Snippet(text, "yaml", same("file"))
    shown = markdown(explanation(snippets=(snippet,)), "ru", base) + "\n\nthe end"
    tokens = MarkdownIt().parse(shown)
    assert [token.type for token in tokens if token.type == "fence"] == ["fence"]
    assert tokens[-2].content == "the end"
    assert (f"key{lines - 1}:" in shown) or "ещё строк" in shown


SECRET = "hunter2Secret"


@pytest.mark.parametrize(
    "paste",
    [
        f"docker exec db mysqldump -u root -p{SECRET} shop",
        f"docker exec -it sql /opt/mssql-tools18/bin/sqlcmd -S localhost -U sa -P '{SECRET}' -C",
        f"docker exec -it sql /opt/a/very/long/path/to/mssql-tools18/bin/sqlcmd -S localhost -U sa -P '{SECRET}'",
        f"docker exec redis redis-cli -a {SECRET} ping",
        f"docker exec db mongodump -u root -p {SECRET} --archive",
        f'[{{"State": {{"Status": "running"}}, "Config": {{"Env": ["POSTGRES_PASSWORD={SECRET}"]}}}}]',
        f"docker run -e DATABASE_URL=postgres://app:{SECRET}@db:5432/app app:1.0",
        f"docker login -u me -p {SECRET} registry.example.com",
        f"ERROR: could not connect to postgres://app:{SECRET}@db:5432/app: frobnication refused",
        f'services:\n  db:\n    image: postgres:18\n    environment:\n      POSTGRES_PASSWORD: "{SECRET}"\n',
        f"FROM alpine:3.22\nENV API_TOKEN={SECRET}\nRUN echo hi\n",
        f'{{"auths": {{"ghcr.io": {{"auth": "{SECRET}"}}}}}}',
    ],
)
def test_no_secret_of_a_paste_is_shown(assistant: Assistant, paste: str) -> None:
    reply = assistant.ask(paste)
    shown = f"{reply.title}{reply.body}{reply.snippets}{reply.converted}"
    assert SECRET not in shown
    assert SECRET[:5] not in shown
