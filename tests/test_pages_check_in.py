"""The check-in, stop and wait pages without a browser, and the pure helpers behind them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from lib import decide, intake, journal, knowledge
from lib.journal import NotSaved
from lib.model import Clearance
from lib.ui import clock, modes
from lib.ui.browser_store.memory import Memory, State
from lib.ui.check_in import clearing, path, reasons, say, visit
from lib.ui.check_in.path import Mode
from lib.ui.modes import Mode as Storage

ROOT = Path(__file__).parent.parent
KNOWN = knowledge.load()
REASONS = reasons.load()
TODAY = date(2026, 11, 22)

FLAGS = tuple(q.id for q in KNOWN.questions.values() if q.kind == "tick")
WELL: Mapping[str, Any] = {
    "age_years": 45,
    "pain_duration": "6_to_12_weeks",
    "pain_now_0_10": 3,
    "pain_average_7d_0_10": 4,
    "pain_worst_7d_0_10": 6,
    **dict.fromkeys(FLAGS, False),
    "leg_symptoms": "none",
    "pain_settles": "same_day",
    "pain_trend": "better",
    "worse_with": ("sitting",),
    "eases_with": "neither",
    "can_rise_from_chair_5x": "yes",
    "can_get_up_from_floor": "yes",
    "can_bridge_10s": "yes",
    "can_side_prop_left_10s": "not_tried",
    "can_side_prop_right_10s": "not_tried",
    "can_knee_plank_10s": "not_tried",
    "can_stand_one_leg_10s": "no",
    "kit": ("ball",),
    "days_per_week": 5,
    "minutes_per_session": 15,
}


class Visitor:
    """Somebody in an AppTest, on a day that can be moved."""

    def __init__(self, test: AppTest, store: Callable[[], journal.Store], day: Path) -> None:
        self.test = test
        self.store = store
        self.day = day

    def opens(self, page: str = "check_in") -> Visitor:
        """Goes there; needed too after a page has led elsewhere, which AppTest does not follow."""
        self.test.switch_page(f"pages/{page}.py").run()
        return self.fine()

    def fine(self) -> Visitor:
        assert not self.test.exception, [e.message for e in self.test.exception]
        return self

    def title(self) -> str:
        return self.test.title[0].value

    def sets(self, key: str, value: Any) -> Visitor:
        """Answers the widget with that key."""
        kinds = (self.test.number_input, self.test.radio, self.test.button_group)
        found = [w for kind in (*kinds, self.test.checkbox, self.test.date_input) for w in kind]
        next(widget for widget in found if widget.key == key).set_value(value).run()
        return self.fine()

    def types(self, key: str, what: str) -> Visitor:
        self.test.text_input(key=key).set_value(what).run()
        return self.fine()

    def asks(self, key: str) -> bool:
        return key in self.test.session_state

    def presses(self, key: str) -> Visitor:
        self.test.button(key=key).click().run()
        return self.fine()

    def has(self, key: str) -> bool:
        return any(button.key == key for button in self.test.button)

    def saved(self) -> list[dict[str, Any]]:
        """The check-ins in the journal."""
        rows = journal.rows(self.store().read().frames["answers"])
        return [{k: v for k, v in row.items() if not k.startswith("answer")} for row in rows]

    def comes_on(self, when: date) -> Visitor:
        self.day.write_text(when.isoformat(), encoding="utf-8")
        return self

    def has_answered(self, **changed: Any) -> Visitor:
        """Puts a check-in of this moment into the journal."""
        now = clock.now() - timedelta(seconds=5)  # a moment is kept to the second
        row = {"answered_at": now, "answers_date": now.date(), **WELL, **changed}
        self.store().append("answers", [row])
        return self

    # --- whole screens --------------------------------------------------------------------

    def your_back(self, **changed: Any) -> Visitor:
        for id in ("age_years", "pain_duration", *visit.NOW[:3]):
            self.sets(f"ci_{id}", changed.get(id, WELL[id]))
        return self.presses("ci_your_back_next")

    def none_of(self, *lists: str) -> Visitor:
        for id in lists:
            self.sets(f"ci_{id}_none", True).presses(f"ci_{id}_next")
        return self

    def the_rest(self) -> Visitor:
        self.sets("ci_leg_symptoms", "none").sets("ci_pain_settles", "same_day")
        self.sets("ci_pain_trend", "better").sets("ci_worse_with", ["sitting"])
        self.sets("ci_eases_with", "neither").presses("ci_behaviour_next")
        self.sets("ci_can_rise_from_chair_5x", "yes").sets("ci_can_get_up_from_floor", "yes")
        self.presses("ci_abilities_next").sets("ci_kit", ["ball"])
        return self.presses("ci_week_next")


LISTS = ("emergency", "illness", "readiness")


@pytest.fixture(params=["local", "guest"])
def visitor(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Visitor:
    day = tmp_path / "today"
    day.write_text(TODAY.isoformat(), encoding="utf-8")
    folder = tmp_path / "journal"
    monkeypatch.setenv("EVEN_KEEL_TODAY_FILE", str(day))
    monkeypatch.setenv("EVEN_KEEL_JOURNAL", str(folder))
    monkeypatch.setattr(modes, "current", lambda: Storage(request.param))
    test = AppTest.from_file(str(ROOT / "app.py"), default_timeout=20)
    test.session_state["browser_store_memory"] = Memory(state=State.EMPTY)
    test.session_state["guest_journal"] = files = {}

    def store() -> journal.Store:
        if request.param == "guest":
            return journal.MemoryStore(files, KNOWN.question_kinds)
        return journal.FolderStore(folder, KNOWN.question_kinds)

    return Visitor(test.run(), store, day)


def words(test: AppTest) -> list[str]:
    """What a page shows, text by text."""
    return [m.value for kind in ("title", "markdown", "caption", "code") for m in test.get(kind)]


def text(test: AppTest) -> str:
    return " ".join(words(test))


# --- the check-in ------------------------------------------------------------------------


def test_a_whole_check_in_is_one_row_and_leads_to_today(visitor: Visitor) -> None:
    visitor.opens().your_back().none_of(*LISTS).the_rest()

    changed = {"can_bridge_10s": "not_tried", "can_stand_one_leg_10s": "not_tried"}
    assert visitor.saved() == [{**WELL, **changed}]
    assert visitor.store().load_draft() is None


def test_no_needed_answer_stands_there_beforehand_but_those_with_a_preset(visitor: Visitor) -> None:
    visitor.opens()
    seen = [w.value for w in (*visitor.test.number_input, *visitor.test.radio)]
    assert seen == [None, None]
    assert [w.value for w in visitor.test.button_group] == [None, None, None]

    visitor.your_back().none_of(*LISTS)
    assert {w.value for w in visitor.test.radio} == {None}
    visitor.sets("ci_leg_symptoms", "none").sets("ci_pain_settles", "same_day")
    visitor.sets("ci_pain_trend", "better").sets("ci_worse_with", []).sets(
        "ci_worse_with", ["none"]
    )
    visitor.sets("ci_eases_with", "neither").presses("ci_behaviour_next")
    values = [w.value for w in visitor.test.button_group]
    assert values == [None, None, *["not_tried"] * 5]


def test_an_empty_screen_names_every_open_question_and_saves_nothing(visitor: Visitor) -> None:
    visitor.opens().presses("ci_your_back_next")

    assert visitor.title() == "Your back"
    assert visitor.test.warning[0].value == (
        "Still open: “Your age”, “How long have you had this pain”, “Pain right now”, "
        "“Average pain, past week”, “Worst pain, past week”."
    )
    assert "“Your age” is still open." in text(visitor.test)
    assert visitor.saved() == []


def test_pains_that_contradict_each_other_are_refused_by_name_until_one_is_changed(
    visitor: Visitor,
) -> None:
    visitor.opens().your_back(pain_now_0_10=5, pain_average_7d_0_10=4, pain_worst_7d_0_10=3)

    assert visitor.title() == "Your back"
    assert visitor.test.warning[0].value == (
        "“Worst pain, past week” (3) cannot be below “Average pain, past week” (4) and “Pain right "
        "now” (5). Please change one."
    )
    assert "This does not fit with an answer above." in text(visitor.test)
    assert visitor.saved() == []

    visitor.sets("ci_pain_worst_7d_0_10", 5).presses("ci_your_back_next")
    assert visitor.title() == "Emergency signs"


def test_a_saved_check_in_that_contradicts_itself_still_gives_a_plan(visitor: Visitor) -> None:
    visitor.has_answered(pain_now_0_10=5, pain_average_7d_0_10=4, pain_worst_7d_0_10=3)

    assert decision_of(visitor).plan is not None
    visitor.opens("today")
    assert visitor.title() == "Today"


@pytest.mark.parametrize("list_id", LISTS)
def test_a_list_neither_ticked_nor_confirmed_stays_open(visitor: Visitor, list_id: str) -> None:
    before = LISTS[: LISTS.index(list_id)]
    visitor.opens().your_back().none_of(*before).presses(f"ci_{list_id}_next")

    assert visitor.title() == KNOWN.lists[list_id].title
    assert "tick what is so, or “None of these”" in visitor.test.warning[0].value


def test_a_question_that_hangs_on_another_comes_and_goes_with_it(visitor: Visitor) -> None:
    visitor.opens()
    for age, asked in ((55, True), (54, False), (20, False), (19, True)):
        visitor.sets("ci_age_years", age)
        keys = {widget.key for widget in visitor.test.button_group}
        assert ("ci_first_episode" in keys) is asked, age


@pytest.mark.parametrize(
    ("given", "dropped"),
    [
        ({"age_years": 45, "first_episode": True}, {"first_episode"}),
        ({"age_years": 60, "first_episode": True}, set()),
        ({"rd_joint": False, "rd_joint_where": ("wrist",)}, {"rd_joint_where"}),
        ({"rd_joint": True, "rd_joint_where": ("wrist",)}, set()),
        ({"pain_duration": "under_6_weeks", "inflam_crept_on": True}, {"inflam_crept_on"}),
        ({"pain_duration": "over_12_weeks", "inflam_crept_on": True}, set()),
        ({"kit": (), "height_cm": 170}, {"height_cm"}),
    ],
)
def test_an_answer_to_a_question_that_no_longer_applies_is_dropped(
    given: dict[str, Any], dropped: set[str]
) -> None:
    assert set(given) - set(path.kept(given, KNOWN)) == dropped


def test_of_the_statements_about_the_pattern_those_not_picked_are_a_no(visitor: Visitor) -> None:
    visitor.opens().sets("ci_pain_duration", "over_12_weeks")
    visitor.your_back(pain_duration="over_12_weeks").none_of(*LISTS)
    visitor.presses("ci_behaviour_next")
    assert "“Which of these fit”" in visitor.test.warning[0].value

    visitor.sets("ci_pattern", ["inflam_crept_on"]).the_rest()

    saved = visitor.saved()[0]
    assert [id for id, value in saved.items() if id.startswith("inflam") and value] == [
        "inflam_crept_on"
    ]
    assert sum(id.startswith("inflam") for id in saved) == 5


def test_beside_an_example_nothing_is_asked(visitor: Visitor) -> None:
    visitor.test.session_state["example"] = "desk_worker"

    visitor.opens()

    assert "This is an example." in text(visitor.test)
    assert not visitor.test.number_input
    visitor.presses("empty_check_in_example_go").opens()
    assert visitor.title() == "Your back"


def test_what_is_not_saved_is_said_and_all_of_it_stays(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor.opens().your_back().none_of(*LISTS)
    disk_full = pytest.MonkeyPatch()

    def refuse(*_: Any) -> None:
        raise NotSaved("Not saved: this check-in. The disk is full.")

    disk_full.setattr(journal.Store, "append", refuse)
    try:
        visitor.the_rest()
        assert visitor.title() == "Your week"
        said = [error.value for error in visitor.test.error]
        assert any("The disk is full." in sentence for sentence in said)
        assert any("What you entered is still here" in sentence for sentence in said)
        assert next(w.value for w in visitor.test.button_group) == ["ball"]
        assert visitor.store().load_draft() is not None
    finally:
        disk_full.undo()

    visitor.presses("ci_week_next")
    assert len(visitor.saved()) == 1


def test_an_emergency_sign_is_shown_even_where_it_cannot_be_saved(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: Any) -> None:
        raise NotSaved("Not saved.")

    monkeypatch.setattr(journal.Store, "append", refuse)
    monkeypatch.setattr(journal.Store, "save_draft", refuse)

    visitor.opens().your_back().sets("ci_emergency_rf_ces_saddle", True)
    visitor.presses("ci_emergency_next")

    assert visitor.title() == "Please get help now"
    assert "I have new numbness or tingling between my legs" in text(visitor.test)


# --- stop -----------------------------------------------------------------------------------

URGENT = {
    id: rule
    for id in FLAGS
    for rule in KNOWN.rules_for("screen.")
    if rule.flags == (id,) and rule.then["urgency"] in ("EMERGENCY", "SAME_DAY")
}


@pytest.mark.parametrize("flag", URGENT)
def test_every_urgent_tick_stops_on_its_own_list(flag: str) -> None:
    listed = KNOWN.questions[flag].list
    part = path.parts(Mode.FULL, (), KNOWN)[LISTS.index(listed) + 1]

    assert part.id == listed
    assert path.urgent({flag: True}, KNOWN) == (URGENT[flag],)
    assert path.urgent({flag: False}, KNOWN) == ()
    assert path.urgent({}, KNOWN) == ()


@pytest.mark.parametrize(
    ("flag", "title"),
    [("rf_ces_bladder", "Please get help now"), ("rf_kidney", "Please speak to a doctor today")],
)
def test_the_stop_page_says_how_soon_and_no_exercise(
    visitor: Visitor, flag: str, title: str
) -> None:
    visitor.has_answered(**{flag: True}).opens("stop")

    assert visitor.title() == title
    shown = text(visitor.test)
    assert REASONS.by_rule[f"screen.{flag}"].i_say in shown
    assert not [e.name for e in KNOWN.exercises.values() if e.name in shown]


def test_the_stop_page_without_a_stop_says_so(visitor: Visitor) -> None:
    for _ in range(2):
        visitor.opens("stop")
        assert visitor.title() == "There is no stop"
        assert visitor.has("empty_no_stop_go")
        visitor.has_answered()


def test_a_mistaken_tick_of_a_finished_check_in_is_a_new_row(visitor: Visitor) -> None:
    visitor.has_answered(rf_infection=True).opens("stop")

    visitor.presses("doubt_screen.rf_infection")
    assert visitor.test.header[0].value == KNOWN.questions["rf_infection"].asks
    assert [row["rf_infection"] for row in visitor.saved()] == [True]
    visitor.presses("doubt_no")

    assert visitor.saved() == [{**WELL, "rf_infection": True}, dict(WELL)]


def test_a_stop_that_follows_from_two_answers_asks_both_again(visitor: Visitor) -> None:
    both = {"leg_symptoms": "both_legs_steady", "pain_duration": "under_6_weeks"}
    visitor.has_answered(**both).opens("stop")
    assert visitor.title() == "Please speak to a doctor today"

    visitor.presses("doubt_screen.both_legs_steady_recent")
    visitor.sets("ci_leg_symptoms", "above_knee").presses("doubt_no")

    assert [row["leg_symptoms"] for row in visitor.saved()] == ["both_legs_steady", "above_knee"]


@pytest.mark.parametrize(("days", "offered"), [(0, False), (1, True), (30, True)])
def test_an_urgent_sign_can_be_cleared_from_the_day_after(
    visitor: Visitor, days: int, offered: bool
) -> None:
    visitor.has_answered(rf_infection=True).comes_on(TODAY + timedelta(days=days)).opens("stop")

    assert visitor.has("cleared_save") is offered


def test_clearing_an_urgent_sign_gives_a_plan_with_care(visitor: Visitor) -> None:
    visitor.has_answered(rf_infection=True).comes_on(TODAY + timedelta(days=2)).opens("stop")
    assert visitor.test.date_input[0].value is None

    visitor.sets("cleared_rf_infection", True).sets("cleared_on", TODAY + timedelta(days=1))
    visitor.presses("cleared_save")

    last = visitor.saved()[-1]
    assert last["rf_infection"] is True
    assert last["cleared_flags"] == ("rf_infection",)
    assert last["cleared_on"] == TODAY + timedelta(days=1)
    assert decision_of(visitor).clearance is Clearance.PROCEED_WITH_CARE


def decision_of(visitor: Visitor):
    frames = visitor.store().read().frames
    rows = decide.answers_rows(journal.rows(frames["answers"]), KNOWN)
    return decide.decide(rows, frames, (), KNOWN, clock.today())


# --- wait -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changed", "soon"),
    [
        ({"rf_cancer": True}, "Please see a clinician in the next few days."),
        ({"rd_heart": True}, "Please ask a clinician before you start."),
        ({"rd_heart": True, "rf_weight": True}, "Please see a clinician in the next few days."),
        ({"leg_symptoms": "both_legs_other"}, "Please see a clinician in the next few days."),
    ],
)
def test_the_wait_page_says_how_soon_what_meanwhile_and_has_a_note(
    visitor: Visitor, changed: dict[str, Any], soon: str
) -> None:
    visitor.has_answered(**changed).opens("wait")

    assert visitor.test.subheader[0].value == soon
    shown = text(visitor.test)
    assert "Everyday things at your own pace" in shown
    assert "alks" in shown
    note = visitor.test.code[0].value
    for finding in clearing.withholding(decision_of(visitor)):
        why = REASONS.by_rule[finding.rule_id]
        for says in (why.i_say, *why.asks):
            assert says[1:] in note
            assert says[1:] in shown
    assert visitor.has("cleared_save")


def test_clearing_names_what_is_missing_and_then_counts(visitor: Visitor) -> None:
    visitor.has_answered(rd_heart=True, rd_meds=True).opens("wait").presses("cleared_save")
    assert visitor.test.warning[0].value == "Choose what the clinician knows about."
    visitor.sets("cleared_rd_heart", True).presses("cleared_save")
    assert "Enter the day" in visitor.test.warning[0].value
    assert len(visitor.saved()) == 1

    visitor.sets("cleared_on", TODAY).presses("cleared_save")
    assert decision_of(visitor).clearance is Clearance.SEE_CLINICIAN  # the other still waits
    visitor.opens("wait").sets("cleared_rd_heart", True).sets("cleared_rd_meds", True)
    visitor.sets("cleared_on", TODAY).presses("cleared_save")

    assert set(visitor.saved()[-1]["cleared_flags"]) == {"rd_heart", "rd_meds"}
    assert decision_of(visitor).clearance is Clearance.PROCEED_WITH_CARE


def test_nobody_under_18_can_be_cleared(visitor: Visitor) -> None:
    visitor.has_answered(age_years=17, rd_heart=True).opens("wait")

    assert "Even Keel is for adults only." in text(visitor.test)
    assert not visitor.has("cleared_save")


def test_under_18_the_check_in_ends_after_the_safety_lists(visitor: Visitor) -> None:
    visitor.opens().sets("ci_age_years", 17).sets("ci_first_episode", True)
    visitor.your_back(age_years=17).none_of(*LISTS)

    assert visitor.title() == "Before you start"
    assert "leg_symptoms" not in visitor.saved()[0]


@pytest.mark.parametrize(
    ("chosen", "days_ago", "says"),
    [
        (("rd_preg",), -1, "still to come"),
        (("rd_preg",), 80, ""),
        (("rd_preg",), 100, "counts for 3 months"),
        (("rd_heart",), 100, ""),
        (("rd_heart",), 364, ""),
        (("rd_heart",), 370, "counts for 12 months"),
        (("rd_heart", "rd_preg"), 100, "counts for 3 months"),
        ((), 0, "Choose"),
    ],
)
def test_a_clinicians_word_counts_for_a_while(
    chosen: tuple[str, ...], days_ago: int, says: str
) -> None:
    decision = decided(WELL | {"rd_preg": True, "rd_heart": True})

    found = clearing.problem(chosen, TODAY - timedelta(days=days_ago), decision, KNOWN)

    assert says in found
    assert bool(found) is bool(says)


def test_a_word_from_before_an_urgent_tick_does_not_count() -> None:
    rows = [row(WELL | {"rf_infection": True}, ago) for ago in (3, 1)]
    decision = decide.decide(rows, EMPTY, (), KNOWN, TODAY)

    assert clearing.from_day(decision, KNOWN) == TODAY - timedelta(days=2)
    for days_ago, counts in ((3, False), (2, True), (0, True)):
        day = TODAY - timedelta(days=days_ago)
        assert (clearing.problem(("rf_infection",), day, decision, KNOWN) == "") is counts
        cleared = {"cleared_flags": ("rf_infection",), "cleared_on": day, "rf_infection": True}
        after = decide.decide([*rows, row(WELL | cleared, 0)], EMPTY, (), KNOWN, TODAY)
        assert (after.clearance is Clearance.PROCEED_WITH_CARE) is counts


EMPTY = journal.MemoryStore({}, KNOWN.question_kinds).read().frames


def row(raw: Mapping[str, Any], days_ago: int) -> decide.AnswersRow:
    day = TODAY - timedelta(days=days_ago)
    return decide.AnswersRow(datetime.combine(day, time(8), UTC), day, raw)


def decided(raw: Mapping[str, Any]):
    return decide.decide([row(raw, 0)], EMPTY, (), KNOWN, TODAY)


# --- another visit ----------------------------------------------------------------------------


def test_a_change_fills_in_what_still_counts_and_asks_safety_anew(visitor: Visitor) -> None:
    visitor.has_answered(rd_osteo=True).comes_on(TODAY + timedelta(days=3)).opens()

    assert visitor.test.number_input[0].value == 45
    assert [w.value for w in visitor.test.button_group] == [None, None, None]
    for id in visit.NOW[:3]:
        visitor.sets(f"ci_{id}", 2)
    visitor.presses("ci_your_back_next")
    assert {box.value for box in visitor.test.checkbox} == {False}
    visitor.none_of(*LISTS)
    assert visitor.test.radio(key="ci_leg_symptoms").value is None
    assert visitor.test.radio(key="ci_pain_settles").value == "same_day"


def cleared_visit() -> Mapping[str, Any]:
    return WELL | {"rd_heart": True, "cleared_flags": ("rd_heart",), "cleared_on": TODAY}


def test_no_mode_but_the_optional_one_carries_safety_or_a_clearing_over() -> None:
    for mode in (Mode.CHANGE, Mode.FULL):
        begun = visit.begin(mode, cleared_visit(), TODAY, TODAY, KNOWN)
        safety = {q.id for q in KNOWN.questions.values() if q.step == path.SAFETY}
        assert not safety & set(begun.answers)
    again = visit.begin(Mode.RECHECK, cleared_visit(), TODAY, TODAY, KNOWN)
    assert again.again == ("rd_heart",)
    emergency = {q.id for q in KNOWN.questions.values() if q.list == "emergency"}
    asked = {*emergency, "leg_symptoms", "rd_heart"}
    assert asked == {q.id for part in again.parts(KNOWN) for q in part.questions}
    assert set(WELL) - set(again.answers) == asked
    later = visit.begin(Mode.LATER, cleared_visit(), TODAY, TODAY, KNOWN)
    assert later.answers == cleared_visit()


def test_a_recheck_asks_three_things_and_saves_the_last_answers_with_them(
    visitor: Visitor,
) -> None:
    visitor.has_answered(**cleared_visit())
    visitor.test.session_state["check_in_wanted"] = Mode.RECHECK
    visitor.comes_on(TODAY + timedelta(days=3)).opens()
    assert visitor.title() == "A short re-check"

    visitor.none_of("emergency").presses("ci_legs_next")
    assert "Heart condition" in visitor.test.warning[0].value
    visitor.sets("ci_leg_symptoms", "above_knee").sets("ci_rd_heart", False)
    visitor.presses("ci_legs_next")

    expected = WELL | {"leg_symptoms": "above_knee"}
    assert visitor.saved()[-1] == expected


def test_a_cleared_flag_that_is_still_so_after_a_flare_waits_again(visitor: Visitor) -> None:
    visitor.has_answered(**cleared_visit())
    visitor.test.session_state["check_in_wanted"] = Mode.RECHECK
    visitor.opens().none_of("emergency")
    visitor.sets("ci_leg_symptoms", "none").sets("ci_rd_heart", True).presses("ci_legs_next")

    assert visitor.title() == "Before you start"


def stop_the_course(visitor: Visitor) -> Visitor:
    now = clock.now() + timedelta(seconds=1)
    visitor.store().append(
        "checkins",
        [
            {
                "checkin_id": "c1",
                "checkin_at": now,
                "checkin_date": now.date(),
                "kind": "weekly",
                "pain_average_7d_0_10": 4,
                "pain_worst_7d_0_10": 6,
                "flare": False,
                "leg_worse": True,
            }
        ],
    )
    return visitor.comes_on(TODAY + timedelta(days=1))


def test_while_the_course_is_stopped_the_check_in_is_a_recheck_and_says_why(
    visitor: Visitor,
) -> None:
    stop_the_course(visitor.has_answered())
    visitor.test.session_state["check_in_wanted"] = Mode.LATER  # a row of it would end the stop

    visitor.opens()

    assert visitor.title() == "A short re-check"
    assert "You said a leg is worse." in text(visitor.test)
    visitor.none_of("emergency").sets("ci_leg_symptoms", "none").presses("ci_legs_next")
    course = decision_of(visitor).course
    assert course is not None
    assert not course.stopped


def test_an_emergency_sign_in_a_recheck_stops_with_a_row_that_never_looks_finished(
    visitor: Visitor,
) -> None:
    stop_the_course(visitor.has_answered())
    visitor.opens().sets("ci_emergency_rf_chest", True).presses("ci_emergency_next")
    assert visitor.title() == "Please get help now"
    assert "rd_heart" not in visitor.saved()[-1]

    visitor.opens("stop").presses("doubt_screen.rf_chest").presses("doubt_no")
    assert visitor.opens().title() == "A short re-check"
    visitor.sets("ci_leg_symptoms", "none").presses("ci_legs_next")

    assert visitor.saved()[-1] == dict(WELL)


def test_the_optional_questions_can_be_left_out_one_by_one(visitor: Visitor) -> None:
    visitor.has_answered().opens("plan").presses("ask_later").opens()
    assert visitor.title() == "A few optional questions"

    visitor.sets("ci_sleep_disturbed_nights", 6).types("ci_activity_1", "=socks | “on”")
    visitor.presses("ci_later_next")

    added = {"sleep_disturbed_nights": 6, "activity_1": "=socks | “on”"}
    assert visitor.saved() == [WELL, {**WELL, **added}]


def test_plan_invites_to_the_optional_questions_until_they_are_answered(visitor: Visitor) -> None:
    before = decision_of(visitor.has_answered())
    visitor.opens("plan")
    assert "What your back makes hard" in text(visitor.test)
    assert "which size of ball fits you" in text(visitor.test)

    visitor.presses("ask_later").opens().sets("ci_height_cm", 168)
    visitor.types("ci_activity_1", "putting on *socks*").sets("ci_activity_1_0_10", 3)
    visitor.presses("ci_later_next").opens("plan")

    added = {"height_cm": 168, "activity_1": "putting on *socks*", "activity_1_0_10": 3}
    assert visitor.saved() == [WELL, {**WELL, **added}]
    after = decision_of(visitor)
    assert (after.clearance, after.findings) == (before.clearance, before.findings)
    assert (after.plan, after.unanswered) == (before.plan, before.unanswered)
    assert "What your back makes hard" not in text(visitor.test)
    assert "A ball of 55 cm fits your height." in text(visitor.test)
    visitor.presses("ask_later").opens()
    assert visitor.test.text_input(key="ci_activity_1").value == "putting on *socks*"

    visitor.presses("ci_skip").comes_on(TODAY + timedelta(days=7)).opens("today")
    labels = [widget.label for widget in visitor.test.button_group]
    assert "How well can you do this now: putting on \\*socks\\*" in labels


def test_how_sure_one_is_does_not_end_the_invitation_and_no_ball_needs_no_height(
    visitor: Visitor,
) -> None:
    visitor.has_answered(kit=(), confidence_0_10=8).opens("plan")

    assert "What your back makes hard" in text(visitor.test)
    assert "size of ball" not in text(visitor.test)


def test_a_further_activity_is_asked_for_once_one_is_named_and_a_score_needs_a_name(
    visitor: Visitor,
) -> None:
    visitor.has_answered().opens("plan").presses("ask_later").opens()
    assert not visitor.asks("ci_activity_2")
    visitor.types("ci_activity_1", "socks").types("ci_activity_2", "stairs")
    assert visitor.asks("ci_activity_3")
    assert not visitor.asks("ci_activity_3_0_10")
    visitor.sets("ci_activity_2_0_10", 5).types("ci_activity_2", " ")

    visitor.presses("ci_later_next")

    assert visitor.saved()[-1] == {**WELL, "activity_1": "socks"}


def test_nobody_is_invited_while_sessions_are_stopped_or_in_an_example(visitor: Visitor) -> None:
    visitor.test.session_state["example"] = "bending_hurts"
    visitor.opens("plan")
    assert not visitor.has("ask_later")

    visitor.test.session_state["example"] = None
    stop_the_course(visitor.has_answered()).opens("plan")
    assert not visitor.has("ask_later")


def test_what_is_not_asked_there_stays_as_it_was(visitor: Visitor) -> None:
    elsewhere = {"sex": "female", "confidence_0_10": 8}
    visitor.has_answered(**elsewhere).opens("plan").presses("ask_later").opens()
    assert not visitor.asks("ci_sex")
    assert not visitor.asks("ci_confidence_0_10")

    visitor.sets("ci_sleep_disturbed_nights", 2).presses("ci_later_next")

    assert visitor.saved()[-1] == {**WELL, **elsewhere, "sleep_disturbed_nights": 2}


# --- half done -------------------------------------------------------------------------------


@pytest.mark.parametrize("mode", [Mode.LATER, Mode.CHANGE])
def test_what_is_half_done_can_be_gone_on_with_from_today(visitor: Visitor, mode: Mode) -> None:
    visitor.has_answered().opens("today")
    assert not visitor.has("half_done_go")
    visitor.test.session_state["check_in_wanted"] = mode
    visitor.opens()
    if mode is Mode.LATER:
        visitor.types("ci_activity_1", "socks")
    else:
        visitor.sets("ci_pain_now_0_10", 5)

    visitor.opens("today")
    assert ("the optional questions" in text(visitor.test)) is (mode is Mode.LATER)
    visitor.presses("half_done_go").opens()

    shown = visitor.test.session_state
    assert mode is not Mode.LATER or shown["ci_activity_1"] == "socks"
    assert mode is not Mode.CHANGE or shown["ci_pain_now_0_10"] == 5
    assert visitor.saved() == [WELL]


def test_a_half_done_change_can_be_dropped_and_is_never_overwritten(visitor: Visitor) -> None:
    visitor.has_answered().opens("plan").presses("change_answers").opens()
    visitor.sets("ci_pain_now_0_10", 5).opens("plan")
    assert not visitor.has("ask_later")

    visitor.opens("today").presses("half_done_end")

    assert not visitor.has("half_done_go")
    assert visitor.store().load_draft() is None
    assert visitor.saved() == [WELL]
    assert visitor.opens("plan").has("ask_later")


def test_a_draft_comes_back_as_it_was() -> None:
    answers = {
        **WELL,
        "worse_with": (),
        "cleared_on": TODAY,
        "cleared_flags": ("rd_heart",),
    }
    before = visit.Visit(Mode.CHANGE, TODAY, "illness", answers, ("rd_heart",), ("rf_chest",))

    store = journal.MemoryStore({}, KNOWN.question_kinds)
    store.save_draft(visit.as_draft(before))

    assert visit.from_draft(store.load_draft() or {}, KNOWN, TODAY) == before


@pytest.mark.parametrize(
    "draft",
    [
        {},
        {"mode": "other"},
        {"mode": "full", "day": "soon", "at": "", "answers": {}, "again": [], "mended": []},
        {"mode": "full", "day": "2026-11-22", "at": "", "answers": 3, "again": [], "mended": []},
    ],
)
def test_a_draft_that_cannot_be_read_is_no_draft(draft: dict[str, Any]) -> None:
    assert visit.from_draft(draft, KNOWN, TODAY) is None


def test_of_a_draft_only_what_can_be_used_is_used() -> None:
    answers = {"age_years": 200, "kit": ["ball"], "gone": 1, "pain_now_0_10": "3", "rf_chest": 1}

    assert path.usable(answers, KNOWN, TODAY) == {"kit": ("ball",)}


# --- words ----------------------------------------------------------------------------------


def test_what_is_to_be_done_is_said_once_for_two_signs() -> None:
    found = clearing.stopping(decided(WELL | {"rf_ces_saddle": True, "rf_neuro_prog": True}))

    sentences = say.sentences(found, KNOWN, REASONS)

    assert len(sentences) == 3
    assert sentences[-1].startswith("Call your emergency number")
    assert say.to_say(found, KNOWN, REASONS) == (
        "I have back pain, I have new numbness or tingling between my legs, and my leg or foot "
        "is getting weaker.",
        "I was told this can be an emergency: can someone see me now?",
    )


@pytest.mark.parametrize("flag", FLAGS)
def test_headlines_have_at_most_ten_words_and_no_and(flag: str) -> None:
    asks = KNOWN.questions[flag].asks

    assert len(asks.split()) <= 10
    assert "and" not in asks.lower().split()


def test_each_safety_list_says_that_causes_are_rare_and_ends_with_none() -> None:
    for ticks in KNOWN.lists.values():
        assert "rare, about 1 in 100" in ticks.intro
        assert "everyone is asked" in ticks.intro
        assert ticks.none_says == "None of these"


def count(test: AppTest) -> int:
    """Words on a screen of the check-in: all texts, labels, choices, hints, buttons."""
    texts = words(test)
    for widget in test.number_input:
        texts += [widget.label, widget.proto.placeholder if widget.value is None else ""]
    for widget in test.radio:
        texts += [widget.label, *widget.options]
    for group in test.button_group:
        options = [option.content for option in group.proto.options]
        texts += [group.label, *(option for option in options if not option.isdigit())]
    texts += [widget.label for kind in (test.checkbox, test.button) for widget in kind]
    texts += [bar.proto.text for bar in test.get("progress")]
    texts += [block.label for block in test.expander]
    plain = " ".join(texts).replace(":small[", " ").replace("*", " ").replace("]", " ")
    return sum(1 for word in plain.split() if any(letter.isalnum() for letter in word))


def test_the_required_path_has_at_most_650_words(visitor: Visitor) -> None:
    visitor.opens()
    total = count(visitor.test)
    visitor.your_back()
    for list_id in LISTS:
        total += count(visitor.test)
        visitor.none_of(list_id)
    optional = KNOWN.questions["movement_worry_0_10"]
    hidden = f"{optional.asks} {optional.detail} 0 {optional.low} 10 {optional.high}"
    total += count(visitor.test) - len(hidden.split())  # in a closed fold
    visitor.sets("ci_leg_symptoms", "none").sets("ci_pain_settles", "same_day")
    visitor.sets("ci_pain_trend", "better").sets("ci_worse_with", ["sitting"])
    visitor.sets("ci_eases_with", "neither").presses("ci_behaviour_next")
    total += count(visitor.test)
    visitor.sets("ci_can_rise_from_chair_5x", "yes").sets("ci_can_get_up_from_floor", "yes")
    visitor.presses("ci_abilities_next")
    total += count(visitor.test)

    assert visitor.title() == "Your week"
    assert 600 < total <= 650


def test_every_answer_the_screens_can_give_is_one_the_intake_takes() -> None:
    for question in KNOWN.questions.values():
        for choice in question.choices:
            value: Any = (choice.id,) if question.kind == "several" else choice.id
            intake.clean_answers({question.id: value}, KNOWN, TODAY)


def test_knowledge_has_what_the_pages_ask_for_by_name() -> None:
    for id in (*visit.NOW, *visit.ASKS_AGAIN.values(), *path.CLEARED):
        assert id in KNOWN.questions
    assert {path.EMERGENCY_LIST, path.READINESS_LIST} <= set(KNOWN.lists)
