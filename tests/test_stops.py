"""What the stop and wait pages say and offer, for every reason there is to see somebody."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from lib.model import CLEARANCE_OF, Clearance, ContentError, Finding, Urgency
from lib.ui.check_in import clearing, reasons, say
from tests.given import NO_FLAGS
from tests.visits import KNOWN, TODAY, Log, ago, rows, said, visit

__all__ = ["visit"]  # a fixture

REASONS = reasons.load()
WITHHOLDING = {
    rule.id: rule
    for rule in KNOWN.rules_for("screen.")
    if "urgency" in rule.then
    and CLEARANCE_OF[Urgency(rule.then["urgency"])] >= Clearance.SEE_CLINICIAN
}
NOTHING_FITS = "screen.nothing_fits"
STEADY = {"leg_symptoms": "both_legs_steady"}
SEVERAL: Mapping[str, dict[str, Any]] = {
    "screen.under_18": {"age_years": 17, "first_episode": True},
    "screen.night_and_first_episode": {"rf_night": True, "age_years": 60, "first_episode": True},
    "screen.night_and_getting_worse": {
        "rf_night": True,
        "pain_trend": "worse",
        "age_years": 60,
        "first_episode": False,
    },
    "screen.leg_below_knee_severe": {"leg_symptoms": "below_one_knee", "pain_worst_7d_0_10": 9},
    "screen.leg_below_knee_worse": {"leg_symptoms": "below_one_knee", "pain_trend": "worse"},
    "screen.both_legs_steady_recent": STEADY | {"pain_duration": "under_6_weeks"},
    "screen.both_legs_steady_worse": STEADY | {"pain_trend": "worse"},
    "screen.both_legs_steady_severe": STEADY | {"pain_worst_7d_0_10": 9},
    "screen.both_legs_other": {"leg_symptoms": "both_legs_other"},
}
"""Answers behind the reasons that are not one tick."""
ONE_TICK = [id for id in WITHHOLDING if id not in SEVERAL]
URGENT = [
    id
    for id in WITHHOLDING
    if CLEARANCE_OF[Urgency(WITHHOLDING[id].then["urgency"])].hides_exercises
]


def answers_for(rule_id: str) -> dict[str, Any]:
    return SEVERAL.get(rule_id) or {rule_id.removeprefix("screen."): True}


def found(*rule_ids: str) -> tuple[Finding, ...]:
    """The findings of somebody with all of these reasons."""
    given = {id: value for rule in rule_ids for id, value in answers_for(rule).items()}
    return clearing.withholding(Log().answers(**given).decision())


# --- the content -------------------------------------------------------------------------------


def test_there_are_words_for_every_reason_that_withholds_a_plan_and_for_no_other() -> None:
    assert set(REASONS.by_rule) == {*WITHHOLDING, NOTHING_FITS}
    for id in SEVERAL:
        assert id in WITHHOLDING


@pytest.mark.parametrize("rule_id", WITHHOLDING)
def test_the_answers_of_these_tests_give_that_reason(rule_id: str) -> None:
    assert rule_id in {finding.rule_id for finding in found(rule_id)}


def test_what_may_go_on_and_what_to_ask_is_said_where_nobody_has_to_hurry() -> None:
    for id, why in REASONS.by_rule.items():
        assert bool(why.meanwhile) is bool(why.leave) is bool(why.asks) is (id not in URGENT), id


def test_every_line_is_used_and_names_sources_that_exist() -> None:
    soon = REASONS.how_soon.values()
    used = {id for why in REASONS.by_rule.values() for id in (*why.meanwhile, *why.leave)}
    used |= {id for one in soon for id in one.meanwhile}
    assert used == set(REASONS.lines)
    for ids in (*(line.source for line in REASONS.lines.values()), *(one.source for one in soon)):
        assert set(ids) <= set(KNOWN.sources)


AVOIDED = (
    *("your disc", "slipped", "damage", "degenerat", "crumbl", "never ", "must "),
    *("cure", "heal ", "safe", "normal", "answered yes", "diagnos", "danger", "!"),
)
"""Words of the table in the facts sheet that have no place here, and those of a form."""


def test_the_words_are_a_persons_and_none_of_those_to_avoid() -> None:
    text = reasons.FILE.read_text(encoding="utf-8").partition("urgencies:")[2].lower()

    assert [word for word in AVOIDED if word in text] == []
    for why in REASONS.by_rule.values():
        first = why.i_say.split()[0]
        assert first in ("I", "it", "both", "my", "a", "no", "what"), why.i_say
        assert len(why.i_say.split()) <= 22, why.i_say


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("- id: everyday", "- id: walk", "walk · lines: stands twice"),
        ("meanwhile: [everyday, walk_short, up]", "meanwhile: [fly]", "there is no line “fly”"),
        ("instead_of: [walk]", "instead_of: [run]", "there is no line “run”"),
        ("- id: screen.rf_cancer", "- id: screen.rf_weight", "screen.rf_weight · reasons: stands"),
        ("urgency: DAYS", "urgency: ROUTINE", "ROUTINE"),
        ("source: [S90, S91]", "source: [memory]", "memory"),
    ],
)
def test_a_wrong_file_is_refused_and_says_where(
    tmp_path: Path, old: str, new: str, says: str
) -> None:
    text = reasons.FILE.read_text(encoding="utf-8")
    assert old in text
    wrong = tmp_path / "stops.yaml"
    wrong.write_text(text.replace(old, new, 1), encoding="utf-8")

    with pytest.raises(ContentError, match=says):
        reasons.load(wrong)


def test_where_two_reasons_ask_for_different_walks_the_more_careful_one_stays() -> None:
    whys = REASONS.of(found("screen.rd_heart", "screen.rd_dizzy"))

    said = [line.says for line in REASONS.meanwhile(whys)]

    assert said == [
        "Everyday things at your own pace",
        "A pace at which you can still talk",
        "Short walks on even ground, with somebody or something firm to hold on to",
        "Getting up slowly, sitting for a moment first",
    ]


# --- what to say ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rules", "first"),
    [
        (
            ["screen.rf_infection"],
            "I have back pain, and I have had fever, shivers or night sweats with it.",
        ),
        (
            ["screen.rf_anticoagulant"],
            "I have back pain, and it began suddenly or after a knock while I take blood thinners.",
        ),
        (
            ["screen.rf_ces_saddle", "screen.rf_neuro_prog"],
            "I have back pain, I have new numbness or tingling between my legs, and my leg or foot "
            "is getting weaker.",
        ),
        (
            ["screen.rf_ces_bladder", "screen.rf_ces_saddle", "screen.rf_ces_bilateral"],
            "I have back pain; I have new trouble controlling or feeling my pee or poo; I have new "
            "numbness or tingling between my legs; and both my legs have become painful, numb or "
            "weak.",
        ),
        (
            ["screen.leg_below_knee_severe", "screen.leg_below_knee_worse"],
            "I have back pain, it goes down below one knee and has been severe, and what I feel "
            "below the knee is still getting worse after six weeks.",
        ),
    ],
)
def test_the_first_sentence_says_what_it_is_as_one_would(rules: list[str], first: str) -> None:
    assert say.to_say(found(*rules), KNOWN, REASONS)[0] == first


@pytest.mark.parametrize("count", [1, 2, 3, 4, 9])
def test_a_long_list_is_shown_and_the_sentence_to_say_stays_short(count: int) -> None:
    some = found(*ONE_TICK[:count])

    first, second = say.to_say(some, KNOWN, REASONS)
    listed = say.rest_of_list(some, REASONS)

    assert (say.LIST_SAYS in first) is (count > 3)
    assert len(listed) == (count if count > 3 else 0)
    assert first.count(".") == 1
    assert second.endswith("?")
    assert len(first.split()) <= 55


def test_beside_an_emergency_only_what_to_do_about_it_is_said() -> None:
    both = found("screen.rf_ces_saddle", "screen.rf_infection", "screen.rd_heart")

    text = " ".join(say.sentences(both, KNOWN, REASONS))

    assert "Call your emergency number" in text
    assert "practice" not in text
    assert "before you start" not in text


def test_many_reasons_are_named_together_so_that_the_number_stays_in_sight() -> None:
    many = found(*(id for id in URGENT if WITHHOLDING[id].then["urgency"] == "EMERGENCY"))

    first, *rest = say.sentences(many, KNOWN, REASONS)

    assert first == "Several of your answers need emergency help now."
    assert len(rest) <= 3


@pytest.mark.parametrize("rule_id", WITHHOLDING)
def test_how_soon_follows_the_rule(rule_id: str) -> None:
    soonest = say.urgency(found(rule_id), KNOWN)

    assert soonest.value == WITHHOLDING[rule_id].then["urgency"]


def test_the_note_has_the_reasons_the_questions_and_boxes_to_tick() -> None:
    note = say.note(found("screen.rd_heart", "screen.rd_preg"), NO_FLAGS, KNOWN, REASONS)

    assert note.startswith("I have low back pain (6–12 weeks; pain 3 of 10 now, 6 of 10 at worst")
    assert "- I am pregnant, or gave birth in the last 12 weeks" in note
    assert "Are such exercises fine for me now?" in note
    assert "Is there a pulse, a blood pressure or a sign at which I should stop?" in note
    assert note.count("☐") == 3
    assert note.splitlines()[-1].startswith("Name, date:")


def test_a_note_where_nobody_can_clear_the_plan_asks_for_no_go_ahead() -> None:
    note = say.note(found("screen.under_18"), NO_FLAGS, KNOWN, REASONS)

    assert "Are such exercises fine" not in note
    assert "What may I go on doing" in note


def test_a_note_says_nothing_of_what_was_not_answered() -> None:
    note = say.note(found("screen.rd_heart"), {}, KNOWN, REASONS)

    assert note.startswith("I have low back pain. I would like")


# --- the pages --------------------------------------------------------------------------------------

Visit = Callable[..., AppTest]


def page_of(rule_id: str) -> str:
    return "stop" if rule_id in URGENT else "wait"


def gives_something(test: AppTest, rule_id: str) -> None:
    """Words to say, how soon, a number, a print button, and where there is time what may go on."""
    text, why = said(test), REASONS.by_rule[rule_id]
    soon = REASONS.how_soon[say.urgency(found(rule_id), KNOWN)]
    lines = [line.says for line in REASONS.meanwhile([why])]
    for expected in (why.i_say, soon.i_ask, soon.means, *why.asks, *lines):
        assert expected in text
    assert "tel:112" in [link.proto.url for link in test.get("link_button")]
    assert len(test.get("bidi_component")) == 1


TAKEN_BACK: Mapping[str, dict[str, Any]] = {
    "screen.night_and_first_episode": {"rf_night": False},
    "screen.night_and_getting_worse": {"rf_night": False},
    "screen.both_legs_steady_recent": {"leg_symptoms": "above_knee"},
} | {id: {"leg_symptoms": "none"} for id in SEVERAL if "leg" in id and "recent" not in id}


def test_the_page_for_somebody_under_18_gives_something_and_nothing_to_clear(visit: Visit) -> None:
    test = visit("wait", Log().answers(**answers_for("screen.under_18")))

    gives_something(test, "screen.under_18")
    assert not [b for b in test.button if b.key.startswith(("doubt_", "cleared_"))]


@pytest.mark.parametrize("rule_id", [id for id in WITHHOLDING if id != "screen.under_18"])
def test_every_page_gives_something_and_asks_a_mistaken_answer_again_keeping_both(
    visit: Visit, rule_id: str
) -> None:
    test = visit(page_of(rule_id), Log().answers(1, **answers_for(rule_id)))
    gives_something(test, rule_id)

    test.button(key=f"doubt_{rule_id}").click().run()
    (large,) = [header.value for header in test.header]
    asked = KNOWN.questions.get(rule_id.removeprefix("screen."))
    assert large == (say.as_statement(found(rule_id)[0], REASONS) if asked is None else asked.asks)
    if asked is not None and asked.detail:
        assert asked.detail in said(test)
    changed = TAKEN_BACK.get(rule_id, {rule_id.removeprefix("screen."): False})
    for id, value in changed.items() if rule_id in SEVERAL else ():
        test.get_by_key(f"ci_{id}").set_value(value).run()
    test.button(key="doubt_no").click().run()

    before, after = rows(test, "answers")
    for id, value in answers_for(rule_id).items():
        assert before[id] == value
    for id, value in changed.items():
        assert after[id] == value
    assert before["answers_date"] == ago(1)
    assert after["answers_date"] == TODAY


@pytest.mark.parametrize(
    ("page", "rule_ids"),
    [
        ("stop", ["screen.rf_ces_saddle", "screen.rf_chest", "screen.rf_infection"]),
        ("wait", ["screen.rf_cancer", "screen.rd_heart", "screen.rd_meds"]),
    ],
)
def test_of_several_mistakes_each_is_taken_back_by_itself(
    visit: Visit, page: str, rule_ids: list[str]
) -> None:
    given = {id: True for rule in rule_ids for id in answers_for(rule)}
    log = Log().answers(**given)

    for done, rule_id in enumerate(rule_ids, start=1):
        test = visit(page, log)
        assert sum(b.key.startswith("doubt_") for b in test.button) == len(rule_ids) - done + 1
        test.button(key=f"doubt_{rule_id}").click().run()
        test.button(key="doubt_no").click().run()
        left = {finding.rule_id for finding in clearing.withholding(log.decision())}
        assert left == set(rule_ids[done:])

    assert [row[rule_ids[0].removeprefix("screen.")] for row in log.rows("answers")] == [
        True,
        *[False] * len(rule_ids),
    ]


def test_what_is_so_stays_so(visit: Visit) -> None:
    test = visit("wait", Log().answers(rd_heart=True))

    test.button(key="doubt_screen.rd_heart").click().run()
    test.button(key="doubt_yes").click().run()

    assert len(rows(test, "answers")) == 1
    assert not test.header


@pytest.mark.parametrize("rule_id", [id for id in WITHHOLDING if WITHHOLDING[id].flags])
def test_a_clinicians_word_opens_the_plan_from_the_day_it_may(rule_id: str) -> None:
    log = Log().answers(1, **answers_for(rule_id))
    decision, flags = log.decision(), WITHHOLDING[rule_id].flags
    first = ago(0) if rule_id in URGENT else ago(1)

    assert clearing.from_day(decision, KNOWN) <= TODAY
    assert clearing.problem(flags, first, decision, KNOWN) == ""
    assert "still to come" in clearing.problem(flags, TODAY + timedelta(days=1), decision, KNOWN)
    assert clearing.problem(flags, ago(400), decision, KNOWN)
    assert bool(clearing.problem(flags, ago(1), decision, KNOWN)) is (rule_id in URGENT)
    cleared = {"cleared_flags": flags, "cleared_on": first}
    after = log.answers(0, hour=12, **answers_for(rule_id), **cleared).decision()
    assert after.clearance is Clearance.PROCEED_WITH_CARE


@pytest.mark.parametrize(("months_ago", "counts"), [(80, True), (95, False)])
def test_a_word_in_pregnancy_counts_for_three_months(months_ago: int, counts: bool) -> None:
    decision = Log().answers(rd_preg=True).decision()

    found = clearing.problem(("rd_preg",), ago(months_ago), decision, KNOWN)

    assert (found == "") is counts


def test_somebody_away_too_long_is_sent_from_the_wait_page_to_the_check_in(visit: Visit) -> None:
    log = Log().answers(40)
    assert log.decision().clearance is Clearance.ASK_AGAIN

    text = said(visit("wait", log))

    assert "Please check in again" in text
    assert "Nothing in your answers" not in text


def test_beside_an_example_nothing_can_be_taken_back_or_cleared(visit: Visit) -> None:
    test = visit("stop", example="emergency_sign")

    assert "Say or show this" in said(test)
    assert not [b for b in test.button if b.key.startswith(("doubt_", "cleared_"))]


# --- numbers --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("country", "says"),
    [
        ("DE", "Germany. From public pages, not from an official list."),
        ("AR", "Argentina. We could not check this number. If it does not answer, call 112."),
        ("IS", "Iceland. We could not check this number."),
        ("", "Most mobile phones reach help with 112"),
    ],
)
def test_how_far_a_number_is_known_stands_beside_it(visit: Visit, country: str, says: str) -> None:
    test = visit("stop", Log().answers(rf_chest=True))

    test.selectbox(key="country_stop").set_value(country).run()

    assert says in said(test)
