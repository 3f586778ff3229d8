"""Decisions with their evidence: the rows are the right ones, and what would change it does."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from string import Formatter
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib import evidence, people, rules
from lib.decide import AnswersRow, decide_from
from lib.evidence import changes, missing, rows, terms
from lib.evidence.changes import Change
from lib.model import Action, DayDecision, Decision, SessionDay, Truth, Weekly
from tests.given import (
    IN_EASE,
    IN_STRENGTHEN,
    START,
    as_of,
    make_day,
    make_exercise,
    make_morning,
    make_raw,
    make_weekly,
    shipped,
)
from tests.visits import KNOWN, PEOPLE, Log

BRIDGE = "glute_bridge"


def on(number: int) -> date:
    return START + timedelta(days=number)


# --- a journal as values ------------------------------------------------------------------------


@dataclass(frozen=True)
class Lived:
    """A log, day by day, and the check-ins: number of the day → answers that differ."""

    until: int
    days: tuple[SessionDay, ...] = ()
    weekly: tuple[Weekly, ...] = ()
    mornings: tuple[tuple[int, int], ...] = ()
    check_ins: tuple[tuple[int, dict[str, Any]], ...] = ((0, {}),)

    def decision(self) -> Decision:
        answered = [
            AnswersRow(
                datetime.combine(on(number), time(18 if number else 7), UTC),
                on(number),
                make_raw(**raw),
            )
            for number, raw in self.check_ins
        ]
        mornings = [make_morning(number, pain) for number, pain in self.mornings]
        progress = as_of(
            self.until, sorted(self.days, key=lambda one: one.day), self.weekly, mornings
        )
        return decide_from(answered, progress, (), shipped())

    def found(self, rule_id: str) -> tuple[DayDecision, evidence.Evidence]:
        """The last decision with this rule, and its evidence."""
        decision = self.decision()
        for made in reversed(decision.course.decisions):
            for one in evidence.of_decision(made, decision, shipped()):
                if one.rule_id == rule_id and (made.reasons or rule_id == evidence.STEP_UP):
                    return made, one
        raise AssertionError(f"{rule_id} never fired: {decision.course.decisions}")


CELLS = {"pain_before_0_10": "before_0_10", "pain_most_0_10": "most_0_10", "pain_kind": "kind"}
WEEKLY_CELLS = {"pain_average_7d_0_10": "mean_0_10", "flare": "flare", "leg_worse": "leg_worse"}


def changed(lived: Lived, change: Change) -> Lived:
    """The same log with that one value in it."""
    number = (change.day - START).days
    if change.kind == rows.MORNING:
        days = [
            replace(d, morning_0_10=change.value) if d.day == on(number - 1) else d
            for d in lived.days
        ]
        mornings = [(n, change.value if n == number else pain) for n, pain in lived.mornings]
        return replace(lived, days=tuple(days), mornings=tuple(mornings))
    if change.kind == rows.WEEKLY:
        cell = {WEEKLY_CELLS[change.field]: change.value}
        weekly = [replace(row, **cell) if row.day == change.day else row for row in lived.weekly]
        return replace(lived, weekly=tuple(weekly))
    if change.kind == rows.CHECK_IN:
        check_ins = [
            (n, {**raw, change.field: change.value}) if n == number else (n, raw)
            for n, raw in lived.check_ins
        ]
        return replace(lived, check_ins=tuple(check_ins))
    days = [_other(d, change) if d.day == change.day else d for d in lived.days]
    return replace(lived, days=tuple(days))


def _other(day: SessionDay, change: Change) -> SessionDay:
    if change.field in CELLS:
        return replace(day, **{CELLS[change.field]: change.value})
    if change.field == "session_date":
        return replace(day, day=change.value, last_at=datetime.combine(change.value, time(9), UTC))
    cell = {"form": "form", "done": "all_done", "pain_0_10": "pain_0_10"}[change.field]
    of = change.exercises or {one.exercise_id for one in day.exercises}
    exercises = [
        replace(one, **{cell: change.value}) if one.exercise_id in of else one
        for one in day.exercises
    ]
    return replace(day, exercises=tuple(exercises))


def rules_on(lived: Lived, day: date) -> set[str]:
    decisions = lived.decision().course.decisions
    return {reason.rule_id for made in decisions if made.day == day for reason in made.reasons}


# --- one case for every rule that acts --------------------------------------------------------------

EASE = ((0, IN_EASE),)
CASES: dict[str, tuple[Lived, set[tuple[str, int]]]] = {
    "progress.stop_leg_worse": (
        Lived(7, weekly=(make_weekly(7, leg_worse=True),)),
        {("weekly", 7)},
    ),
    "progress.stop_spreading": (Lived(2, (make_day(2, kind="spreading"),)), {("session", 2)}),
    "progress.stop_weekly_flare": (
        Lived(7, weekly=(make_weekly(7, flare=True),)),
        {("weekly", 7)},
    ),
    "progress.stop_raised_mornings": (
        Lived(9, weekly=(make_weekly(7),), mornings=((8, 5), (9, 6))),
        {("weekly", 7), ("next_morning", 8), ("next_morning", 9)},
    ),
    "progress.stop_weekly_rise": (
        Lived(14, weekly=(make_weekly(7, mean=3), make_weekly(14, mean=5))),
        {("weekly", 7), ("weekly", 14)},
    ),
    "progress.exercise_above_ceiling": (
        Lived(2, (make_day(1, most=2), make_day(2, before=3, most=7))),
        {("session", 2)},
    ),
    "progress.exercise_sharp": (Lived(2, (make_day(2, kind="sharp"),)), {("session", 2)}),
    "progress.exercise_poor_form": (
        Lived(4, (make_day(1), *(make_day(n, make_exercise(form="poor")) for n in (2, 4)))),
        {("session", 2), ("session", 4)},
    ),
    "progress.step_back_after_sore_morning": (
        Lived(3, (make_day(2, before=2, morning=5),)),
        {("session", 2), ("next_morning", 3)},
    ),
    "progress.phase_back_unsettled": (
        Lived(
            12, (*(make_day(n, morning=4) for n in (2, 9)), make_day(10), make_day(11, morning=4))
        ),
        {("session", 9), ("next_morning", 10), ("session", 11), ("next_morning", 12)},
    ),
    "progress.hold_not_all_done": (
        Lived(3, (make_day(2, make_exercise(done=False)),)),
        {("session", 2)},
    ),
    "progress.hold_not_easy": (Lived(3, (make_day(2, before=2, most=5),)), {("session", 2)}),
    "progress.hold_settled_unknown": (Lived(3, (make_day(2, morning=None),)), {("session", 2)}),
    "progress.exercise_step_up": (
        Lived(
            6,
            (make_day(1, most=5), make_day(3), make_day(4, make_exercise("bird_dog")), make_day(5)),
        ),
        {("session", 3), ("next_morning", 4), ("session", 5), ("next_morning", 6)},
    ),
    "progress.no_session_today": (
        Lived(3, (make_day(2, before=8, most=8, morning=8),)),
        {("session", 2)},
    ),
    "progress.missed_one_level": (
        Lived(13, tuple(make_day(n) for n in (1, 2, 13))),
        {("session", 2), ("session", 13)},
    ),
    "progress.missed_two_levels": (
        Lived(20, tuple(make_day(n) for n in (1, 2, 20))),
        {("session", 2), ("session", 20)},
    ),
    "progress.missed_check_in": (
        Lived(50, tuple(make_day(n) for n in (1, 2, 50))),
        {("session", 2), ("session", 50)},
    ),
    "phase.back_now": (
        Lived(9, check_ins=((0, {}), (9, {"pain_now_0_10": 6}))),
        {("check_in", 0), ("check_in", 9)},
    ),
    "phase.back_mean": (
        Lived(9, check_ins=((0, {}), (9, {"pain_average_7d_0_10": 5}))),
        {("check_in", 0), ("check_in", 9)},
    ),
    "phase.back_worst": (
        Lived(9, check_ins=((0, {}), (9, {"pain_worst_7d_0_10": 8}))),
        {("check_in", 0), ("check_in", 9)},
    ),
    "phase.back_settles": (
        Lived(9, check_ins=((0, {}), (9, {"pain_settles": "next_day_or_later"}))),
        {("check_in", 0), ("check_in", 9)},
    ),
    "phase.back_trend": (
        Lived(9, check_ins=((0, {}), (9, {"pain_trend": "worse"}))),
        {("check_in", 0), ("check_in", 9)},
    ),
    "phase.back_legs": (
        Lived(9, check_ins=((0, {}), (9, {"leg_symptoms": "below_one_knee"}))),
        {("check_in", 0), ("check_in", 9)},
    ),
}
ACTING = [
    id
    for id, rule in shipped().rules.items()
    if "action" in rule.then and id.startswith(("progress.", "phase."))
]


@pytest.mark.parametrize("id", ACTING)
def test_every_rule_that_acts_finds_the_rows_it_used(id) -> None:
    lived, expected = CASES[id]
    _, found = lived.found(id)

    assert {(row.kind, (row.day - START).days) for row in found.used} == expected
    assert all(row.says for row in found.used)


@pytest.mark.parametrize("id", ACTING)
def test_each_named_change_keeps_the_rule_from_applying(id) -> None:
    lived, _ = CASES[id]
    made, found = lived.found(id)

    assert found.would_change
    for change in found.would_change:
        assert change.says.endswith(".")
        assert id not in rules_on(changed(lived, change), _day_of(change, made)), change


def _day_of(change: Change, made: DayDecision) -> date:
    return change.value if change.field == "session_date" else made.day


@pytest.mark.parametrize("id", ACTING)
def test_a_value_one_nearer_to_what_is_logged_would_not_have_been_enough(id) -> None:
    lived, _ = CASES[id]
    made, found = lived.found(id)
    for change in found.would_change:
        step = {"or less": 1, "or more": -1}.get(
            "".join(re.findall("or less|or more", change.says))
        )
        if step is not None:
            nearer = replace(change, value=change.value + step)
            assert id in rules_on(changed(lived, nearer), made.day), change


# --- nothing is left out as the rules grow --------------------------------------------------------------


def judged_rules() -> Iterable[Any]:
    return (rule for id, rule in KNOWN.rules.items() if id.startswith(("progress.", "phase.")))


def test_every_fact_of_a_course_rule_has_a_finder() -> None:
    facts = {fact for rule in judged_rules() for fact in rules.facts_read(rule.when, KNOWN.named)}

    assert facts - set(KNOWN.questions) <= set(rows.FINDERS)


def test_every_finder_is_for_a_fact_that_is_declared() -> None:
    assert set(rows.FINDERS) <= set(KNOWN.measured)


def test_every_fact_a_gate_asks_for_can_be_said_to_be_missing() -> None:
    gates = [rule for rule in judged_rules() if "gate" in rule.then]
    facts = {
        fact
        for rule in gates
        for fact in rules.facts_read(rule.when, KNOWN.named)
        if not fact.endswith("_offered") and fact != "can_rise_from_chair_5x"
    }

    assert facts <= set(missing.PHRASES)


@pytest.mark.parametrize("id", sorted(set(terms.PLAIN) - set(KNOWN.measured)))
def test_plain_words_name_every_limit_of_their_condition_and_no_number_of_their_own(id) -> None:
    rule = KNOWN.rules.get(id) or KNOWN.named[id]
    text = terms.PLAIN[id]
    placed = {name for _, name, _, _ in Formatter().parse(text) if name}

    def limits(condition) -> set[str]:
        found = {test.threshold for test in condition.tests if test.threshold}
        for test in condition.tests:
            if test.fact in KNOWN.named and test.fact not in terms.PLAIN:
                found |= limits(KNOWN.named[test.fact].when)
        return found

    assert limits(rule.when) <= placed <= set(KNOWN.thresholds)
    assert not re.search(r"\d", re.sub(r"\{.*?\}", "", text))


def test_every_rule_that_acts_is_said_in_plain_words() -> None:
    assert set(ACTING) <= set(terms.PLAIN)


# --- the evidence itself --------------------------------------------------------------------------------


def test_a_sore_morning_is_told_with_its_limit_its_rows_and_what_would_have_been_enough() -> None:
    _, found = CASES["progress.step_back_after_sore_morning"][0].found(
        "progress.step_back_after_sore_morning"
    )

    assert found.requirement == (
        "Pain the next morning is 2 points or more above what it was before the session.",
    )
    assert [(row.what, row.says) for row in found.used] == [
        ("Session", "pain 2 before"),
        ("Next morning", "pain 5"),
    ]
    assert [change.says for change in found.would_change] == [
        "With pain of 3 or less the next morning, instead of 5, this would not have applied."
    ]


def test_an_exercise_with_its_own_pain_is_named() -> None:
    hurt = [make_exercise(pain=7), make_exercise("bird_dog", pain=2)]
    _, found = Lived(2, (make_day(2, *hurt, before=3, most=7),)).found(
        "progress.exercise_above_ceiling"
    )

    assert found.used[0].says == "pain 3 before; Bridge: pain 7 at most"
    assert found.would_change[0].says.startswith("With pain of 5 or less in Bridge, instead of 7,")


def test_a_session_is_judged_in_the_phase_that_a_check_in_of_the_same_day_led_to() -> None:
    days = (make_day(9, before=2, most=5),)
    lived = Lived(9, days, check_ins=((0, {}), (9, {"leg_symptoms": "below_one_knee"})))
    at_seven = replace(lived, check_ins=((0, {}), (8, {"leg_symptoms": "below_one_knee"})))
    for one in (lived, at_seven):
        made, found = one.found("progress.exercise_above_ceiling")
        assert made.day == on(9)
        assert "With pain of 3 or less at most" in found.would_change[0].says


def test_a_phase_begun_again_after_a_long_time_away_shows_the_days_away() -> None:
    lived = Lived(
        50, (make_day(1), make_day(2)), check_ins=((0, IN_STRENGTHEN), (50, {"pain_trend": "same"}))
    )
    decision = lived.decision()
    made = decision.course.decisions[-1]
    assert (made.day, made.phase_before.id, made.phase.id) == (on(50), "strengthen", "rebuild")
    (found,) = evidence.of_decision(made, decision, KNOWN)

    assert found.rule_id == "progress.missed_check_in"
    assert [(row.kind, row.day) for row in found.used] == [("session", on(2)), ("check_in", on(50))]


def test_where_nothing_was_asked_each_exercise_says_what_it_lacks() -> None:
    exercises = [make_exercise(), make_exercise("bird_dog", form="mostly")]
    made, found = Lived(2, (make_day(1, *exercises),)).found(evidence.STEP_UP)

    assert made.action is Action.HOLD
    assert found.missing == (
        "One more day as good as this one: Bridge.",
        "A day with good form: Bird dog.",
    )
    assert found.used[0].says == "pain 2 before; pain 2 at most; all done; form mostly good"


def test_a_stop_that_has_ended_still_shows_the_day_it_began() -> None:
    lived = Lived(
        9,
        weekly=(make_weekly(7, leg_worse=True),),
        check_ins=((0, {}), (9, {})),
    )
    made, found = lived.found("progress.stop_leg_worse")

    assert made.day == on(9)
    assert [(row.kind, row.day) for row in found.used] == [("weekly", on(7))]
    assert found.missing == ()


def test_a_stop_that_two_days_caused_shows_both_and_no_single_change() -> None:
    days = (make_day(1, kind="spreading"), make_day(2, kind="spreading"))
    made, found = Lived(9, days, check_ins=((0, {}), (9, {}))).found("progress.stop_spreading")

    assert made.day == on(9)
    assert [row.day for row in found.used] == [on(1), on(2)]
    assert found.would_change == ()


def test_a_stop_that_stands_says_what_ends_it() -> None:
    _, found = CASES["progress.stop_leg_worse"][0].found("progress.stop_leg_worse")

    assert found.missing == (
        "The emergency questions and the one about your legs, answered again.",
    )


def ready_for_rebuild(**last: Any) -> Lived:
    days = [make_day(n, phase="ease") for n in (1, 3, 5)]
    days[-1] = make_day(5, **{"phase": "ease"} | last)
    return Lived(
        8, tuple(days), (make_weekly(7, mean=3),), check_ins=((0, {"pain_trend": "worse"}),)
    )


def test_a_new_phase_shows_the_rows_of_each_requirement() -> None:
    decision = ready_for_rebuild().decision()
    made = next(one for one in decision.course.decisions if one.phase != one.phase_before)
    found = {
        one.rule_id.rpartition(".")[2]: one for one in evidence.of_decision(made, decision, KNOWN)
    }

    used = {name: {(r.kind, (r.day - START).days) for r in one.used} for name, one in found.items()}
    assert used == {
        "days": {("check_in", 0)},
        "weekly_mean": {("weekly", 7)},
        "easy_days": {
            (kind, n + (kind == "next_morning"))
            for n in (1, 3, 5)
            for kind in ("session", "next_morning")
        },
        "back_strength": used["back_strength"],  # whichever way it was met
        "legs": {("check_in", 0)},
    }
    assert used["back_strength"]
    assert found["days"].would_change[0].says == "Without this you would have stayed in Ease."


def lacking(lived: Lived) -> dict[str, tuple[str, ...]]:
    decision = lived.decision()
    return {
        line.rule_id.rpartition(".")[2]: evidence.of_gate(line, decision, KNOWN).missing
        for line in decision.course.gate
    }


def test_an_open_gate_says_in_numbers_what_is_missing() -> None:
    in_ease = lacking(Lived(5, (make_day(4, phase="ease"),), check_ins=EASE))

    assert in_ease["days"] == ("Two more days in this phase.",)
    assert in_ease["easy_days"] == ("Two more session days running, easy and settled.",)
    assert in_ease["weekly_mean"] == (
        "A new weekly answer: there is none yet.",
        "A weekly average of 4 or less; or a weekly average of 5 or less, with an average 2 points "
        "below the start or an average 30 % below the start or 3 weekly answers in this phase "
        "without a rise.",
    )
    assert in_ease["legs"] == ("Two more days without a leg getting worse.",)

    in_rebuild = lacking(Lived(5, (make_day(4),)))
    assert in_rebuild["back_strength"] == (
        "The bridge test held for 60 seconds (not tested yet); or a back exercise done well at "
        "level 2 on 2 session days running.",
    )


def test_what_a_gate_says_is_missing_is_enough_once_it_is_there() -> None:
    lived = ready_for_rebuild(morning=5)
    (line,) = [one for one in lived.decision().course.gate if "easy_days" in one.rule_id]
    lacks = evidence.of_gate(line, lived.decision(), KNOWN)
    assert lacks.missing == ("Three more session days running, easy and settled.",)

    more = tuple(make_day(n, phase="ease") for n in (8, 9, 10))
    two, three = (replace(lived, until=12, days=(*lived.days, *more[:n])) for n in (2, 3))
    assert two.decision().course.phase.id == "ease"
    assert three.decision().course.phase.id == "rebuild"


def test_notes_of_the_course_have_evidence_too() -> None:
    decision = people.live(PEOPLE["no_ball_steady_four"], KNOWN).decision
    (note,) = [one for one in decision.course.notes if one.rule_id == "progress.note_no_change"]
    found = evidence.of_note(note, decision, KNOWN)

    assert {row.kind for row in found.used} == {"check_in", "weekly"}
    assert found.would_change[0].field == "pain_average_7d_0_10"


@pytest.mark.parametrize("id", sorted(PEOPLE))
def test_every_decision_of_every_example_person_has_evidence(id) -> None:
    decision = people.live(PEOPLE[id], KNOWN).decision
    for made in decision.course.decisions if decision.course else ():
        found = evidence.of_decision(made, decision, KNOWN)
        assert [one.rule_id for one in found] == list(
            dict.fromkeys(reason.rule_id for reason in made.reasons)
        ) or (not made.reasons and len(found) == 1)
        for one in found:
            assert all(one.requirement)
            assert all(row.day <= made.day for row in one.used)
            assert one.used or not made.reasons or one.rule_id.endswith(".days")


# --- for any log ----------------------------------------------------------------------------------------

PAIN = st.integers(0, 8)


@st.composite
def logs(draw: Any) -> Lived:
    numbers = sorted(draw(st.sets(st.integers(1, 16), min_size=1, max_size=8)))
    days = []
    for number in numbers:
        exercise = make_exercise(
            done=draw(st.booleans()) or draw(st.booleans()),
            form=draw(st.sampled_from(["good", "good", "mostly", "poor", None])),
            pain=draw(st.one_of(st.none(), PAIN)),
        )
        days.append(
            make_day(
                number,
                exercise,
                make_exercise("bird_dog"),
                before=draw(PAIN),
                most=draw(PAIN),
                morning=draw(st.one_of(st.none(), PAIN)),
                kind=draw(st.sampled_from(["none", "ache", "ache", "sharp", "spreading"])),
            )
        )
    weekly = tuple(
        make_weekly(number, draw(PAIN), draw(st.booleans()), draw(st.booleans()))
        for number in (7, 14)
        if draw(st.booleans())
    )
    check_ins = (
        (0, {}),
        *((n, {"pain_now_0_10": draw(PAIN)}) for n in (6, 12) if draw(st.booleans())),
    )
    return Lived(17, tuple(days), weekly, check_ins=check_ins)


@settings(max_examples=60, deadline=None)
@given(logs())
def test_in_any_log_what_would_change_a_decision_does_change_it(lived) -> None:
    decision = lived.decision()
    for made in decision.course.decisions:
        for one in evidence.of_decision(made, decision, KNOWN):
            assert one.used or one.rule_id.startswith("phase.")
            for change in one.would_change:
                if change.kind:
                    other = changed(lived, change)
                    assert not still_applies(one.rule_id, change, other, made.day), (one, change)


def still_applies(id: str, change: Change, lived: Lived, day: date) -> bool:
    """To the exercises the change is for, or at all."""
    if not change.exercises:
        return id in rules_on(lived, day)
    decisions = lived.decision().course.decisions
    moved = [c for made in decisions if made.day == day for c in made.changes]
    return any(c.exercise_id in change.exercises and c.reason.rule_id == id for c in moved)


# --- in a journal ------------------------------------------------------------------------------------------


def correction(log: Log, change: Change) -> None:
    """That one value, written into the file as a correction."""
    table = rows.TABLES[change.kind]
    for row in log.rows(table):
        day = row.get("checkin_date") or row.get("session_date")
        if day == change.day and row.get("kind", change.kind) == change.kind:
            key = row[log.store.tables[table].key[0]]
            log.store.replace(table, key, {**row, change.field: change.value})


@pytest.mark.parametrize(
    ("log", "id"),
    [
        (
            lambda: Log().answers(5).session(2).checkin(1, "next_morning", pain_now_0_10=5),
            "progress.step_back_after_sore_morning",
        ),
        (lambda: Log().answers(5).session(1, most_0_10=6), "progress.exercise_above_ceiling"),
        (lambda: Log().answers(5).session(1, kind="spreading"), "progress.stop_spreading"),
        (
            lambda: (
                Log()
                .answers(20)
                .checkin(9, "weekly", pain_average_7d_0_10=3)
                .checkin(2, "weekly", pain_average_7d_0_10=6)
            ),
            "progress.stop_weekly_rise",
        ),
        (
            lambda: Log().answers(20).checkin(2, "weekly", pain_average_7d_0_10=3, flare=True),
            "progress.stop_weekly_flare",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_correction_in_the_journal_changes_the_decision_and_its_evidence(log, id) -> None:
    log = log()
    decision = log.decision()
    (made,) = [m for m in decision.course.decisions if id in {r.rule_id for r in m.reasons}]
    (found,) = [one for one in evidence.of_decision(made, decision, KNOWN) if one.rule_id == id]
    (change,) = found.would_change

    correction(log, change)

    after = log.decision()
    assert id not in {r.rule_id for m in after.course.decisions for r in m.reasons}
    for m in after.course.decisions:
        if m.day == made.day:
            assert evidence.of_decision(m, after, KNOWN) != (found,)


def test_a_correction_that_is_not_enough_changes_the_evidence_only() -> None:
    log = Log().answers(5).session(2).checkin(1, "next_morning", pain_now_0_10=5)
    correction(
        log, Change(rows.MORNING, log.rows("checkins")[0]["checkin_date"], "pain_now_0_10", 6, "")
    )
    decision = log.decision()
    (made,) = [m for m in decision.course.decisions if m.reasons]
    (found,) = evidence.of_decision(made, decision, KNOWN)

    assert found.rule_id == "progress.step_back_after_sore_morning"
    assert found.used[-1].says == "pain 6"
    assert "instead of 6" in found.would_change[0].says


def test_the_nearest_value_is_on_the_side_where_all_beyond_are_quiet() -> None:
    assert changes.nearest(5, lambda pain: pain <= 3) == (3, "3 or less")
    assert changes.nearest(5, lambda pain: pain == 0) == (0, "0")
    assert changes.nearest(5, lambda pain: pain >= 8) == (8, "8 or more")
    assert changes.nearest(5, lambda pain: pain in (3, 8)) is None
    assert rules.is_true("fact.settled", {"pain_next_morning_rise_0_10": 1}, KNOWN) is Truth.FIRES
