"""What moves a person on: each requirement of the open gate with what is there and what is missing.

    share       where today's value stands on the requirement's own track, from 0 to 1
    low, high   the part of that track that is enough
    weeks       whether it was there a week ago, two weeks ago and so on, oldest first

Decides nothing: whether a requirement is met was decided by its rule. The track only shows it, so it
is adapted where a rule was met in another way than by its number.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from lib import words
from lib.model import Course, GateLine, Knowledge, Phase

BEYOND = 1.4
"""A track that fills goes on to so many times what is needed."""
HIGHEST_0_10 = 10
AREA_NAMES = {"back": "Back", "side": "Sides", "front": "Front"}


@dataclass(frozen=True, slots=True)
class Requirement:
    """One requirement: in short, in full, whether it is there, and its track. `share` None: no dot."""

    rule_id: str
    name: str
    says: str
    met: bool | None
    now: str
    share: float | None
    low: float = 0.0
    high: float = 1.0
    before: float | None = None
    """`share` a week ago, on the same track."""
    weeks: tuple[tuple[date, bool | None], ...] = ()


def requirements(course: Course, known: Knowledge) -> tuple[Requirement, ...]:
    """Every line of the open gate, in its order, with how it stood in the weeks of this phase."""
    then = course.gate_weeks[-1][1] if course.gate_weeks else ()
    before = {line.rule_id: _requirement(line, course.phase, known).share for line in then}
    return tuple(
        replace(
            _requirement(line, course.phase, known),
            before=before.get(line.rule_id),
            weeks=tuple(
                (day, one.met)
                for day, lines in course.gate_weeks
                for one in lines
                if one.rule_id == line.rule_id
            ),
        )
        for line in course.gate
    )


def since_a_week_ago(found: Sequence[Requirement]) -> tuple[str, ...]:
    """What has come and what is no longer there, a sentence each; nothing without a week to compare."""
    told = [one for one in found if one.weeks]
    come = [one.name for one in told if one.met and not one.weeks[-1][1]]
    gone = [one.name for one in told if one.weeks[-1][1] and not one.met]
    said = [("New since a week ago", come), ("There a week ago and not now", gone)]
    return tuple(
        f"{what}: {'; '.join(_small(name) for name in names)}." for what, names in said if names
    )


def _small(name: str) -> str:
    return f"{name[0].lower()}{name[1:]}"


def verdict(course: Course, known: Knowledge) -> tuple[str, str]:
    """The kind of answer and its sentence."""
    if course.stopped:
        return "stopped", "Nothing for now: the safety questions come first."
    if course.phase is Phase.KEEP:
        return "last_phase", "This is the last phase: it keeps what you built."
    met = sum(1 for line in course.gate if line.met)
    title = known.phases[Phase(course.phase + 1)].title
    if met == len(course.gate):
        return "all_there", f"All {met} things {title} asks for are there."
    missing = [_requirement(line, course.phase, known).name for line in course.gate if not line.met]
    says = f"{met} of the {len(course.gate)} things {title} asks for are there."
    if len(missing) == 1:
        says += f" Missing: {_small(missing[0])}."
    return "missing", says


def _requirement(line: GateLine, phase: Phase, known: Knowledge) -> Requirement:
    part = line.rule_id.rpartition(".")[2]
    facts = dict(line.facts)
    makes = _MAKES.get(part, _plain)
    found: Requirement = makes(line, facts, phase, known)
    if line.fell_away:
        found = replace(found, now="falls away", share=None)
    elif line.replaced:
        found = replace(found, now="chair rise counts", share=None)
    return replace(found, says=words.of_gate(line, known))


def _plain(line: GateLine, facts: Mapping[str, Any], phase: Phase, known: Knowledge) -> Requirement:
    """A requirement without a number that could be drawn: its question, and whether it is there."""
    asks = known.rules[line.rule_id].asks
    now = {True: "there", False: "not yet", None: words.NOT_KNOWN}[line.met]
    return Requirement(line.rule_id, asks, "", line.met, now, None)


def _count(line: GateLine, facts: Mapping[str, Any], phase: Phase, known: Knowledge) -> Requirement:
    """So many days, in all or running: the rule is one comparison with one threshold."""
    (test,) = known.rules[line.rule_id].when.tests
    needed, value = float(test.value), facts.get(test.fact)
    name = _COUNT_NAMES[line.rule_id.rpartition(".")[2]].format(needed=f"{needed:g}")
    if value is None:
        return Requirement(line.rule_id, name, "", line.met, words.NOT_KNOWN, None, *_from(needed))
    now = f"{value} of {needed:g}" if value < needed else f"{value} day{'' if value == 1 else 's'}"
    share = min(1.0, value / (needed * BEYOND))
    return Requirement(line.rule_id, name, "", line.met, now, share, *_from(needed))


def _from(_needed: float) -> tuple[float, float]:
    return 1 / BEYOND, 1.0


_COUNT_NAMES = {
    "days": "{needed} full days in this phase",
    "easy_days": "Last {needed} session days easy and settled",
    "settled_days": "Last {needed} session days settled by morning",
    "legs": "No leg worse for {needed} days",
    "form": "Good form on the last {needed} days it was asked",
}


def _weekly_mean(
    line: GateLine, facts: Mapping[str, Any], phase: Phase, known: Knowledge
) -> Requirement:
    """The weekly question's average: at most so much, or near it and coming down or steady."""
    mean = facts.get("weekly_mean_0_10")
    up_to = known.limit(f"{phase.id}_mean_up_to_0_10")
    near = known.thresholds.get(f"{phase.id}_mean_near_up_to_0_10")
    name = f"Average pain {up_to:g} or less"
    name += f", or {near.value:g} if falling or steady" if near else ", or steady"
    high = up_to / HIGHEST_0_10
    if mean is None:
        return Requirement(line.rule_id, name, "", line.met, words.NOT_KNOWN, None, 0.0, high)
    share = mean / HIGHEST_0_10
    if line.met:
        high = max(high, share)
    now = f"{mean:g} of 10"
    if facts.get("weekly_mean_age_days", 0) > known.limit("weekly_mean_fresh_days"):
        now, share = "answer too old", None
    elif not line.met and mean <= up_to:
        now = f"{mean:g}, one more week"
    return Requirement(line.rule_id, name, "", line.met, now, share, 0.0, high)


def _strength(
    line: GateLine, facts: Mapping[str, Any], phase: Phase, known: Knowledge
) -> Requirement:
    """A test held long enough, or an exercise of that area done well at a level."""
    area = str(known.rules[line.rule_id].then["area"])
    seconds = known.limit(f"{phase.id}_{area}_s")
    level = known.limit(f"{phase.id}_good_level")
    name = f"{AREA_NAMES[area]}: {seconds:g} s in the test, or level {level:g} done well"
    held, good = facts.get(f"{area}_test_s") or 0, facts.get(f"{area}_good_level") or 0
    if held:
        now, share = f"{held} s", min(1.0, held / (seconds * BEYOND))
    elif good:
        now, share = f"level {good}", min(1.0, good / (level * BEYOND))
    else:
        now, share = "not tested yet", None
    if line.met and held < seconds:  # by the level, or by what the person can do
        now = f"level {good} done well" if good >= level else "you said you can"
        share = 1 / BEYOND if share is None else max(share, 1 / BEYOND)
    return Requirement(line.rule_id, name, "", line.met, now, share, *_from(seconds))


def _activities(
    line: GateLine, facts: Mapping[str, Any], phase: Phase, known: Knowledge
) -> Requirement:
    good, rise = known.limit("activity_good_0_10"), known.limit("activity_rise_needed_0_10")
    mean, risen = facts.get("activity_mean_0_10"), facts.get("activity_rise_0_10")
    name = f"Your activities {rise:g} points better, or at {good:g}"
    if mean is None or risen is None:
        now = "none named" if line.met else words.NOT_KNOWN
        return Requirement(line.rule_id, name, "", line.met, now, None, good / HIGHEST_0_10)
    low = min(good, mean - risen + rise) / HIGHEST_0_10
    return Requirement(
        line.rule_id, name, "", line.met, f"{mean:g} of 10", mean / HIGHEST_0_10, low
    )


def _another_try(
    line: GateLine, facts: Mapping[str, Any], phase: Phase, known: Knowledge
) -> Requirement:
    until = facts.get("another_try_says")
    now = words.NOT_KNOWN if until is None else f"until {until}"
    name = "More time here before the next try"
    return Requirement(line.rule_id, name, "", line.met, now, None, *_from(1))


_MAKES = {
    "another_try": _another_try,
    **dict.fromkeys(_COUNT_NAMES, _count),
    "weekly_mean": _weekly_mean,
    "back_strength": _strength,
    "side_strength": _strength,
    "front_strength": _strength,
    "activities": _activities,
}
