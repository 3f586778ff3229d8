"""No sentence that a person can read holds a word of the table of wording."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest

from lib import knowledge, plain_yaml
from tests.visits import KNOWN

ROOT = knowledge.DATA.parent
TABLE = knowledge.read(knowledge.DATA / "wording.yaml", "wording")["wording"]
NOT_OURS = {"wording.yaml", "sources.yaml", "facts.yaml"}
"""The table itself, the titles of other people's work, and names only rules use."""
NOT_SAID = {"id", "figure", "source", "sources", "mark", "link", "note", "cases"}
"""Keys whose words nobody is told as ours."""

Said = tuple[str, str]
"""Where it stands, and the words."""


@cache
def sentences() -> tuple[Said, ...]:
    return (*_of_data(), *_of_code(), *_of_browser())


def _of_data() -> Iterator[Said]:
    for path in sorted(knowledge.DATA.rglob("*.yaml")):
        if path.name not in NOT_OURS and "journal" not in path.parts:
            where = str(path.relative_to(ROOT))
            yield from ((where, text) for text in _texts(plain_yaml.read(path)))


def _texts(part: Any) -> Iterator[str]:
    if isinstance(part, str):
        yield part
    elif isinstance(part, dict):
        for key, value in part.items():
            if key not in NOT_SAID:
                yield from _texts(value)
    elif isinstance(part, list):
        for value in part:
            yield from _texts(value)


def _of_code() -> Iterator[Said]:
    """Literals of more than one word in `lib` and `pages`, without docstrings."""
    for path in (*sorted((ROOT / "lib").rglob("*.py")), *sorted((ROOT / "pages").glob("*.py"))):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        silent = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        for node in ast.walk(tree):
            text = node.value if isinstance(node, ast.Constant) and id(node) not in silent else None
            if isinstance(text, str) and " " in text.strip():
                yield f"{path.relative_to(ROOT)}:{node.lineno}", text


def _of_browser() -> Iterator[Said]:
    for path in sorted((ROOT / "lib" / "ui").rglob("*")):
        if path.suffix in (".js", ".html"):
            yield str(path.relative_to(ROOT)), path.read_text(encoding="utf-8")


def found(text: str, row: dict[str, Any]) -> list[str]:
    """The words of the row that stand in the text, but in the phrases that allow them."""
    text = " ".join(text.split())
    for phrase in row.get("unless", ()):
        text = re.sub(re.escape(phrase), " ", text, flags=re.IGNORECASE)
    return [
        phrase
        for phrase in row["avoid"]
        if re.search(rf"(?<![\w-]){re.escape(phrase)}(?![\w-])", text, re.IGNORECASE)
    ]


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row["id"])
def test_no_sentence_holds_a_word_to_avoid(row: dict[str, Any]) -> None:
    caught = [
        f"{where}: {word}: {text[:160]}" for where, text in sentences() for word in found(text, row)
    ]

    assert caught == []


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row["id"])
def test_what_is_said_instead_holds_none_of_these_words(row: dict[str, Any]) -> None:
    assert [word for other in TABLE for word in found(row["instead"], other)] == []
    assert set(row["source"]) <= KNOWN.sources.keys()


def test_every_kind_of_sentence_is_read() -> None:
    texts = {text for _, text in sentences()}

    assert KNOWN.cards["little_ache"].says in texts
    assert KNOWN.exercises["bird_dog"].steps[0] in texts
    assert any("it does not diagnose" in text for text in texts)
    assert any(where.endswith("player.js") for where, _ in sentences())


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("This heals your back.", "promise"),
        ("Push\nthrough it.", "through_pain"),
        ("You MUST rest.", "fear"),
        ("It does not diagnose, but a diagnosis helps.", "diagnosis"),
    ],
)
def test_a_word_is_found_in_any_case_and_across_lines(text: str, id: str) -> None:
    (row,) = [row for row in TABLE if row["id"] == id]

    assert found(text, row)


def test_a_part_of_a_word_and_a_denial_are_let_through() -> None:
    rows = {row["id"]: row for row in TABLE}

    assert found("Health, secure, a worn-out phrase, procured", rows["promise"]) == []
    assert found("It does not diagnose.", rows["diagnosis"]) == []
