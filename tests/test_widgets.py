"""Question widgets without a browser; what only a browser shows is in tests/browser."""

from __future__ import annotations

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

MOVES = ["bending", "arching", "sitting"]


def app(saved):  # AppTest runs its source alone, without this file's imports
    import streamlit as st

    from lib.model import Choice, Question, TickList
    from lib.ui import widgets

    moves = [Choice(id, id.capitalize()) for id in ("bending", "arching", "sitting")]
    asked = TickList("list", "Any of these?", "Rare.", "None of these")
    items = [Question(id, "safety", "tick", id, "yes") for id in ("numb", "weak")]
    saved = st.session_state.get("saved", saved) or {}
    st.session_state["answers"] = {
        "scale": widgets.scale_0_10(
            "Pain", key="scale", saved=saved.get("scale"), low="no", high="most"
        ),
        "choice": widgets.choice("Which?", moves, key="choice", saved=saved.get("choice")),
        "yes_no": widgets.yes_no("First?", key="yes_no", saved=saved.get("yes_no")),
        "few": widgets.choice(
            "Tried?", moves, key="few", saved=saved.get("few"), side_by_side=True
        ),
        "several": widgets.several("Worse?", moves, key="several", saved=saved.get("several")),
        "whole": widgets.whole(
            "Age", key="whole", saved=saved.get("whole"), at_least=0, at_most=120
        ),
        **widgets.tick_list(asked, items, key="list", saved=saved),
    }


def run(saved: Any = None) -> AppTest:
    return AppTest.from_function(app, kwargs={"saved": saved}, default_timeout=20).run()


def answers(test: AppTest) -> dict[str, Any]:
    assert not test.exception
    return dict(test.session_state["answers"])


def test_nothing_is_answered_beforehand() -> None:
    assert set(answers(run()).values()) == {None}


SAVED = {
    "scale": 0,
    "choice": "arching",
    "yes_no": False,
    "few": "sitting",
    "several": ("bending", "sitting"),
    "whole": 0,
    "numb": False,
    "weak": True,
}


def test_saved_answers_come_back_zero_and_no_among_them() -> None:
    assert answers(run(SAVED)) == SAVED


def test_a_saved_none_of_these_comes_back_as_none_of_these() -> None:
    test = run({"several": (), "numb": False, "weak": False})

    assert test.get_by_key("several").value == ["none"]
    assert test.checkbox(key="list_none").value is True
    assert answers(test)["several"] == ()
    assert answers(test)["numb"] is False


def test_a_list_answered_only_in_part_is_unanswered() -> None:
    assert answers(run({"numb": False}))["weak"] is None


@pytest.mark.parametrize("saved", [{"choice": "gone"}, {"few": "gone"}, {"whole": 700}])
def test_a_saved_answer_that_no_longer_exists_is_asked_again(saved: dict[str, Any]) -> None:
    (id,) = saved

    assert answers(run(saved))[id] is None


def test_a_changed_answer_stands_against_the_saved_one() -> None:
    test = run(SAVED)

    test.get_by_key("scale").set_value(7).run()
    test.run()

    assert answers(test)["scale"] == 7


def test_an_answer_can_be_taken_back() -> None:
    test = run(SAVED)

    test.get_by_key("scale").set_value(None).run()
    test.run()

    assert answers(test)["scale"] is None


def test_none_of_these_stands_alone_whichever_came_last() -> None:
    test = run()

    test.get_by_key("several").set_value(["bending", "sitting"]).run()
    test.get_by_key("several").set_value(["bending", "sitting", "none"]).run()
    assert answers(test)["several"] == ()
    test.get_by_key("several").set_value(["none", "arching"]).run()
    assert answers(test)["several"] == ("arching",)
    test.get_by_key("several").set_value([]).run()
    assert answers(test)["several"] is None


def test_a_statement_and_none_of_these_untick_each_other() -> None:
    test = run()

    test.checkbox(key="list_none").check().run()
    assert (answers(test)["numb"], answers(test)["weak"]) == (False, False)
    test.checkbox(key="list_weak").check().run()
    assert (answers(test)["numb"], answers(test)["weak"]) == (False, True)
    assert test.checkbox(key="list_none").value is False
    test.checkbox(key="list_none").check().run()
    assert (answers(test)["numb"], answers(test)["weak"]) == (False, False)
    test.checkbox(key="list_none").uncheck().run()
    assert (answers(test)["numb"], answers(test)["weak"]) == (None, None)


@pytest.mark.parametrize(
    "text",
    ["a *b* _c_ `d`", "# no", "[x](y)", "$x$ $y$", "<b>x</b>", "1 | 2", ":red[x] :material/home:", "a\n\nb"],
)  # fmt: skip
def test_a_persons_own_words_are_shown_and_never_obeyed(text: str) -> None:
    from lib.ui import blocks

    shown = blocks.plain(text)

    assert "\n" not in shown
    for mark in ("*b", "<b", "$x", "`d"):
        assert mark not in shown.replace(f"\\{mark[0]}", "")
    assert ":material" not in shown
    assert ":red" not in shown
