"""Shows whether it helps: the answer in words, the chart, the numbers; and what was decided lately.

The finished charts are kept for this one session, as long as the decision they show is the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

import altair as alt
import pandas as pd
import streamlit as st

from lib import charts, decide, verdicts, words
from lib.charts.pain import Span
from lib.model import (
    Action,
    Clearance,
    Course,
    DayDecision,
    Decision,
    Knowledge,
    LevelChange,
    Phase,
    Progress,
    Reason,
)
from lib.ui import blocks, screens
from lib.ui.today import questions
from lib.verdicts import Planned, Verdict

_LOOKS = "progress_looks"
LATEST = 10
NOTHING_ASKED = "Nothing in your log asked for a change."
ASSUMED = (
    "Planned days are those of the phase you were in, for your answers at the time. Planned "
    "minutes are those of today's plan, taken back to the start of this phase."
)
ACTIONS: Mapping[Action, str] = {
    Action.STEP_UP: "A step up",
    Action.HOLD: "No change",
    Action.STEP_BACK: "A step back",
    Action.STOP: "Stop, and answer the safety questions",
}


@dataclass(frozen=True, slots=True)
class Look:
    """One answered question: its sentence, the finished chart, and the table behind it."""

    says: str
    spec: Mapping[str, Any]
    numbers: pd.DataFrame


# --- empty -----------------------------------------------------------------------------------


def is_logged(progress: Progress) -> bool:
    """True once a session, a next morning or a weekly answer is there."""
    return bool(progress.session_days or progress.weekly or progress.mornings)


def nothing_logged(decision: Decision) -> None:
    """What will be here, and the step that leads there."""
    says, button, to = _next_step(decision)
    blocks.empty_state(
        "Your charts begin with your first session: pain over time, the next morning, and what "
        f"you did beside your plan. {says}",
        key="nothing_logged",
        title="Nothing logged yet",
        button=button,
        to=to,
    )


def _next_step(decision: Decision) -> tuple[str, str, screens.Screen]:
    if decision.clearance is Clearance.SEE_CLINICIAN:
        return "Before that, someone should look at you.", "What comes first", screens.WAIT
    if not decide.may_start(decision):
        return "Your check-in comes first.", "Check in", screens.CHECK_IN
    return "After it, one question on the next morning is enough.", "Go to Today", screens.TODAY


# --- charts ----------------------------------------------------------------------------------


def shown(decision: Decision, known: Knowledge) -> None:
    """The answers, each on its own card, a chart only where there is something to draw; then what
    was decided."""
    looks = _looks(decision, known, dark=st.context.theme.type == "dark")
    with blocks.card(key="pain"):
        _answer("Is my pain changing?", looks["pain"])
        _numbers(looks["pain"], "pain")
    left, right = st.columns(2, gap="small")
    with left, blocks.card(key="response"):
        _answer("How is my back the morning after?", looks["response"])
        _numbers(looks["response"], "response")
    with right, blocks.card(key="doing"):
        _answer("Am I doing what I planned?", looks["doing"])
        _numbers(looks["doing"], "doing")
    left, right = st.columns(2, gap="small")
    with left, blocks.card(key="minutes"):
        _answer("For how long?", looks["minutes"])
        _numbers(looks["minutes"], "minutes", ASSUMED)
    with right:
        _decisions(decision, known)
        with blocks.card("And your strength?", key="strength"):
            st.markdown("Timed tests show how front, back and both sides change over the weeks.")
            blocks.way_to(screens.STRENGTH, "To the strength tests")


def _answer(question: str, look: Look) -> None:
    st.caption(question)
    st.subheader(look.says, anchor=False)
    if not look.numbers.empty:
        # a copy, for Streamlit takes the data out of the spec it is given
        st.vega_lite_chart(deepcopy(dict(look.spec)), theme=None, width="stretch")


def _numbers(look: Look, key: str, note: str = "") -> None:
    if look.numbers.empty:
        return
    with blocks.why("Numbers behind this chart", key=f"numbers_{key}"):
        if note:
            st.caption(note)
        st.dataframe(look.numbers, hide_index=True)


def _looks(decision: Decision, known: Knowledge, dark: bool) -> Mapping[str, Look]:
    """The finished charts: building them is the slow part, so they stay while nothing changes."""
    kept = st.session_state.get(_LOOKS)
    if kept is None or kept[0] is not decision or kept[1] != dark:
        kept = st.session_state[_LOOKS] = (decision, dark, looks_of(decision, known, dark))
    looks: Mapping[str, Look] = kept[2]
    return looks


def looks_of(decision: Decision, known: Knowledge, dark: bool) -> Mapping[str, Look]:
    """Every answer with its chart, for a decision of somebody who has logged something."""
    progress, limit = decision.progress, known.limit
    asked = planned(decision, known)
    pains = check_in_pains(decision)
    pain_frame = charts.pain_frame(progress, limit, pains)
    response_frame = charts.response_frame(progress, limit)
    doing_frame = charts.doing_frame(progress, asked)
    phases = phase_spans(decision.course, decision.today, known)

    pain, response = verdicts.pain(progress, limit), verdicts.response(progress, limit)
    doing = verdicts.doing(progress, asked, limit)
    minutes = verdicts.minutes(progress, asked, limit)
    return {
        "pain": _look(
            pain,
            charts.pain_chart(pain_frame, phases, decision.today, pain.says, dark),
            pain_frame,
        ),
        "response": _look(
            response,
            charts.response_chart(response_frame, limit, response.says, dark),
            response_frame,
        ),
        "doing": _look(doing, charts.doing_chart(doing_frame, doing.says, dark), doing_frame),
        "minutes": _look(
            minutes, charts.minutes_chart(doing_frame, minutes.says, dark), doing_frame
        ),
    }


def _look(verdict: Verdict, chart: alt.LayerChart, frame: pd.DataFrame) -> Look:
    spec = chart.to_dict(validate=False)  # the tests of the charts check every spec, at leisure
    return Look(verdict.says, spec, charts.numbers(frame))


def check_in_pains(decision: Decision) -> tuple[tuple[date, int], ...]:
    """Day and pain now of each check-in."""
    return tuple(
        (check_in.day, int(pain))
        for check_in in decision.check_ins
        if isinstance(pain := check_in.profile.facts.get("pain_now_0_10"), int)
    )


def phase_spans(course: Course | None, today: date, known: Knowledge) -> tuple[Span, ...]:
    """The phases lived so far, each with its first day and the day the next began."""
    if course is None:
        return ()
    entered = _entered(course)
    ends = [*(day for day, _ in entered[1:]), today]
    return tuple(
        (phase.id, known.phases[phase].title, start, end)
        for (start, phase), end in zip(entered, ends, strict=True)
    )


def _entered(course: Course) -> list[tuple[date, Phase]]:
    """The day each phase was entered, oldest first."""
    moves = [made for made in course.decisions if made.phase != made.phase_before]
    first = moves[0].phase_before if moves else course.phase
    entered = {course.start: first, **{made.day: made.phase for made in moves}}
    return list(entered.items())


def planned(decision: Decision, known: Knowledge) -> tuple[Planned, ...]:
    """What was asked for a week, from each phase or check-in on.

    Days follow from phase and answers alone. Minutes follow from the levels of a day, so today's
    stand for the whole of this phase, and none are known for those before it.
    """
    course, plan = decision.course, decision.plan
    if course is None:
        return ()
    entered = _entered(course)
    answered = [(row.day, row.profile) for row in decision.check_ins if row.day >= course.start]
    minutes = plan.minutes * plan.times_per_day if plan and not plan.comfort else None
    asked = []
    for since in sorted({day for day, _ in [*entered, *answered]}):
        phase = [phase for day, phase in entered if day <= since][-1]
        profile = [profile for day, profile in answered if day <= since][-1]
        days = min(profile.days_per_week, known.whole(known.phases[phase].days_per_week))
        is_this_phase = since >= course.entered_on and minutes is not None
        asked.append(Planned(since, days, days * minutes if is_this_phase and minutes else None))
    return tuple(asked)


# --- decisions -------------------------------------------------------------------------------


def _decisions(decision: Decision, known: Knowledge) -> None:
    """What the course decided, newest first; older decisions are drawn only when asked for."""
    course = decision.course
    if course is None or not (course.decisions or course.notes):
        return
    newest = [made for made in reversed(course.decisions) if not _is_still_open(made, decision)]
    with blocks.card("What was decided, and why", key="decisions"):
        for note in course.notes:
            st.markdown(f":material/info: {words.of_reason(note, known)}")
        st.markdown(_as_list(newest[:LATEST], decision.today, known))
        older = newest[LATEST:]
        if not older:
            return
        label = f"{len(older)} earlier decision{'s' if len(older) > 1 else ''}"
        with st.expander(label, type="compact", key="decisions_older", on_change="rerun") as more:
            if more.open:
                st.markdown(_as_list(older, decision.today, known))


def _is_still_open(made: DayDecision, decision: Decision) -> bool:
    """Whether it is only that this morning's question has not been answered yet."""
    rules = {reason.rule_id for reason in made.reasons}
    return (
        made.day == decision.today
        and questions.morning_is_due(decision)
        and rules == {"progress.hold_settled_unknown"}
        and not made.changes
    )


def _as_list(made: Sequence[DayDecision], today: date, known: Knowledge) -> str:
    """Newest first; decisions that say the same one after another stand as one."""
    lines = []
    for (action, *says), days in _alike(made, known):
        lines.append(f"- **{_days(days, today)}: {action}**")
        lines += [f"    - {line}" for line in says]
    return "\n".join(lines)


def _alike(
    made: Sequence[DayDecision], known: Knowledge
) -> Iterator[tuple[tuple[str, ...], list[date]]]:
    for words_, group in groupby(
        made, key=lambda one: (what_happened(one, known), *why(one, known))
    ):
        yield words_, [one.day for one in group]


def _days(days: Sequence[date], today: date) -> str:
    newest, oldest = (verdicts.day_words(day, today) for day in (days[0], days[-1]))
    return newest if len(days) == 1 else f"{oldest} to {newest}, {len(days)} times"


def why(made: DayDecision, known: Knowledge) -> tuple[str, ...]:
    """The reasons and what moved, a line each. What was not known did not decide, so it is left out."""
    says = [_reason(reason, known) for reason in made.reasons]
    says = [line for line in says if words.NOT_KNOWN not in line]
    says += [_change(change, known) for change in made.changes]
    return tuple(dict.fromkeys(says or [NOTHING_ASKED]))


def _reason(reason: Reason, known: Knowledge) -> str:
    """A reason's sentence; of a stop only what it was, for what to do about it stands on Today."""
    says = words.of_reason(reason, known)
    rule = known.rules.get(reason.rule_id)
    is_stop = rule is not None and rule.then.get("action") == Action.STOP.name
    return says.split(". ")[0].rstrip(".") + "." if is_stop else says


def what_happened(made: DayDecision, known: Knowledge) -> str:
    """The action in words; a new phase is named."""
    if made.phase == made.phase_before:
        return ACTIONS[made.action]
    way = "On to" if made.phase > made.phase_before else "Back to"
    return f"{way} {known.phases[made.phase].title}"


def _change(change: LevelChange, known: Knowledge) -> str:
    name = _name(change.exercise_id, known)
    if change.to_exercise != change.exercise_id:
        other = _name(change.to_exercise, known)
        return f"{name}: {other} takes its place, at level {change.to_level}"
    if change.to_level != change.from_level:
        return f"{name}: level\u00a0{change.from_level}\u00a0→\u00a0{change.to_level}"
    is_up = change.reason.rule_id == "progress.exercise_step_up"
    return f"{name}: all sets again" if is_up else f"{name}: fewer sets for now, or a week's rest"


def _name(exercise_id: str, known: Knowledge) -> str:
    """The exercise's name; a journal may hold an id that is no longer in the library."""
    exercise = known.exercises.get(exercise_id)
    return blocks.plain(exercise_id) if exercise is None else exercise.name
