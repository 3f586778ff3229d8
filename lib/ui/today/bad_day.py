"""The plan for today only, for somebody whose back is bad right now and who has no plan yet."""

from __future__ import annotations

import streamlit as st

from lib import plan_words, today_only, words
from lib.model import Decision, Knowledge, Phase, Said
from lib.phrases import joined
from lib.today_only import Chosen, LeftOut, TodayOnly, TooLittle
from lib.ui import blocks, check_in, figures, here, how, screens, session_words, sources
from lib.ui.check_in import bad, path, state
from lib.ui.check_in.visit import BadDay

_NUMBERS = {1: "one", 2: "two", 3: "three", 4: "four"}


def show(day: BadDay, decision: Decision) -> None:
    """What to do today, what to expect, when to get help, and what comes tomorrow."""
    known = here.known()
    found = today_only.plan(day.answers, known, day.day)
    main, side = st.columns([2, 1], gap="small")
    with main:
        if isinstance(found, TodayOnly):
            _plan(found, day, known)
        else:
            _too_little(found, known)
    with side:
        if isinstance(found, TodayOnly):
            _expect(found, known)
        _help(known)
        _because(day, known)
        _tomorrow(decision, known)


def _plan(found: TodayOnly, day: BadDay, known: Knowledge) -> None:
    with blocks.card("For today only", key="today_only"):
        st.caption(f"{day.day:%A} {day.day.day} {day.day:%B}")
        st.markdown(_lead(found, day, known))
        for number, part in enumerate(found.parts, start=1):
            _part(number, part, known)
        st.markdown(_how_much_pain(day, known))
        st.markdown(_said(known.today_only.stop))
        for left in found.left_out:
            st.caption(_left_out(left, known))


def _lead(found: TodayOnly, day: BadDay, known: Knowledge) -> str:
    most = _NUMBERS.get(found.rounds, str(found.rounds))
    if found.rest_first:
        below = known.whole("no_session_from_0_10") - 1
        return (
            f"At {day.answers['pain_now_0_10']} of 10, begin with the first one alone. Take up the "
            f"others once it is {below} or less. One round is enough, {most} are the most."
        )
    return (
        f"Do these one after the other. One round is enough; {most} are the most, with a few hours "
        "between them."
    )


def _part(number: int, part: Chosen, known: Knowledge) -> None:
    line = part.line
    with figures.listed(plan_words.figure_of_line(line, known), known, key=line.slot_id):
        st.markdown(
            f"**{number}. {part.job.title}**  \n{plan_words.name(line, known)}: "
            f"{session_words.dose_of_round(line)}"
        )
        st.markdown(f":small[{part.says_why}]")
        cues = dict.fromkeys(limit.cue for _, limit in line.limits)
        if cues:
            st.markdown("  \n".join(cues))
        with blocks.why("How it goes", key=line.slot_id):
            how.show(line, known)


def _how_much_pain(day: BadDay, known: Knowledge) -> str:
    pain = day.answers["pain_now_0_10"]
    most = session_words.ceiling(Phase.EASE, pain, known)
    if most > pain:
        return f"A little more ache is okay while you do it, up to {most} of 10."
    return f"Stop what brings it above {most} of 10."


def _said(said: tuple[Said, ...]) -> str:
    return "\n\n".join(one.says for one in said)


def _left_out(left: LeftOut, known: Knowledge) -> str:
    why = joined([words.of_caution(tag, known) for tag in left.cautions])
    return f"{left.job.title}: left out for you ({why})." if why else f"{left.job.title}: left out."


def _too_little(found: TooLittle, known: Knowledge) -> None:
    with blocks.card("Please ask somebody first", key="today_only_nothing"):
        st.markdown(_said(known.today_only.nothing))
        for left in found.left_out:
            st.caption(_left_out(left, known))
        blocks.way_to(screens.GET_HELP, icon=screens.GET_HELP.icon)


def _expect(found: TodayOnly, known: Knowledge) -> None:
    with blocks.card("What to expect", key="today_only_expect"):
        st.markdown(_said(found.expect))
        with blocks.why("Where this comes from", key="today_only_sources"):
            used = [one.source for one in (*found.expect, *known.today_only.stop)]
            used += [part.sources for part in found.parts]
            sources.listed(dict.fromkeys(id for ids in used for id in ids), known)


def _help(known: Knowledge) -> None:
    with blocks.card("When to get help", key="today_only_help"):
        st.markdown(_said(known.today_only.help))
        blocks.way_to(screens.GET_HELP, icon=screens.GET_HELP.icon)


def _because(day: BadDay, known: Knowledge) -> None:
    """What the answers ask to be mentioned, without waiting for it."""
    found = today_only.screen(day.answers, known, day.day).findings
    says = dict.fromkeys(words.of_finding(finding, known) for finding in found)
    if says:
        with blocks.card("Because of your answers", key="today_only_because"):
            st.markdown("\n\n".join(says))


def _tomorrow(decision: Decision, known: Knowledge) -> None:
    with blocks.card("Tomorrow", key="today_only_tomorrow"):
        st.markdown(
            "Tomorrow this page asks the rest and makes your whole plan. Today is no part of it: "
            "nothing is counted, nothing is to be caught up."
        )
        if st.button("Go on with the check-in now", key="today_only_go_on"):
            check_in.go()
        st.caption(f"About {minutes(rest_minutes(decision, known))}. Or leave it for tomorrow.")
        bad.way_in(decision, key="again", label="It has changed: ask me again")


def rest_minutes(decision: Decision, known: Knowledge) -> int:
    """How long the rest of the half-done check-in takes, in minutes."""
    under_way = state.pending(decision)
    if under_way is None:
        return 0
    return path.minutes_of_the_rest(under_way.parts(known), under_way.answers, known)


def minutes(number: int) -> str:
    """ "1 minute", "3 minutes"."""
    return "1 minute" if number == 1 else f"{number} minutes"
