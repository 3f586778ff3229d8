"""The sentences of a verdict on pain. None names a cause or promises anything."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from lib.dates import day_words
from lib.phrases import joined
from lib.usual.kinds import BETTER, NO_CLEAR_CHANGE, TOO_EARLY, WORSE
from lib.usual.ranges import HIGHEST, LOWEST, UsualRange
from lib.usual.weeks import ONE_WEEK, WEEKLY, PainWeek

MOST_DECIMALS = 3
WAY = {-1: "below", 0: "inside", 1: "above"}
IN_WORDS = {1: "one", 2: "two", 3: "three", 4: "four", 5: "five", 6: "six", 7: "seven", 8: "eight"}


@dataclass(frozen=True, slots=True)
class Said:
    """What the sentences are made of: the verdict's facts and the numbers of the rule.

    side    of the last week: −1 below the range, 0 inside, 1 above
    old     the end of the last week that counts, when it says nothing about now
    ended   the last answer, when so much time has passed since that the range begins anew
    anew    first day of this stretch and the days without an answer before it, after a gap
    asked   the Monday from which it begins because one asked for it
    """

    kind: str
    noticeable: bool
    basis: str
    last: tuple[PainWeek, ...]
    side: int
    usual: UsualRange | None
    counted: int
    first_weeks: int
    running: int
    least_days: int
    old: date | None
    ended: date | None
    anew: tuple[date, int] | None
    asked: date | None
    today: date


def sentence(said: Said) -> str:
    """The one sentence above the chart."""
    if said.kind == TOO_EARLY or said.usual is None:
        return _too_early(said)
    means, low, high = _apart(said.last, said.usual, said.side)
    if said.kind == NO_CLEAR_CHANGE:
        means, start = means[-1:], "No clear change yet" if said.side else "No clear change"
        when = f"in {_last(said.last[-1:], said.today)}"
    else:
        start = "Better than your usual" if said.kind == BETTER else "Worse than your usual"
        when = f"in {_last(said.last, said.today)}"
    if len(means) > 1 and len(set(means)) == 1:
        means, when = means[:1], when.replace("in ", "in each of ", 1)
    where = f"{WAY[said.side]} your usual range of {low} to {high}"
    return f"{start}: {when} pain was {joined(means)} on average, {where}."


def details(said: Said) -> tuple[str, ...]:
    """The sentences below it."""
    return tuple(_details(said))


def _details(said: Said) -> Iterator[str]:
    usual = said.usual
    if said.kind == NO_CLEAR_CHANGE and said.side:
        yield "One week alone can be ordinary up and down."
    if said.kind in (BETTER, WORSE):
        yield (
            "Most people would notice a change of this size."
            if said.noticeable
            else "It is a smaller change than most people would notice."
        )
    if said.kind == TOO_EARLY:
        if said.basis != WEEKLY:
            yield f"A week counts once it is over, with at least {said.least_days} days answered."
    elif usual is not None:
        yield _compared(usual, said)
        yield from _no_room(usual)
    yield from _begun_anew(said)
    if said.basis == WEEKLY:
        yield (
            "There are too few single days, so this goes by your weekly answers. How reliable that "
            "is has not been tried out."
        )


def _begun_anew(said: Said) -> Iterator[str]:
    if said.asked is not None:
        begins = "begins" if said.asked > said.today else "began"
        yield f"Your usual range {begins} anew on {day_words(said.asked, said.today)}, as you asked."
    elif said.anew is not None:
        first, days = said.anew
        yield (
            f"Your usual range began anew on {day_words(first, said.today)}, after {days} days "
            "without an answer."
        )


def _compared(usual: UsualRange, said: Said) -> str:
    weeks = f"your first {IN_WORDS.get(usual.weeks, usual.weeks)} weeks"
    says = f"This compares with {weeks}, from {day_words(usual.first, said.today)}"
    if said.kind == NO_CLEAR_CHANGE:
        return f"{says}."
    return f"{says}; it cannot tell what made the difference."


def _no_room(usual: UsualRange) -> Iterator[str]:
    if usual.low <= LOWEST:
        yield "Your usual range reaches 0, so it leaves no room for better."
    if usual.high >= HIGHEST:
        yield "Your usual range reaches 10, so it leaves no room for worse."


def _too_early(said: Said) -> str:
    unit = "weekly answers" if said.basis == WEEKLY else "weeks"
    if said.ended is not None and said.asked is not None:
        return "Too early to say: your usual range will be made of your next weeks."
    if said.ended is not None:
        return (
            f"Too early to say: your last answer was on {day_words(said.ended, said.today)}; your "
            "usual range will be made of your next ones."
        )
    if said.old is not None:
        return (
            "Too early to say how it is now: your last week with enough answers ended on "
            f"{day_words(said.old, said.today)}."
        )
    if said.usual is None:
        return (
            f"Too early to say: {said.counted} of {said.first_weeks} {unit} for your usual range."
        )
    low, high = f"{said.usual.low:.1f}", f"{said.usual.high:.1f}"
    more = said.counted - said.first_weeks
    return (
        f"Too early to say: your usual range is {low} to {high}; {more} of {said.running} {unit} "
        "to compare with it."
    )


def _last(weeks: Sequence[PainWeek], today: date) -> str:
    """`your last week`, `your last two weeks`; with its dates when it is not the one just over."""
    count = len(weeks)
    newest = weeks[-1].monday
    together = newest - weeks[0].monday == (count - 1) * ONE_WEEK
    if together and today < newest + 2 * ONE_WEEK:
        return "your last week" if count == 1 else f"your last {IN_WORDS[count]} weeks"
    begins = joined([day_words(week.monday, today) for week in weeks])
    noun = "week" if count == 1 else f"{IN_WORDS[count]} weeks"
    return f"your last {noun} with enough answers, from {begins},"


def _apart(weeks: Sequence[PainWeek], usual: UsualRange, side: int) -> tuple[list[str], str, str]:
    """Means and range with one decimal, or with more where rounding would hide the difference."""
    for decimals in range(1, MOST_DECIMALS + 1):
        means = [f"{week.mean:.{decimals}f}" for week in weeks]
        low, high = f"{usual.low:.{decimals}f}", f"{usual.high:.{decimals}f}"
        edge = {-1: low, 1: high}.get(side)
        if edge is None or edge not in means:
            break
    return means, low, high
