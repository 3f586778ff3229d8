"""Where one stands: the phase and what is missing, what has changed, notes, how it goes."""

from __future__ import annotations

import streamlit as st

from lib import past, words
from lib.model import Course, Decision, GateLine, Knowledge, Phase
from lib.ui import blocks, check_in, here, screens, session_words, stopping
from lib.ui.today import mornings

_ABILITY_COUNTS = "phase.ease_to_rebuild.back_strength"
_PAIN_SAYS = "today_pain_says"


def phase_card(course: Course, known: Knowledge) -> None:
    """The phase, what is there and what is missing for the next one, and what can be done about it."""
    content = known.phases[course.phase]
    with blocks.card(f"Phase {course.phase + 1} of {len(Phase)}: {content.title}", key="phase"):
        st.markdown(content.purpose)
        gate(course, known, only_missing=True)
        may_change = here.is_own() and not stopping.is_stopped(course)
        if may_change and any(_can_be_answered(line) for line in course.gate):
            st.markdown("Can you do more by now?")
            if st.button("Change what I can do", key="change_abilities"):
                check_in.start_change()
                check_in.go()


def gate(course: Course, known: Knowledge, *, only_missing: bool = False) -> None:
    """The lines of the open gate with how many are met; a sentence in the last phase."""
    if not course.gate:
        st.markdown("This is the last phase. It has no end: it keeps what you built.")
        return
    met = sum(1 for line in course.gate if line.met)
    title = known.phases[Phase(course.phase + 1)].title
    missing = " Still missing:" if only_missing and met < len(course.gate) else ""
    st.markdown(f"You have {met} of the {len(course.gate)} things **{title}** asks for.{missing}")
    shown = [line for line in course.gate if not (only_missing and line.met)]
    blocks.needs([(line.met, _says(line, known)) for line in shown], all_missing=bool(missing))


def _says(line: GateLine, known: Knowledge) -> str:
    """The requirement in words; what is not known yet is said by its sign alone."""
    says = words.of_gate(line, known)
    return says.rsplit(":", 1)[0] if says.endswith(words.NOT_KNOWN) else says


def _can_be_answered(line: GateLine) -> bool:
    """Whether an answer of the check-in could meet this requirement."""
    return not line.met and (line.rule_id == _ABILITY_COUNTS or line.replaced)


def what_follows(decision: Decision, course: Course, known: Knowledge) -> None:
    """What the days since the last session day have changed; nothing when they have not."""
    days = decision.progress.session_days
    since = days[-1].day if days else course.start
    recent = [decided for decided in course.decisions if decided.day >= since]
    left_out = {reason.rule_id for reason in course.reasons if stopping.is_stopped(course)}
    if mornings.still_open(decision):
        left_out.add("progress.hold_settled_unknown")
    said = session_words.follows(recent, known, left_out)
    if said:
        with blocks.card("What follows", key="follows"):
            st.markdown("\n".join(f"- {sentence}" for sentence in said))


def notes(course: Course, known: Knowledge) -> None:
    """What the course has to say beyond the plan, such as to see somebody."""
    if course.notes:
        with blocks.card("Worth a thought", key="notes"):
            for note in course.notes:
                st.markdown(f":material/info: {words.of_reason(note, known)}")


def going(decision: Decision, known: Knowledge) -> None:
    """One line on how it is going."""
    with blocks.card("How it is going", key="going"):
        st.markdown(_pain_says(decision, known))
        blocks.way_to(screens.PROGRESS, "See your progress")


def _pain_says(decision: Decision, known: Knowledge) -> str:
    """How pain is going; years of days are looked through once for each decision, not each rerun."""
    kept: tuple[Decision, str] | None = st.session_state.get(_PAIN_SAYS)
    if kept is None or kept[0] is not decision:
        kept = (decision, past.pain_history(decision, known).verdict.says)
        st.session_state[_PAIN_SAYS] = kept
    return kept[1]
