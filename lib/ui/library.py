"""The library of exercises: filters, tiles, and one exercise in full."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from lib import words
from lib.model import Evidence, Exercise, Fit, Knowledge, Profile
from lib.ui import aloud, blocks, figures, scroll, sources

_OPEN = "library_open"
_FILTERS = ("library_phase", "library_goal", "library_kit", "library_position", "library_evidence")

GOALS: Mapping[str, tuple[str, ...]] = {
    "Easy movement": ("MOB",),
    "Control": ("MC",),
    "Front": ("ANT",),
    "Back and buttocks": ("POST", "GLU"),
    "Side": ("LAT",),
    "Everyday strength": ("FUN", "HIP"),
    "Walking": ("AER",),
}
POSITIONS: Mapping[str, tuple[str, ...]] = {
    "Lying": ("supine", "prone", "side"),
    "Kneeling": ("quad", "kneel", "half_kneel"),
    "Sitting": ("sit",),
    "Standing": ("stand",),
}
KIT: Mapping[str, str] = {
    "none": "Nothing",
    "ball": "Ball",
    "band": "Band",
    "weight": "Weight",
    "step": "Step",
}


@dataclass(frozen=True, slots=True)
class Filters:
    """What is chosen; an empty choice lets everything through."""

    phases: tuple[str, ...] = ()
    goals: tuple[str, ...] = ()
    kit: tuple[str, ...] = ()
    positions: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()


# --- choosing ----------------------------------------------------------------------------------


def matching(known: Knowledge, chosen: Filters) -> tuple[Exercise, ...]:
    """The exercises that fit every filter, in the order of their numbers."""
    in_phase = {
        id
        for content in known.phases.values()
        if content.phase.id in chosen.phases
        for slot in content.slots
        for id in slot.able
    }
    found = (
        exercise
        for exercise in known.exercises.values()
        if (not chosen.phases or exercise.id in in_phase) and _fits(exercise, chosen)
    )
    return tuple(sorted(found, key=lambda exercise: exercise.number))


def _fits(exercise: Exercise, chosen: Filters) -> bool:
    goals = {goal for words_ in chosen.goals for goal in GOALS[words_]}
    positions = {place for words_ in chosen.positions for place in POSITIONS[words_]}
    kit = set(exercise.kit) or {"none"}
    return (
        (not goals or not goals.isdisjoint(exercise.goals))
        and (not positions or exercise.position in positions)
        and (not chosen.kit or not kit.isdisjoint(chosen.kit))
        and (not chosen.evidence or exercise.evidence.label in chosen.evidence)
    )


def filters(known: Knowledge) -> Filters:
    """The filter row, folded away on a phone until it is wanted."""
    with st.expander("Filter", icon=":material/tune:", key="library_filters"):
        titles = {content.phase.id: content.title for content in known.phases.values()}
        return Filters(
            phases=_pills("Phase", tuple(titles), _FILTERS[0], titles),
            goals=_pills("For", tuple(GOALS), _FILTERS[1]),
            kit=_pills("Needs", tuple(KIT), _FILTERS[2], KIT),
            positions=_pills("Position", tuple(POSITIONS), _FILTERS[3]),
            evidence=_pills("Support", tuple(grade.label for grade in Evidence), _FILTERS[4]),
        )


def _pills(
    label: str, options: Sequence[str], key: str, says: Mapping[str, str] | None = None
) -> tuple[str, ...]:
    names = says or {option: option for option in options}
    picked = st.pills(
        label, options, selection_mode="multi", key=key, format_func=names.__getitem__
    )
    return tuple(picked)


def clear_filters() -> None:
    """Takes all filters away."""
    for key in _FILTERS:
        st.session_state[key] = []


def how_many(found: int, all_of_them: int) -> str:
    """How many exercises the filters leave."""
    if found == all_of_them:
        return f"{found} exercises"
    return f"{found} of {all_of_them} exercises"


# --- showing -----------------------------------------------------------------------------------


def tiles(exercises: Sequence[Exercise], profile: Profile | None, known: Knowledge) -> None:
    """One card an exercise: name, what it is for, support, whether it suits these answers."""
    with st.grid(3, min_column_width=240, gap="small") as grid:
        for exercise in exercises:
            with (
                grid.cell(),
                st.container(border=True, key=f"card_tile_{exercise.id}", height="stretch"),
                figures.beside(exercise.id, known, key=exercise.id),
            ):
                st.markdown(f"**{exercise.name}**  \n{exercise.purpose}")
                st.caption(_at_a_glance(exercise, profile))
                st.button(
                    "How it goes",
                    key=f"open_{exercise.id}",
                    type="tertiary",
                    icon=":material/arrow_forward:",
                    on_click=open_one,
                    args=(exercise.id,),
                )


def upper_first(text: str) -> str:
    """The text with a capital first letter, the rest as it was."""
    return text[:1].upper() + text[1:]


def _at_a_glance(exercise: Exercise, profile: Profile | None) -> str:
    parts = [exercise.evidence.label.capitalize(), where(exercise)]
    parts += [KIT[thing].lower() for thing in exercise.kit]
    if profile is not None and not profile.fits[exercise.id].allowed:
        parts.append("**not for you at present**")
    return " · ".join(parts)


def where(exercise: Exercise) -> str:
    """The position in one or two words."""
    return next(name.lower() for name, ids in POSITIONS.items() if exercise.position in ids)


def open_one(id: str | None) -> None:
    """Opens one exercise in place of the list; None goes back to the list."""
    st.session_state[_OPEN] = id


def opened(known: Knowledge) -> Exercise | None:
    """The exercise that is open, if any."""
    return known.exercises.get(st.session_state.get(_OPEN) or "")


def details(exercise: Exercise, profile: Profile | None, known: Knowledge) -> None:
    """One exercise in full, from its top."""
    blocks.title(exercise.name, exercise.purpose)
    st.button(
        "All exercises", icon=":material/arrow_back:", on_click=open_one, args=(None,), key="back"
    )
    with blocks.card(key="figure"):
        figures.detail(exercise.id, known)
        figures.switch("exercise")
    main, side = st.columns([2, 1], gap="small")
    with main:
        with blocks.card("How it goes", key="exercise"):
            if profile is not None:
                _for_you(exercise, profile.fits[exercise.id], known)
            parts = (*exercise.steps, "Think of these.", *exercise.cues, exercise.form_check)
            aloud.button((f"{exercise.name}.", *parts), key=f"exercise_{exercise.id}")
            st.markdown(_numbered("", exercise.steps))
            st.markdown(_listed("Think of", exercise.cues))
            st.markdown(f"**Is the form good?**  \n{exercise.form_check}")
        with blocks.card("Common mistakes", key="mistakes"):
            st.markdown("\n".join(f"- {mistake}" for mistake in exercise.common_mistakes))
        for surface in exercise.surfaces:
            with blocks.card(surface.name, key=f"surface_{surface.id}"):
                st.markdown(_numbered("", surface.steps))
                if surface.cues:
                    st.markdown(_listed("Think of", surface.cues))
    with side:
        _levels(exercise, known)
        _care(exercise, known)
        with blocks.card("How well supported", key="support"):
            blocks.evidence_badge(exercise.evidence)
            st.markdown(exercise.evidence_line)
            with blocks.why("Sources", key="support"):
                sources.listed(exercise.source, known)
    scroll.to(f"exercise {exercise.id}")


def _numbered(title: str, steps: Sequence[str]) -> str:
    lines = [f"**{title}**", ""] if title else []
    return "\n".join([*lines, *(f"{place}. {step}" for place, step in enumerate(steps, start=1))])


def _listed(title: str, lines: Sequence[str]) -> str:
    return "\n".join([f"**{title}**", "", *(f"- {line}" for line in lines)])


def _for_you(exercise: Exercise, fit: Fit, known: Knowledge) -> None:
    if not fit.allowed:
        why = "; ".join(words.of_caution(tag, known) for tag in fit.blocked_by)
        st.markdown(f":material/block: **Not for you at present:** {why}.")
    elif fit.surface is not None:
        st.markdown(f":material/swap_horiz: **For you:** {fit.surface.name} (below).")
    for _, limit in fit.limits if fit.allowed else ():
        st.markdown(f":material/info: **For you:** {limit.cue}")


def _levels(exercise: Exercise, known: Knowledge) -> None:
    with blocks.card("Levels", key="levels"):
        st.markdown(
            "\n".join(
                f"{place}. {upper_first(words.of_dose(dose))}"
                for place, dose in enumerate(exercise.levels, start=1)
            )
        )
        for label, id in (("Easier", exercise.easier), ("Harder", exercise.harder)):
            if id is not None:
                with figures.listed(id, known, key=label):
                    st.button(
                        f"{label}: {known.exercises[id].name}",
                        key=f"go_{label}",
                        type="tertiary",
                        on_click=open_one,
                        args=(id,),
                    )


def _care(exercise: Exercise, known: Knowledge) -> None:
    tags = sorted(exercise.avoid_if | exercise.cautions)
    if not tags and not exercise.limit_if:
        return
    left_out = (
        "Left out, or done in another version, with" if exercise.surfaces else "Left out with"
    )
    with blocks.card("Care", key="care"):
        if tags:
            st.markdown(_listed(left_out, [words.of_caution(tag, known) for tag in tags]))
        if exercise.limit_if:
            limits = [
                f"{words.of_caution(tag, known)}: {limit.cue}"
                for tag, limit in exercise.limit_if.items()
            ]
            st.markdown(_listed("Changed with", limits))
