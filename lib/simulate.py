"""Turns a stretch of days in an example person's life and the plan of a day into journal rows.

    segment     some days that go alike: how often, how much pain, how the back responds
    response    what a session does: easy_settled, tiring_settled, unsettled, sharp or spreading

The same seed gives the same rows. Chance touches only what changes no decision: effort, pain right
after, minutes, clock time, worst pain of the week, nights, a note now and then, and whether an easy
session hurts one point more than before it. The pains here are what happened; they do not move when
a threshold does.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from lib.model import CHECKINS, SESSIONS, SETS, Dose, Plan, Prescription, Row, Table

RESPONSES = ("easy_settled", "tiring_settled", "unsettled", "sharp", "spreading")
MEASURES = ("reps", "hold_s", "minutes", "distance_m", "load_kg")

EASY_PAIN, EASY_RISE, EASY_CAP = 3, 1, 5
SORE_MORNING_RISE = 2
HIGHEST = 10

MORNING, CHECK_IN, TESTED, FIRST_ROUND = time(6, 45), time(8), time(8, 20), time(9)
"""The order of a day: how the night was, the weekly question, a check-in, strength tests, then the
sessions."""
DAY_FOR_ROUNDS = timedelta(hours=11)

EFFORT = {"easy_settled": (2, 4), "tiring_settled": (6, 8)}
OTHER_EFFORT = (3, 5)
ONE_NOTE_IN = 6
NOTES = {
    "easy_settled": (
        "Went well today.",
        "Did it before breakfast.",
        "A bit stiff at first, then looser.",
        "Slept well.",
        "Long day at my desk, good to move.",
        "The walk was the nicest part.",
    ),
    "tiring_settled": (
        "Hard work today.",
        "My legs were tired.",
        "Took longer breaks in between.",
        "Felt the muscles, not the back.",
    ),
    "unsettled": (
        "Felt fine while doing it.",
        "Perhaps a little too much.",
        "Had been in the garden before.",
    ),
    "sharp": ("A sudden sharp catch. I stopped there.",),
    "spreading": ("It went down my leg. I stopped there.",),
}


@dataclass(frozen=True, slots=True)
class WeeklyAnswers:
    """What the weekly question brings in a segment; the mean goes from the first to the second."""

    mean_0_10: tuple[float, float]
    flare: bool = False
    leg_worse: bool = False


@dataclass(frozen=True, slots=True)
class Segment:
    """Days from `first` to `last` that go alike. Pain goes from `before_0_10`'s first to its second."""

    first: date
    last: date
    days_per_week: int
    rounds: int
    before_0_10: tuple[float, float]
    response: str
    form: str
    all_done: bool
    mornings: bool
    weekly: WeeklyAnswers | None = None


@dataclass(frozen=True, slots=True)
class Pains:
    """Pain of one session day: before, most, on the next morning, and what kind it was."""

    before_0_10: int
    most_0_10: int
    morning_0_10: int
    kind: str


# --- which day brings what ------------------------------------------------------------------


def is_session_day(segment: Segment, day: date) -> bool:
    """Whether the segment plans a session that day: `days_per_week` evenly over seven days."""
    place = (day - segment.first).days
    return _holds(segment, day) and (place * segment.days_per_week) % 7 < segment.days_per_week


def is_weekly_day(segment: Segment, day: date) -> bool:
    """Whether the weekly question is answered that day: each seventh day of the segment."""
    return segment.weekly is not None and _holds(segment, day) and _place(segment, day) % 7 == 6


def before_on(segment: Segment, day: date) -> int:
    """Pain before the session of that day, on the straight line through the segment."""
    return _between(segment, day, segment.before_0_10)


def pains(segment: Segment, day: date, seed: int) -> Pains:
    """The pains of that session day, so that the segment's response holds.

    An easy day hurts at most one more than before. A tiring one hurts just more than easy allows,
    which with 4 before is above the ceiling too: no pain lies between the two there.
    """
    before = before_on(segment, day)
    easy = min(before + _random(seed, day, "pain").randint(0, EASY_RISE), EASY_CAP)
    tiring = max(before, min(max(EASY_PAIN, before + EASY_RISE), EASY_CAP) + 1)
    most = tiring if segment.response == "tiring_settled" else easy
    morning = before + (SORE_MORNING_RISE if segment.response == "unsettled" else 0)
    kind = segment.response if segment.response in ("sharp", "spreading") else _dull(most)
    return Pains(before, most, min(morning, HIGHEST), kind)


def _dull(most: int) -> str:
    return "ache" if most else "none"


def _place(segment: Segment, day: date) -> int:
    return (day - segment.first).days


def _holds(segment: Segment, day: date) -> bool:
    return segment.first <= day <= segment.last


def _between(segment: Segment, day: date, ends: tuple[float, float]) -> int:
    """The point of that day on the line from the first day's value to the last's; halves go up."""
    days = max(1, (segment.last - segment.first).days)
    return int(ends[0] + (ends[1] - ends[0]) * _place(segment, day) / days + 0.5)


def _random(seed: int, day: date, what: str) -> Random:
    return Random(f"{seed}:{day}:{what}")


# --- a session day ------------------------------------------------------------------------------


def session_day(
    segment: Segment, day: date, plan: Plan, person: str, seed: int
) -> tuple[tuple[Row, ...], tuple[Row, ...]]:
    """The rows of sessions and of sets for all rounds of that day, done from that plan.

    Sharp or spreading pain comes in the last round, in the plan's first exercise, and ends it.
    """
    felt = pains(segment, day, seed)
    random = _random(seed, day, "sessions")
    sessions: list[Row] = []
    sets: list[Row] = []
    for number in range(1, segment.rounds + 1):
        id = f"ex-{person}-{day}-{number}"
        is_last = number == segment.rounds
        sessions.append(_session(id, segment, day, number, plan, felt, random))
        for line in plan.lines:
            hurts = is_last and felt.kind in ("sharp", "spreading") and line is plan.lines[0]
            form = segment.form if line in _asked(plan, segment, day) else None
            sets += _sets(id, line, segment.all_done, felt.most_0_10 if hurts else None, form)
    return tuple(sessions), tuple(sets)


def _session(
    id: str, segment: Segment, day: date, number: int, plan: Plan, felt: Pains, random: Random
) -> Row:
    gap = DAY_FOR_ROUNDS / segment.rounds
    at = datetime.combine(day, FIRST_ROUND, UTC) + (number - 1) * gap
    kind = felt.kind if number == segment.rounds else _dull(felt.most_0_10)
    minutes = plan.minutes * random.uniform(0.9, 1.2) * (1 if segment.all_done else 0.8)
    low, high = EFFORT.get(segment.response, OTHER_EFFORT)
    has_note = number == segment.rounds and random.randrange(ONE_NOTE_IN) == 0
    return _row(
        SESSIONS,
        session_id=id,
        started_at=at + timedelta(minutes=random.randrange(50)),
        session_date=day,
        phase=plan.phase.id,
        plan_id=plan.id,
        rules_version=plan.rules_version,
        pain_before_0_10=felt.before_0_10,
        pain_most_0_10=felt.most_0_10,
        pain_after_0_10=random.randint(*sorted((felt.before_0_10, felt.most_0_10))),
        pain_kind=kind,
        effort_0_10=random.randint(low, high),
        minutes=float(max(1, round(minutes))),
        note=random.choice(NOTES[segment.response]) if has_note else None,
    )


def _asked(plan: Plan, segment: Segment, day: date) -> tuple[Prescription, ...]:
    """The one or two exercises whose form is asked: always the first, in turn one of the others."""
    first, *others = plan.lines
    return (first, others[_place(segment, day) % len(others)]) if others else (first,)


def _sets(
    id: str, line: Prescription, all_done: bool, hurt_0_10: int | None, form: str | None
) -> Iterator[Row]:
    sides = ("left", "right") if line.dose.each_side else ("both",)
    number_of_sets = line.dose.sets or 1
    for number in range(1, number_of_sets + 1):
        cut_short = number == number_of_sets and (hurt_0_10 is not None or not all_done)
        asked = _prescribed(line.dose, number)
        done = _cut_short(asked, number_of_sets) if cut_short else asked
        why = "pain" if hurt_0_10 is not None else "time"
        for side in sides:
            yield _row(
                SETS,
                session_id=id,
                exercise_id=line.exercise_id,
                level=line.level,
                set_no=number,
                side=side,
                surface=line.surface.id if line.surface is not None else None,
                **{f"{measure}_prescribed": value for measure, value in asked.items()},
                **{f"{measure}_done": value for measure, value in done.items()},
                pain_0_10=hurt_0_10,
                form=form,
                stopped=why if cut_short else "none",
            )


def _prescribed(dose: Dose, number: int) -> dict[str, int | float]:
    """What the dose asks for in this set, without what does not apply."""
    asked = {measure: asdict(dose)[measure] for measure in MEASURES}
    if isinstance(dose.reps, tuple):
        asked["reps"] = dose.reps[min(number, len(dose.reps)) - 1]
    return {measure: value for measure, value in asked.items() if value is not None}


def _cut_short(asked: dict[str, int | float], sets: int) -> dict[str, int | float]:
    """Nothing of the last set; where it is the only one, half of its first measure."""
    if sets > 1:
        return dict.fromkeys(asked, 0)
    measure, value = next(iter(asked.items()))
    half = value / 2 if measure == "minutes" else value // 2
    return {**asked, measure: half}


# --- between sessions -----------------------------------------------------------------------------


def morning_after(segment: Segment, day: date, person: str, seed: int) -> Row | None:
    """The row of the morning after that session day; None where the segment answers none."""
    if not segment.mornings:
        return None
    morning = day + timedelta(days=1)
    at = _random(seed, morning, "morning").randrange(30)
    return _row(
        CHECKINS,
        checkin_id=f"ex-{person}-{morning}-morning",
        checkin_at=datetime.combine(morning, MORNING, UTC) + timedelta(minutes=at),
        checkin_date=morning,
        kind="next_morning",
        pain_now_0_10=pains(segment, day, seed).morning_0_10,
    )


def weekly_row(segment: Segment, day: date, person: str, seed: int) -> Row | None:
    """The weekly row of that day; None where there is none."""
    if segment.weekly is None or not is_weekly_day(segment, day):
        return None
    random = _random(seed, day, "weekly")
    mean = _between(segment, day, segment.weekly.mean_0_10)
    return _row(
        CHECKINS,
        checkin_id=f"ex-{person}-{day}-weekly",
        checkin_at=datetime.combine(day, MORNING, UTC) + timedelta(minutes=random.randint(32, 55)),
        checkin_date=day,
        kind="weekly",
        pain_now_0_10=before_on(segment, day),
        pain_average_7d_0_10=mean,
        pain_worst_7d_0_10=min(HIGHEST, mean + random.randint(1, 2)),
        sleep_disturbed_nights=random.randint(0, min(7, mean)),
        flare=segment.weekly.flare,
        leg_worse=segment.weekly.leg_worse,
    )


def _row(table: Table, **cells: object) -> Row:
    """A row of the table: what is not given is unanswered. KeyError when no column is so called."""
    row = dict.fromkeys(table.names)
    for name in cells:
        if name not in row:
            raise KeyError(name)
    return {**row, **cells}  # type: ignore[dict-item]
