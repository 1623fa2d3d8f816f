"""Markdown to messages: each within its limit, cut between blocks, never in code."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.assistant import Assistant
from bot.knowledge.base import Base
from bot.reply import Reply
from bot.telegram.documents import Refusal, decode, refusal_before
from bot.telegram.limits import DOCUMENT_BYTES, MESSAGE_LENGTH
from bot.telegram.links import deep_link, share_link
from bot.telegram.outline import outline
from bot.telegram.rendering import File, Part, render, render_folded
from bot.telegram.rich import rich_message
from bot.telegram.tables import PHONE_COLUMNS
from bot.text.language import LANGUAGES
from tests.server import rich
from tests.server.checks import check_entities, check_rich, utf16

PHOTO = {"file_id": "photo", "file_unique_id": "p", "width": 1, "height": 1}


def _reply(body: str) -> Reply:
    return Reply("answer", "ru", "Заголовок", body)


def _check(part: Part) -> None:
    assert part.text.strip()
    assert utf16(part.text) <= MESSAGE_LENGTH
    check_entities(part.text, [entity.model_dump(exclude_none=True) for entity in part.entities])


def test_every_entry_renders_classic_folded_and_rich_within_the_limits(base: Base, assistant: Assistant) -> None:
    for entry in base:
        for language in LANGUAGES:
            reply = assistant.entry(entry, language)
            for part in (*render(reply.markdown), *render_folded(reply)):
                assert isinstance(part, Part)
                _check(part)
            for folded in (False, True):
                message = rich_message(reply, folded=folded, pictures=False)
                assert message is not None
                blocks = check_rich(message.model_dump(exclude_none=True), {})
                code = [block.code for block in outline(reply.body) if block.kind == "code"]
                shown = [rich.plain(block["text"]) for block in rich.every(blocks, "pre")]
                assert sorted(shown) == sorted(code), entry.id


def test_a_long_text_is_cut_at_a_paragraph_and_not_in_code() -> None:
    paragraph = "Слово за словом. " * 60
    code = "\n".join(f"RUN step {number}" for number in range(150))
    body = "\n\n".join([paragraph, f"```dockerfile\n{code}\n```"] * 4)
    parts = render(_reply(body).markdown)
    assert len(parts) > 1
    texts = []
    for part in parts:
        assert isinstance(part, Part)
        _check(part)
        texts += [entity.extract_from(part.text) for entity in part.entities if entity.type == "pre"]
    assert texts == [code] * 4


def test_code_longer_than_a_message_becomes_a_file_in_its_place() -> None:
    code = "\n".join(f"line {number}" for number in range(1000))
    before, file, after = render(_reply(f"До.\n\n```yaml\n{code}\n```\n\nПосле.").markdown)
    assert isinstance(before, Part)
    assert before.text.endswith("До.")
    assert file == File("code.yaml", code.encode())
    assert isinstance(after, Part)
    assert after.text == "После."


def test_a_long_paragraph_is_cut_too() -> None:
    parts = render("слово " * 3000)
    assert len(parts) > 4
    for part in parts:
        assert isinstance(part, Part)
        _check(part)


def _table(width: int) -> str:
    """A table that is so wide as text: two columns and what stands between them."""
    return f"| a | b |\n|---|---|\n| `x` | {'я' * (width - len('x | '))} |"


@pytest.mark.parametrize(("width", "aligned"), [(PHONE_COLUMNS, True), (PHONE_COLUMNS + 1, False)])
def test_a_table_that_a_phone_shows_whole_is_aligned_and_a_wider_one_is_a_list(width: int, aligned: bool) -> None:
    (part,) = render(_table(width))
    assert isinstance(part, Part)
    _check(part)
    assert [entity.type for entity in part.entities if entity.type == "pre"] == ["pre"] * aligned
    if aligned:
        assert max(len(line) for line in part.text.splitlines()) == width
    else:
        assert "x — яя" in part.text


def test_a_wide_table_of_three_columns_names_each_cell_by_its_heading() -> None:
    long = "очень длинное значение ячейки"
    (part,) = render(f"| | `run` | `start` |\n|---|---|---|\n| берёт | {long} | {long} |\n| даёт | 1 \\| 2 | |")
    assert isinstance(part, Part)
    _check(part)
    assert f"run: {long}" in part.text
    assert f"start: {long}" in part.text
    assert "run: 1 | 2" in part.text


def test_long_code_is_folded_under_its_caption_in_a_rich_message() -> None:
    code = "\n".join(f"line {number}" for number in range(40))
    message = rich_message(_reply(f"Файл `compose.yaml`:\n\n```yaml\n{code}\n```"))
    assert message
    blocks = check_rich(message.model_dump(exclude_none=True), {})
    assert [block["type"] for block in blocks] == ["heading", "details"]
    assert rich.plain(blocks[1]["summary"]).replace("\n", "") == "Файл compose.yaml:"


def test_what_does_not_fit_a_rich_message_is_left_to_classic_ones() -> None:
    assert rich_message(_reply("x" * 40_000)) is None
    assert rich_message(_reply("\n".join(f"- {number}" for number in range(600)))) is None
    wide = "|".join(["", *"abcdefghijklmnopqrstuvwxyz", ""])
    assert rich_message(_reply(f"{wide}\n{'|---' * 26}|\n{wide}")) is None


@given(st.text(max_size=600))
def test_any_text_renders_without_breaking_a_rule(text: str) -> None:
    for part in render(text):
        if isinstance(part, Part):
            _check(part)


@pytest.mark.parametrize(
    ("name", "refused"),
    [
        ("compose.yml", None),
        ("COMPOSE.YAML", None),
        ("Dockerfile", None),
        ("Dockerfile.prod", None),
        ("api.dockerfile", None),
        ("app.log", None),
        (".env", None),
        ("prod.env", None),
        ("notes.txt", None),
        ("inspect.json", None),
        ("photo.png", Refusal.UNKNOWN),
        ("", Refusal.UNKNOWN),
        ("dump.tar.gz", Refusal.UNKNOWN),
    ],
)
def test_which_documents_are_read(name: str, refused: Refusal | None) -> None:
    assert refusal_before(name, 10) is refused


def test_the_limit_of_a_document_is_256_kilobytes() -> None:
    assert refusal_before("a.log", DOCUMENT_BYTES) is None
    assert refusal_before("a.log", DOCUMENT_BYTES + 1) is Refusal.TOO_LARGE
    assert decode(b"a" * DOCUMENT_BYTES) == "a" * DOCUMENT_BYTES
    assert decode(b"a" * (DOCUMENT_BYTES + 1)) is Refusal.TOO_LARGE


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251", "utf-16"])
def test_encodings(encoding: str) -> None:
    assert decode("порт занят".encode(encoding)) == "порт занят"


@pytest.mark.parametrize("content", [b"\x89PNG\r\n\x1a\n\0\0", b"PK\x03\x04" + bytes(range(32)) * 9, b"a\0b"])
def test_binary_is_recognised(content: bytes) -> None:
    assert decode(content) is Refusal.BINARY


def test_links() -> None:
    assert deep_link("some_bot", "run-vs-start") == "https://t.me/some_bot?start=run-vs-start"
    assert "%3Fstart%3Drun-vs-start" in share_link("some_bot", "run-vs-start", "A & B")
    with pytest.raises(ValueError, match="start parameter"):
        deep_link("some_bot", "а б")


def test_every_entry_can_be_linked(base: Base) -> None:
    for entry in base:
        assert deep_link("some_bot", entry.id)
