"""What a line of a plan is called, where it is done, what to think of, and when to stop, in words."""

from __future__ import annotations

from lib.model import Exercise, Knowledge, Phase, Plan, Prescription, Surface

_ON_THE_FLOOR = ("supine", "prone", "side", "quad", "kneel", "half_kneel")
_AT = {
    "bed": "on the bed",
    "chair": "on a chair",
    "wall": "at the wall",
    "standing": "standing",
    "towel": "sitting",
    "side": "lying on your side",
    "front": "lying on your front",
}


def sentence(says: str) -> str:
    """With a capital at its beginning and the rest as it is."""
    return says[:1].upper() + says[1:]


def name(line: Prescription, known: Knowledge) -> str:
    """What a line is called, on the surface on which it is done."""
    return known.exercises[line.exercise_id].name if line.surface is None else line.surface.name


def cues(line: Prescription, known: Knowledge) -> tuple[str, ...]:
    """What to think of, on the surface on which the line is done."""
    own = line.surface.cues if line.surface is not None else ()
    return own or known.exercises[line.exercise_id].cues


def place(line: Prescription, known: Knowledge) -> str:
    """Where a line is done."""
    exercise = known.exercises[line.exercise_id]
    if line.surface is not None:
        return _AT.get(line.surface.id, line.surface.id)
    if "walk" in exercise.slots:
        return "walking"
    if exercise.position in _ON_THE_FLOOR:
        return "on the floor"
    return "sitting" if exercise.position == "sit" else "standing"


def figure_of_line(line: Prescription, known: Knowledge) -> str | None:
    """The figure for a line of a plan, if there is one of the way it is done."""
    return done_on(line.surface, known.exercises[line.exercise_id])


def done_on(surface: Surface | None, exercise: Exercise) -> str | None:
    """The figure for an exercise done there; None where that is in another position than drawn.

    On a bed it looks as it does on the floor. On a chair or at a wall it is another movement, and
    the drawing would show the wrong one; some of these have a figure of their own.
    """
    if surface is None:
        return exercise.id
    return surface.figure or (exercise.id if surface.position == exercise.position else None)


# --- when to stop -----------------------------------------------------------------------------------


def ceiling_base(phase: Phase, known: Knowledge) -> int:
    """The pain a session may reach in this phase however little there was before."""
    return known.whole(
        "ease_pain_ceiling_0_10" if phase is Phase.EASE else "later_pain_ceiling_0_10"
    )


def ceiling_says(phase: Phase, known: Knowledge) -> str:
    """The ceiling for somebody who has not said yet how much it hurts."""
    return (
        f"A little pain is okay: up to {ceiling_base(phase, known)} of 10, or one more than before "
        f"you began, and never above {known.whole('pain_cap_0_10')}."
    )


def stop_rules(phase: Phase, known: Knowledge) -> tuple[tuple[str, str], ...]:
    """When an exercise, a session or the whole plan has to stop: what happens, and what then."""
    too_much = known.whole("no_session_from_0_10")
    return (
        ("", ceiling_says(phase, known)),
        ("More than that, or sharp pain:", "end that exercise for today."),
        ("Pain that spreads down a leg:", "end the session, even if it is mild."),
        (
            f"Pain of {too_much} or more before you begin:",
            "no session today. Find a position of ease.",
        ),
        (
            "Numb between the legs, trouble with pee or poo, a leg getting weaker:",
            "get help at once.",
        ),
    )


# --- how often ---------------------------------------------------------------------------------------


def often(plan: Plan) -> str:
    """How often and how long, in one line."""
    days = "1 day a week" if plan.days_per_week == 1 else f"{plan.days_per_week} days a week"
    rounds = f", {plan.times_per_day} rounds a day" if plan.times_per_day > 1 else ""
    each = "each" if rounds else "a session"
    return f"{days}{rounds}, about {max(1, round(plan.minutes))} minutes {each}"
