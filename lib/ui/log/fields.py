"""The questions of the form. What is typed stands in `Form.values`, by field."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from lib import plan_words, session_log, words
from lib.model import Choice, Knowledge, Prescription, Reason, Urgency
from lib.ui import blocks, check_in, figures, help_blocks, screens, session_words, widgets
from lib.ui.log import as_typed
from lib.ui.log.shown import Shown
from lib.ui.typed import Form

NO_PAIN, WORST_PAIN = "no pain", "worst pain you can think of"
NOTE_AT_MOST = 10_000
MINUTES_AT_MOST = 600

OUTCOMES = (
    Choice("all", "Done"),
    Choice("less", "Less"),
    Choice("none", "Not done"),
    Choice("hurt", "It hurt"),
)
KINDS = (
    Choice("none", "No pain"),
    Choice("ache", "An ache, a pull or stiffness"),
    Choice("sharp", "Sharp or sudden"),
    Choice("spreading", "It spread down a leg", "Pain, tingling or numbness"),
)
FORMS = (Choice("good", "Yes"), Choice("mostly", "Mostly"), Choice("poor", "No"))

_HOW_MUCH = {
    "sets": "How many of the {whole:g} sets did you do?",
    "reps": "How many of the {whole:g} did you do?",
    "minutes": "How many of the {whole:g} minutes did you do?",
    "hold_s": "How many of the {whole:g} seconds did you hold?",
    "distance_m": "How many of the {whole:g} metres did you go?",
}


# --- before, during, after --------------------------------------------------------------------------


def before(form: Form, shown: Shown, known: Knowledge) -> None:
    """Pain before; with too much of it, what to do instead of a session."""
    with blocks.card("Before", key="before"):
        pain = _pain(form, "before", "Pain just before you began")
    if session_words.is_too_high(pain, known) and not shown.is_saved:
        _too_high(known)
    elif pain is not None:
        most = session_words.ceiling(shown.plan.phase, pain, known)
        st.caption(f"With {pain} before, pain may go up to {most} during a session.")
    else:  # a line from the beginning: what is below must not move under a finger
        st.caption("How much pain is all right during a session follows from it.")


def _too_high(known: Knowledge) -> None:
    with st.container(key="stop", gap=None), blocks.card("Ease it first", key="too_high"):
        st.markdown(words.of_reason(Reason("progress.no_session_today"), known))
        st.markdown(
            "**A position of ease.** Lie on your back with your lower legs up on a chair. Or on "
            "your side, a pillow between the knees. Breathe slowly."
        )
        st.markdown("**Do you have any of these?** They are rare. With them, hours can matter.")
        help_blocks.signs(Urgency.EMERGENCY)
        with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
            if st.button("Yes, or I am not sure", key="signs_yes"):
                check_in.start_recheck()
                check_in.go()
            blocks.way_to(screens.GET_HELP, icon=screens.GET_HELP.icon)
        st.caption("If you have done a session all the same, you can still log it below.")


def after(form: Form, shown: Shown, known: Knowledge) -> None:
    """Pain during and after, what it was like, effort, minutes."""
    with blocks.card("How it felt", key="felt"):
        most = _pain(form, "most", "The most pain while you did it")
        kind = widgets.choice(
            "What was it like?", KINDS, key=form.key("kind"), saved=form.saved("kind")
        )
        if kind == "spreading":
            st.markdown(":material/info: Stop for today. The next screen says what comes now.")
        elif _is_for_all(form, shown, most, kind, known):
            st.markdown(
                ":material/info: Did one exercise do it? Choose “It hurt” there. Otherwise it "
                "counts for all of them."
            )
        _pain(form, "after", "Pain right after (optional)")
        widgets.scale_0_10(
            "How hard was it? (optional)",
            key=form.key("effort"),
            saved=form.saved("effort"),
            low="no effort",
            high="as hard as can be",
        )
        planned = session_words.minutes(shown.lines, known)
        widgets.whole(
            f"Minutes it took (optional; planned: about {planned})"
            if shown.lines
            else "Minutes it took (optional)",
            key=form.key("minutes"),
            saved=form.saved("minutes"),
            at_least=1,
            at_most=MINUTES_AT_MOST,
        )


def note(form: Form) -> None:
    """One's own words, kept exactly as typed."""
    key = form.key("note")
    if key not in st.session_state and form.saved("note"):
        st.session_state[key] = form.saved("note")
    with blocks.card("Note", key="note"):
        # no max_chars: the browser would drop a longer text as it is pasted, without a word
        typed = st.text_area("Anything you want to remember (optional)", key=key, height=110)
        if too_long := note_problem(typed):
            st.markdown(f":material/info: {too_long}")
    as_typed.handed_over("card_note")


def note_problem(note: str | None) -> str:
    """What to do about a note that is too long; empty when it can be saved."""
    over = len(note or "") - NOTE_AT_MOST
    if over <= 0:
        return ""
    return (
        f"Your note has {len(note or ''):,} characters; up to {NOTE_AT_MOST:,} can be saved. All of "
        f"it is still here: please shorten it by {over:,}."
    )


def _pain(form: Form, name: str, label: str) -> int | None:
    return widgets.scale_0_10(
        label, key=form.key(name), saved=form.saved(name), low=NO_PAIN, high=WORST_PAIN
    )


def _is_for_all(
    form: Form, shown: Shown, most: int | None, kind: str | None, known: Knowledge
) -> bool:
    """Whether pain that has consequences belongs to no exercise in particular."""
    if any(form.saved(f"done_{line.exercise_id}") == "hurt" for line in shown.lines):
        return False
    pain = form.saved("before")
    above = (
        most is not None
        and pain is not None
        and most > session_words.ceiling(shown.plan.phase, pain, known)
    )
    return above or kind == "sharp"


# --- the exercises ---------------------------------------------------------------------------------------


def exercises(form: Form, shown: Shown, known: Knowledge) -> None:
    """Each exercise of the round: done as planned, less, not at all, or stopped because it hurt."""
    if not shown.lines:
        return
    with blocks.card("What you did", key="did"):
        st.caption("Done: as planned. It hurt: you stopped that one because of pain.")
        st.button(
            "All done as planned",
            key="all_as_planned",
            on_click=_all_as_planned,
            args=(form, shown.lines),
            icon=":material/done_all:",
        )
        for line in shown.lines:
            drawn = plan_words.figure_of_line(line, known)
            with (
                st.container(key=f"did_{line.exercise_id}"),
                figures.listed(drawn, known, key=line.exercise_id),
            ):
                _exercise(form, line, line.exercise_id in shown.ended, known)


def _exercise(form: Form, line: Prescription, has_ended: bool, known: Knowledge) -> None:
    id = line.exercise_id
    if has_ended:
        st.caption("This one has ended for today.")
    outcome = widgets.choice(
        f"**{plan_words.name(line, known)}** · {session_words.dose_of_round(line)}",
        OUTCOMES,
        key=form.key(f"done_{id}"),
        saved=form.saved(f"done_{id}"),
        side_by_side=True,
    )
    if outcome in ("less", "hurt"):
        _part(form, line)
    if outcome == "hurt":
        _pain(form, f"pain_{id}", "How much did it hurt there?")


def _part(form: Form, line: Prescription) -> None:
    whole = session_log.whole_of(line.dose)
    counted = session_log.unit(line.dose)
    name = f"part_{line.exercise_id}"
    label = _HOW_MUCH[counted].format(whole=whole)
    if counted == "sets":
        choices = [Choice(str(number), str(number)) for number in range(int(whole) + 1)]
        widgets.choice(
            label, choices, key=form.key(name), saved=form.saved(name), side_by_side=True
        )
    else:
        saved = form.saved(name)
        widgets.whole(label, key=form.key(name), saved=saved, at_least=0, at_most=int(whole))


def _all_as_planned(form: Form, lines: tuple[Prescription, ...]) -> None:
    for line in lines:
        form.put(f"done_{line.exercise_id}", "all")


def form_checks(form: Form, shown: Shown, known: Knowledge) -> None:
    """The form of one or two exercises: a question whose answer can be seen or felt."""
    asked = asked_for_form(form.values, shown)
    if not asked:
        return
    with blocks.card("How well it went", key="form"):
        for line in asked:
            name = f"form_{line.exercise_id}"
            widgets.choice(
                f"**{plan_words.name(line, known)}** · {session_words.form_check(line, known)} (optional)",
                FORMS,
                key=form.key(name),
                saved=form.saved(name),
                side_by_side=True,
            )


def asked_for_form(values: Mapping[str, Any], shown: Shown) -> tuple[Prescription, ...]:
    """The exercises of this round whose form is asked: none that was not done."""
    undone = [
        line.exercise_id for line in shown.lines if values.get(f"done_{line.exercise_id}") == "none"
    ]
    answered = [line for line in shown.lines if line.exercise_id in shown.form_of]
    if answered:
        return tuple(line for line in answered if line.exercise_id not in undone)
    return session_log.form_asked(shown.lines, shown.decision.progress, undone)
