"""Shows the screen a visit stands at, and carries out Back, Next and Finish."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from lib import intake, words
from lib.model import Decision, Question
from lib.ui import aloud, blocks, here, screens, scroll, widgets
from lib.ui.check_in import ask, bad, path, spoken, state, visit
from lib.ui.check_in.path import Mode, Part
from lib.ui.check_in.visit import Visit

_MARK, _TRY, _FAILED = "check_in_mark", "check_in_try", "check_in_failed"
_MODE_TITLES = {Mode.LATER: "A few optional questions", Mode.RECHECK: "A short re-check"}


def show(under_way: Visit, decision: Decision) -> None:
    """The whole screen, and what a press on it does."""
    knowledge = here.known()
    parts = under_way.parts(knowledge)
    place = path.place_of(under_way.at, parts)
    part = parts[place]
    mark = st.session_state.get(_MARK) == part.id
    with st.container(width=720, key=f"visit_{under_way.mode.value}"):
        _head(under_way, parts, place)
        if under_way.mode is Mode.RECHECK and place == 0:
            _why_again(decision)
        aloud.button(spoken.of_screen(part, under_way.answers, knowledge), key=f"ci_{part.id}")
        given = ask.part(part, under_way.answers, knowledge, mark=mark)
        under_way = replace(under_way, at=part.id, answers=path.kept(given, knowledge))
        state.keep(under_way)
        found = path.still_open(part, under_way.answers, knowledge)
        odd = path.contradiction(part, under_way.answers, knowledge)
        says = _problem(part, found, odd) if mark else ""
        pressed = _foot(under_way, parts, place, says)
    to = _first_open(found) or (ask.anchor(intake.WORST) if odd else "")
    scroll.to(f"{part.id} {st.session_state.get(_TRY, 0)}", to if mark else "")
    if pressed == "skip":
        state.end()
        blocks.go(screens.PLAN)
    if pressed == "back":
        _turn_to(under_way, parts[place - 1])
    if pressed == "next":
        _onwards(under_way, decision, place, bool(found or odd))


def _head(under_way: Visit, parts: Sequence[Part], place: int) -> None:
    knowledge = here.known()
    blocks.title(_MODE_TITLES.get(under_way.mode, parts[place].title))
    if len(parts) > 1:
        minutes = path.minutes_left(parts, under_way.answers, knowledge)
        st.progress(place / len(parts), text=path.left_sentence(minutes) if place == 0 else None)
    if parts[place].ticks is None and parts[place].intro:
        st.markdown(parts[place].intro)


def _why_again(decision: Decision) -> None:
    reasons = decision.course.reasons if state.is_stopped(decision) and decision.course else ()
    if not reasons:
        return
    with blocks.card("Why we ask again", key="ci_why"):
        for says in words.of_stop(reasons, here.known()):
            st.markdown(says)


def _problem(part: Part, found: Sequence[Question], odd: str) -> str:
    """What keeps the screen from being left: what is open, and what does not fit together."""
    still_open = path.open_sentence(part, found) if found else ""
    return " ".join(says for says in (still_open, odd) if says)


def _foot(under_way: Visit, parts: Sequence[Part], place: int, problem: str) -> str | None:
    if problem:
        st.warning(problem, icon=":material/info:")
    if st.session_state.get(_FAILED):
        st.error(
            "Not saved yet. What you entered is still here: press the button to try again.",
            icon=":material/error:",
        )
    last = place == len(parts) - 1
    finish = "See what to do" if under_way.mode is Mode.BAD else "Finish"
    pressed = widgets.steps_foot(
        key=f"ci_{parts[place].id}", first=place == 0, onward=finish if last else "Next"
    )
    if under_way.mode is Mode.LATER:
        skipped = st.button("Skip these", type="tertiary", key="ci_skip")
        return "skip" if skipped else pressed
    return pressed


def _first_open(found: Sequence[Question]) -> str:
    return ask.anchor(found[0].id) if found else ""


# --- Back, Next, Finish -------------------------------------------------------------------------


def _turn_to(under_way: Visit, part: Part) -> None:
    st.session_state.pop(_MARK, None)
    st.session_state.pop(_FAILED, None)
    st.session_state[_TRY] = st.session_state.get(_TRY, 0) + 1
    state.keep(replace(under_way, at=part.id))
    st.rerun()


def _onwards(under_way: Visit, decision: Decision, place: int, stays: bool) -> None:
    knowledge = here.known()
    parts = under_way.parts(knowledge)
    if under_way.mode is not Mode.LATER and path.urgent(under_way.answers, knowledge):
        st.session_state.pop(_MARK, None)
        state.stop_at(under_way)
    if stays:
        st.session_state[_MARK] = parts[place].id
        st.session_state[_TRY] = st.session_state.get(_TRY, 0) + 1
        st.rerun()
    following = parts[place + 1] if place + 1 < len(parts) else None
    if following is None or _ends_here(under_way, parts[place], following):
        _finish(under_way, decision)
    else:
        _turn_to(under_way, following)


def _ends_here(under_way: Visit, part: Part, following: Part) -> bool:
    """True after the safety lists for somebody whom no answer to the rest could give a plan."""
    safety_is_done = part.ticks is not None and following.ticks is None
    return safety_is_done and path.no_plan_can_follow(under_way.answers, here.known())


def _finish(under_way: Visit, decision: Decision) -> None:
    st.session_state.pop(_MARK, None)
    if under_way.mode is Mode.BAD:
        if bad.finish(under_way, decision):
            st.session_state.pop(_FAILED, None)
            state.go_where_it_leads()
    elif state.finish(visit.row_when_done(under_way, here.known())):
        st.session_state.pop(_FAILED, None)
        if under_way.mode is Mode.LATER:
            here.tell("Saved.")
            blocks.go(screens.PLAN)
        state.go_where_it_leads()
    st.session_state[_FAILED] = True
    st.rerun()
