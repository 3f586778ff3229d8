"""One exercise of the plan as a card: what, how much, how, why, and what could stand in for it."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from lib import chosen, plan_words, words
from lib.evidence import near
from lib.model import Decision, EmptySlot, Exercise, Knowledge, Prescription, Reason
from lib.phrases import joined
from lib.ui import blocks, figures, how, sources
from lib.ui.plan import adding, change


def card(
    line: Prescription, decision: Decision, known: Knowledge, *, changeable: bool = True
) -> None:
    """One line of the plan; one that is not `changeable` is only to be looked at."""
    exercise = known.exercises[line.exercise_id]
    with blocks.card(plan_words.name(line, known), key=f"line_{line.slot_id}"):
        amount, cues = st.columns([2, 3], gap="small")
        with (
            amount,
            figures.beside(plan_words.figure_of_line(line, known), known, key=line.slot_id),
        ):
            st.markdown(f"**{plan_words.sentence(words.of_dose(line.dose))}**")
            place = plan_words.sentence(plan_words.place(line, known))
            st.caption(f"{place} · level {line.level} of {len(exercise.levels)}")
            blocks.evidence_badge(exercise.evidence)
        with cues, st.container(gap="xsmall"):
            for _, limit in line.limits:
                st.markdown(f":material/tune: **Changed for you.** {limit.cue}")
            st.markdown("\n".join(f"- {cue}" for cue in plan_words.cues(line, known)))
        with st.container(gap="xsmall"):
            for says in chosen.of_line(line, known):
                st.markdown(f":material/edit_note: {blocks.plain(says)}.")
            with blocks.why("How it goes", key=f"how_{line.slot_id}"):
                how.show(line, known)
            with blocks.why(key=line.slot_id):
                _why(line, exercise, known)
                _near(line, decision, known)
            if changeable and adding.is_possible(decision):
                change.line(line, decision, known)


def empty_slots(slots: Sequence[EmptySlot], known: Knowledge) -> None:
    """The places that stayed empty, with the reason; nothing when there are none."""
    if not slots:
        return
    titles = {slot.id: slot.title for content in known.phases.values() for slot in content.slots}
    with blocks.card("Not in your plan for now", key="empty_slots"):
        for reason, empty in _by_reason(slots, known).items():
            named = joined([titles.get(id, id) for id in empty])
            st.markdown(f"**{plan_words.sentence(named.lower())}.** {reason}")


def _by_reason(slots: Sequence[EmptySlot], known: Knowledge) -> dict[str, list[str]]:
    """The reason in words to the slots it is the reason for."""
    found: dict[str, list[str]] = {}
    for empty in slots:
        found.setdefault(words.of_reason(empty.reason, known), []).append(empty.slot_id)
    return found


# --- why this ------------------------------------------------------------------------------------


def _why(line: Prescription, exercise: Exercise, known: Knowledge) -> None:
    st.markdown(f"**What it is for.** {exercise.purpose}")
    for reason in line.why:
        if not reason.rule_id.startswith("select.") or reason.rule_id in known.rules:
            _reason(reason, known)
        else:
            st.markdown(words.of_reason(reason, known))
    st.markdown(
        f"**{exercise.evidence.label.capitalize()}.** {exercise.evidence_line}  \n"
        f":small[Evidence grade: {exercise.evidence.value}]"
    )
    sources.listed(exercise.source, known)


def _near(line: Prescription, decision: Decision, known: Knowledge) -> None:
    """What came close for this place, and why it was not taken."""
    says = near.of_line(line, decision, known)
    if says:
        st.markdown("  \n".join(["**What came close.**", *says]))


def _reason(reason: Reason, known: Knowledge) -> None:
    """A rule's sentence, what it looked at, and where it comes from."""
    st.markdown(
        "  \n".join(
            [words.of_reason(reason, known), *(f":small[{fact}]" for fact in facts(reason, known))]
        )
    )
    named = [source for source in reason.sources if source != "design"]
    if named:
        sources.listed(named, known)
    if "design" in reason.sources:
        st.caption(f"{known.sources['design'].title}. Rule {reason.rule_id}.")
    else:
        st.caption(f"Rule {reason.rule_id}.")


def facts(reason: Reason, known: Knowledge) -> list[str]:
    """What a reason looked at, in words: one's own answers as answers."""
    said = []
    for id, value in reason.facts:
        if id in known.questions:
            says = blocks.plain(words.of_answer(id, value, known))
            said.append(f"Your answer to {words.of_fact(id, known)}: {says}")
        elif id in known.measured and id != "phase":
            says = words.of_answer(id, value, known)
            said.append(f"{plan_words.sentence(words.of_fact(id, known))}: {says}")
    return list(dict.fromkeys(said))
