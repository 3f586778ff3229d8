"""People, check-ins and logged days for the tests, in the words of the people who have them."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from types import MappingProxyType

from lib import course, decide, intake, knowledge, planning, screening
from lib.model import (
    CheckIn,
    Course,
    ExerciseDay,
    Morning,
    Override,
    Phase,
    Progress,
    SessionDay,
    Weekly,
)

START = date(2026, 3, 2)
"""A Monday: the first check-in of every course here."""

FLAGS = tuple(id for id in knowledge.load().questions if id.startswith(("rf_", "rd_")))
TICKS = tuple(id for id in FLAGS if id != "rd_joint_where")
CAN = (
    "can_rise_from_chair_5x",
    "can_get_up_from_floor",
    "can_bridge_10s",
    "can_side_prop_left_10s",
    "can_side_prop_right_10s",
    "can_knee_plank_10s",
    "can_stand_one_leg_10s",
)
INFLAMMATORY = tuple(id for id in knowledge.load().questions if id.startswith("inflam_"))

NO_FLAGS = {
    **dict.fromkeys(TICKS, False),
    "age_years": 40,
    "pain_duration": "6_to_12_weeks",
    "pain_now_0_10": 3,
    "pain_average_7d_0_10": 3,
    "pain_worst_7d_0_10": 6,
    "leg_symptoms": "none",
    "pain_settles": "same_day",
    "pain_trend": "same",
    "worse_with": [],
    "eases_with": "neither",
    **dict.fromkeys(CAN, "yes"),
    "kit": [],
    "days_per_week": 5,
    "minutes_per_session": 30,
}
"""Someone whom nothing stops: starts in rebuild."""

IN_EASE = {"can_bridge_10s": "not_tried"}
IN_STRENGTHEN = {"pain_worst_7d_0_10": 5}
IN_KEEP = {"pain_now_0_10": 1, "pain_average_7d_0_10": 1, "pain_worst_7d_0_10": 3}


@cache
def shipped():
    return knowledge.load()


def changed_thresholds(known, **values):
    """`known` as if `data/thresholds.yaml` had these values: conditions carry them too."""
    thresholds = dict(known.thresholds)
    for id, value in values.items():
        thresholds[id] = replace(thresholds[id], value=value)

    def moved(condition):
        tests = tuple(
            replace(test, value=thresholds[test.threshold].value) if test.threshold else test
            for test in condition.tests
        )
        return replace(condition, tests=tests)

    def moved_rules(rules):
        changed = {id: replace(rule, when=moved(rule.when)) for id, rule in rules.items()}
        return MappingProxyType(changed)

    questions = {
        id: question
        if question.ask_if is None
        else replace(question, ask_if=moved(question.ask_if))
        for id, question in known.questions.items()
    }
    return replace(
        known,
        thresholds=MappingProxyType(thresholds),
        rules=moved_rules(known.rules),
        named=moved_rules(known.named),
        questions=MappingProxyType(questions),
    )


# --- answers --------------------------------------------------------------------------


def make_raw(**changes):
    """The answers of someone without a flag, with changes; None takes an answer away."""
    raw = {**NO_FLAGS, **changes}
    return {id: value for id, value in raw.items() if value is not None}


def make_answers(known=None, on=START, ticked_on=None, **changes):
    return intake.clean_answers(make_raw(**changes), known or shipped(), on, ticked_on)


def screened(known=None, on=START, today=None, ticked_on=None, **changes):
    answers = make_answers(known, on, ticked_on, **changes)
    return screening.screen(answers, known or shipped(), today or on)


def make_profile(known=None, **changes):
    return intake.build_profile(make_answers(known, **changes), known or shipped())


def start_phase(known=None, **changes):
    known = known or shipped()
    return planning.choose_phase(make_answers(known, **changes).values, known).phase


def make_check_in(known=None, on=START, at=time(7), after=None, **changes):
    """One answers row with what follows from it; `after` is the check-in before."""
    known = known or shipped()
    answers = make_answers(known, on, **changes)
    profile = intake.build_profile(answers, known)
    return CheckIn(
        answered_at=datetime.combine(on, at, UTC),
        day=on,
        screening=screening.screen(answers, known, on),
        profile=profile,
        start=planning.choose_phase(answers.values, known),
        changed=intake.compare(after.profile.facts, profile.facts) if after else {},
    )


# --- the log --------------------------------------------------------------------------


def make_exercise(id="glute_bridge", level=1, done=True, pain=None, form="good", stopped="none"):
    return ExerciseDay(id, level, done, 1.0 if done else 0.5, 1, pain, form, stopped)


def make_day(
    number,
    *exercises,
    before=2,
    most=2,
    morning=2,
    kind="ache",
    phase="rebuild",
    rounds=1,
):
    """A session day so many days after the first check-in; easy and settled if nothing is said."""
    day = START + timedelta(days=number)
    return SessionDay(
        day=day,
        last_at=datetime.combine(day, time(9), UTC),
        rounds=rounds,
        phase=phase,
        before_0_10=before,
        most_0_10=most,
        after_0_10=most,
        kind=kind,
        effort_0_10=3,
        minutes=15.0,
        exercises=exercises or (make_exercise(),),
        morning_0_10=morning,
    )


def make_weekly(number, mean=3, flare=False, leg_worse=False, activities=(), at=time(12)):
    day = START + timedelta(days=number)
    return Weekly(
        datetime.combine(day, at, UTC), day, mean, mean, flare, leg_worse, tuple(activities)
    )


def make_morning(number, pain):
    day = START + timedelta(days=number)
    return Morning(datetime.combine(day, time(7, 30), UTC), day, pain)


def as_of(number, days=(), weekly=(), mornings=()):
    """The log as it stands so many days after the first check-in, nothing later in it."""
    today = START + timedelta(days=number)
    seen = [
        day if day.day < today else replace(day, morning_0_10=None)
        for day in days
        if day.day <= today
    ]
    own = [
        make_morning((day.day - START).days + 1, day.morning_0_10)
        for day in seen
        if day.morning_0_10 is not None
    ]
    every = {row.day: row for row in [*own, *mornings] if row.day <= today}
    return Progress(
        today=today,
        session_days=tuple(seen),
        weekly=tuple(row for row in weekly if row.day <= today),
        mornings=tuple(every[day] for day in sorted(every)),
    )


def live(
    number, days=(), weekly=(), mornings=(), overrides=(), history=None, known=None, **answers
):
    """The course so many days after the first check-in."""
    known = known or shipped()
    return course.replay(
        history or (make_check_in(known, **answers),),
        as_of(number, days, weekly, mornings),
        overrides,
        known,
        START + timedelta(days=number),
        decide.offer_of(known),
    )


def fresh_course(phase=Phase.REBUILD, **changes):
    """A course on its first day."""
    blank = live(0)
    return replace(blank, phase=phase, **changes) if changes or phase is not blank.phase else blank


def make_plan(known=None, phase=None, lived: Course | None = None, **answers):
    """The plan of the first day in a phase; without one, in the phase where this person starts."""
    known = known or shipped()
    profile = make_profile(known, **answers)
    phase = phase if phase is not None else planning.choose_phase(profile.facts, known).phase
    return planning.build_plan(profile, lived or fresh_course(phase), known)


def stays(phase):
    """The person's choice to stay in a phase, made on the first day."""
    return Override(datetime.combine(START, time(7), UTC), START, "stay", phase=phase)
