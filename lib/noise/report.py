"""Runs every rule on every kind of people and writes what came out as docs/signal-and-noise.md."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from hashlib import sha256
from pathlib import Path

from lib import usual
from lib.noise import document, rules, series
from lib.noise.agreement import agreement
from lib.noise.counts import Counted, count
from lib.noise.document import GUARDED, OWN, RECALLED, UNGUARDED, XMR_OF_WEEKS
from lib.noise.rules import Rule
from lib.noise.series import CHANGING, STABLE, UNSTEADY, Series
from lib.usual import Limit

DOCUMENT = Path(__file__).parents[2] / "docs" / "signal-and-noise.md"
PEOPLE, SEED = 2000, 1
COUNTS = ("agreement.py", "counts.py", "report.py", "rules.py", "series.py")
JUDGES = ("kinds.py", "ranges.py", "weeks.py", "xmr.py")
"""The modules here and of `lib.usual` that the figures come from; the others only word them."""

LIMITS = (
    "usual_days_a_week",
    "usual_first_weeks",
    "usual_weeks_up_to",
    "usual_sd_times",
    "usual_least_half_0_10",
    "usual_weeks_running",
    "usual_gap_days",
    "usual_weekly_half_0_10",
    "noticeable_least_0_10",
    "clear_drop_0_10",
    "clear_drop_percent",
    "control_weeks_up_to",
)

RULES: Mapping[str, Rule] = {
    "XmR of days, first 28, one outside": rules.days_xmr,
    XMR_OF_WEEKS: rules.weeks_xmr,
    "lowest to highest of first 4 weeks, two running": rules.span_of_four,
    "mean of first 4 weeks ± 1.5, two running": rules.mean_of_four,
    OWN: rules.own,
}
NOTICED: Mapping[str, Rule] = {
    GUARDED: rules.noticeable,
    UNGUARDED: rules.noticeable_anywhere,
}


def variants(limit: Limit) -> dict[str, Rule]:
    """The app's rule with one of its numbers changed."""
    changed: dict[str, dict[str, float]] = {
        "as it is": {},
        "1 SD instead of 1.25": {"usual_sd_times": 1.0},
        "1.5 SD": {"usual_sd_times": 1.5},
        "least half-width 0.5 instead of 1": {"usual_least_half_0_10": 0.5},
        "range from the first 4 weeks only": {"usual_weeks_up_to": 4},
        "one week outside is enough": {"usual_weeks_running": 1},
        "three weeks running": {"usual_weeks_running": 3},
        "2 answered days are a week": {"usual_days_a_week": 2},
        "5 answered days are a week": {"usual_days_a_week": 5},
    }
    return {name: _with(values, limit) for name, values in changed.items()}


def _with(values: Mapping[str, float], limit: Limit) -> Rule:
    def other(id: str) -> float:
        return values.get(id, limit(id))

    def rule(
        days: Sequence[usual.DayPain], weeks: Sequence[usual.PainWeek], _: Limit
    ) -> rules.Verdicts:
        if "usual_days_a_week" in values:
            weeks = usual.pain_weeks(days, series.END, other)
        return rules.own(days, weeks, other)

    return rule


def by_recall(
    days: Sequence[usual.DayPain], weeks: Sequence[usual.PainWeek], limit: Limit
) -> rules.Verdicts:
    """The app's rule for somebody who is asked once a week only, and recalls well."""
    return rules.own(days, rules.recalled(weeks), limit)


def fingerprint(limit: Limit) -> str:
    """Changes with the code that makes the figures and with the thresholds it reads."""
    here = Path(__file__).parent
    files = [*(here / name for name in COUNTS), *(here.parent / "usual" / name for name in JUDGES)]
    made = sha256()
    for file in files:
        made.update(file.read_bytes().replace(b"\r\n", b"\n"))
    made.update(repr([(id, float(limit(id))) for id in LIMITS]).encode())
    return made.hexdigest()[:16]


def report(
    limit: Limit,
    people: int = PEOPLE,
    seed: int = SEED,
    tell: Callable[[str], None] = lambda _: None,
) -> str:
    """The whole document. `tell` hears which kind of people is being counted."""

    def counted(
        rule_set: Mapping[str, Rule], kinds: Sequence[Series]
    ) -> dict[str, dict[str, Counted]]:
        found = {}
        for kind in kinds:
            tell(kind.says)
            found[kind.id] = count(rule_set, kind, people, seed, limit)
        return found

    main = counted(RULES, (*STABLE, *UNSTEADY, *CHANGING))
    by_id = {kind.id: kind for kind in (*STABLE, *CHANGING)}
    varied = counted(
        {**variants(limit), RECALLED: by_recall},
        [by_id[id] for id in ("carry_05", "even", "gaps", "cycle", "step", "step_gaps", "drift")],
    )
    noticed = counted(NOTICED, [by_id[id] for id in ("carry_05", "low", "step")])
    tell("agreement with the control chart")
    agreed = {
        kind.id: agreement(kind, people, seed, limit)
        for kind in (by_id["carry_05"], by_id["step"], by_id["large"])
    }
    made = {"people": f"{people:,}", "seed": str(seed), "fingerprint": fingerprint(limit)}
    return document.written(main, varied, noticed, agreed, {id: limit(id) for id in LIMITS}, made)
