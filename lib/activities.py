"""What a person wanted to be able to do again: the scores they gave, and what has changed.

A score is from 0, cannot do it, to 10, as before. Only activities that are named now are looked at;
one that was renamed begins anew.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from lib.dates import day_words
from lib.model import CheckIn, Decision

TOO_LITTLE, BETTER, NO_CLEAR_CHANGE, WORSE = "too_little", "better", "no_clear_change", "worse"
PLACES = (1, 2, 3)


@dataclass(frozen=True, slots=True)
class Score:
    """How well one activity went on one day; `place` is which of the three it is."""

    day: date
    place: int
    name: str
    score_0_10: int


@dataclass(frozen=True, slots=True)
class Activities:
    """The activities named now, place → name, with every score of them, oldest first.

    `began` is the mean of the first score of each, `now` that of the latest day with an answer.
    None while there is no score.
    """

    names: dict[int, str]
    scores: tuple[Score, ...]
    began: float | None
    now: float | None

    @property
    def days(self) -> tuple[date, ...]:
        """The days with an answer, oldest first."""
        return tuple(sorted({score.day for score in self.scores}))


def of(decision: Decision) -> Activities:
    """The activities of somebody, from check-ins and weekly answers; of two a day the later counts."""
    named = [(check_in, _named(check_in)) for check_in in decision.check_ins]
    names = named[-1][1] if named else {}
    found: dict[tuple[date, int], int] = {}
    for check_in, their_names in named:
        for place, name in their_names.items():
            score = check_in.profile.facts.get(f"activity_{place}_0_10")
            if names.get(place) == name and isinstance(score, int):
                found[check_in.day, place] = score
    for row in decision.progress.weekly:
        named_then = [
            their_names for check_in, their_names in named if check_in.answered_at <= row.at
        ]
        for place, score in zip(row.activity_places, row.activities, strict=False):
            if named_then and place in names and named_then[-1].get(place) == names[place]:
                found[row.day, place] = score
    scores = tuple(
        Score(day, place, names[place], score) for (day, place), score in sorted(found.items())
    )
    return Activities(names, scores, _began(scores), _now(scores))


def _named(check_in: CheckIn) -> dict[int, str]:
    facts = check_in.profile.facts
    return {
        place: str(facts[f"activity_{place}"]) for place in PLACES if f"activity_{place}" in facts
    }


def _began(scores: tuple[Score, ...]) -> float | None:
    first: dict[int, int] = {}
    for score in scores:
        first.setdefault(score.place, score.score_0_10)
    return sum(first.values()) / len(first) if first else None


def _now(scores: tuple[Score, ...]) -> float | None:
    last = [score.score_0_10 for score in scores if score.day == scores[-1].day]
    return sum(last) / len(last) if last else None


def verdict(found: Activities, limit: Callable[[str], float], today: date) -> tuple[str, str]:
    """The kind of answer and its sentence; a change smaller than the plan asks for is not clear."""
    if found.began is None or found.now is None:
        return TOO_LITTLE, "No activity has a score yet."
    many = len(found.names) > 1
    yours = "Your activities are" if many else "Your activity is"
    mean = " on average" if many else ""
    if len(found.days) < 2:
        says = f"{yours} at {found.now:.1f} of 10{mean}. A second answer will show a change."
        return TOO_LITTLE, says
    rise = found.now - found.began
    needed = limit("activity_rise_needed_0_10")
    now, began = f"{found.now:.1f} of 10{mean}", f"{found.began:.1f}"
    since = day_words(found.days[0], today)
    if rise >= needed:
        return BETTER, f"You can do more again: {now}, from {began} on {since}."
    if rise <= -needed:
        return WORSE, f"{yours} harder than at first: {now}, from {began} on {since}."
    return NO_CLEAR_CHANGE, f"No clear change in what you can do: {now}, {began} on {since}."
