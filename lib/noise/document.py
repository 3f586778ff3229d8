"""docs/signal-and-noise.md: the words and the tables around what was counted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lib.noise.agreement import Agreement
from lib.noise.counts import Counted
from lib.noise.series import CHANGING, STABLE, UNSTEADY, Series

Table = Mapping[str, Mapping[str, Counted]]
"""Kind of people → rule → what was counted."""

XMR_OF_WEEKS = "XmR of week means, first 8, one outside"
OWN = "**the app's rule**"
RECALLED = "weekly answers alone, recalled exactly"
GUARDED, UNGUARDED = "as it is", "2 points or 30 % alone"

EARLIER_FALSE = {
    "XmR of days, first 28, one outside": ("7.5 (81 %)", "13.2 (95 %)", "22 (99 %)", "11.0", "7.8"),
    XMR_OF_WEEKS: ("1.5 (42 %)", "1.6 (45 %)", "2.0 (53 %)", "1.7", "1.0"),
    "lowest to highest of first 4 weeks, two running": ("3.9 (85 %)", "4.1 (88 %)", "4.7 (93 %)", "4.1", "2.3"),
    "mean of first 4 weeks ± 1.5, two running": ("0.18 (14 %)", "0.51 (32 %)", "1.5 (64 %)", "0.60", "0.33"),
    OWN: ("0.07 (6 %)", "0.29 (23 %)", "1.3 (66 %)", "0.06", "0.22"),
}  # fmt: skip
EARLIER_FOUND = {
    "XmR of days, first 28, one outside": ("1, 97 %", "4, 84 %"),
    XMR_OF_WEEKS: ("2, 81 %", "8, 55 %"),
    "lowest to highest of first 4 weeks, two running": ("2, 98 %", "6, 81 %"),
    "mean of first 4 weeks ± 1.5, two running": ("2, 92 %", "9, 47 %"),
    OWN: ("2, 90 %", "9, 46 %"),
}
"""What came out when the rule was chosen, by other code: of the first five stable kinds of people,
and of a step and a trend."""


def written(
    main: Table,
    varied: Table,
    noticed: Table,
    agreed: Mapping[str, Agreement],
    numbers: Mapping[str, float],
    made: Mapping[str, str],
) -> str:
    """The whole document. `numbers` are the thresholds; `made` is people, seed and fingerprint."""
    tables = [
        _false(main, (*STABLE, *UNSTEADY)),
        _found(main),
        _beside_earlier(main),
        _varied(varied),
        _noticed(noticed),
        _agreed(agreed),
    ]
    texts = (
        _START,
        _AFTER_FALSE,
        _AFTER_FOUND,
        _AFTER_EARLIER,
        _AFTER_VARIED,
        _AFTER_NOTICED,
        _END,
    )
    said = {**_figures(main, noticed, agreed), **numbers, **made}
    words = [text.strip("\n").format(**said) for text in texts]
    parts = [words[0], *(part for pair in zip(tables, words[1:], strict=True) for part in pair)]
    return "\n\n".join(parts) + "\n"


# --- tables -----------------------------------------------------------------------------------


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _false(main: Table, kinds: Sequence[Series]) -> str:
    rows = [[name, *(_often(main[kind.id][name]) for kind in kinds)] for name in main[kinds[0].id]]
    return _table(["rule", *(kind.says for kind in kinds)], rows)


def _found(main: Table) -> str:
    rows = [
        [name, *(_soon(main[kind.id][name]) for kind in CHANGING)] for name in main[CHANGING[0].id]
    ]
    own = [main[kind.id][OWN] for kind in CHANGING]
    rows.append(["*its share of wrong directions*", *(_percent(one.wrong) for one in own)])
    rows.append(["*once found, still said*", *(_percent(one.held) for one in own)])
    return _table(["rule", *(kind.says for kind in CHANGING)], rows)


def _beside_earlier(main: Table) -> str:
    stable, changing = STABLE[:5], [kind for kind in CHANGING if kind.id in ("step", "drift")]
    rows = []
    for name, earlier in EARLIER_FALSE.items():
        now = [_often(main[kind.id][name], share="(" in was) for kind, was in zip(stable, earlier, strict=True)]  # fmt: skip
        found = [_soon(main[kind.id][name]) for kind in changing]
        was_and_is = zip((*earlier, *EARLIER_FOUND[name]), (*now, *found), strict=True)
        rows.append([name, *(f"{was} → {now}" for was, now in was_and_is)])
    return _table(["rule", *(kind.says for kind in (*stable, *changing))], rows)


def _varied(varied: Table) -> str:
    rows = []
    for name in next(iter(varied.values())):
        cells = [varied[id][name] for id in varied]
        rows.append(
            [name, *(_soon(one) if _changes(id) else _often(one) for id, one in zip(varied, cells, strict=True))]
        )  # fmt: skip
    says = {kind.id: kind.says for kind in (*STABLE, *CHANGING)}
    return _table(["one number changed", *(says[id] for id in varied)], rows)


def _noticed(noticed: Table) -> str:
    rows = [
        [name, *(_soon(noticed[id][name]) if _changes(id) else _often(noticed[id][name]) for id in noticed)]
        for name in next(iter(noticed.values()))
    ]  # fmt: skip
    says = {kind.id: kind.says for kind in (*STABLE, *CHANGING)}
    return _table(["called noticeable", *(says[id] for id in noticed)], rows)


def _agreed(agreed: Mapping[str, Agreement]) -> str:
    says = {kind.id: kind.says for kind in (*STABLE, *CHANGING)}
    rows = [
        [says[id], _percent(one.told), _percent(one.same), _percent(one.opposite)]
        for id, one in agreed.items()
    ]
    head = ["people", "told of a noticeable change", "control chart says the same", "the opposite"]
    return _table(head, rows)


def _changes(id: str) -> bool:
    return any(kind.id == id for kind in CHANGING)


def _often(one: Counted, share: bool = True) -> str:
    number = f"{one.a_year:.1f}" if one.a_year >= 1 else f"{one.a_year:.2f}"
    return f"{number} ({_percent(one.share)})" if share else number


def _soon(one: Counted) -> str:
    return f"{'never' if one.weeks is None else one.weeks}, {_percent(one.soon)}"


def _percent(share: float) -> str:
    if 0 < share < 0.01:
        return f"{share:.1%}".replace("%", " %")
    return f"{share:.0%}".replace("%", " %")


def _figures(main: Table, noticed: Table, agreed: Mapping[str, Agreement]) -> dict[str, str]:
    """What the sentences quote."""
    own = {id: cells[OWN] for id, cells in main.items()}
    return {
        "years_between": f"{1 / max(own['carry_05'].a_year, 0.001):.1f}",
        "a_year_07": f"{own['carry_07'].a_year:.1f} a year",
        "a_year_flares": f"{own['flares'].a_year:.1f}",
        "a_year_wander": f"{own['wander'].a_year:.1f}",
        "share_settling": _percent(own["settling"].share),
        "weeks_step": str(own["step"].weeks),
        "step_gaps": _in_weeks(own["step_gaps"]),
        "step_cycle": _in_weeks(own["step_cycle"]),
        "drift_soon": _percent(own["drift"].soon),
        "xmr_gaps": f"{main['gaps'][XMR_OF_WEEKS].a_year:.2f}",
        "agrees_large": _percent(agreed["large"].same),
        "agrees_stable": _percent(agreed["carry_05"].same),
        "held_step": _percent(own["step"].held),
        "held_large": _percent(own["large"].held),
        "low_guarded": f"{noticed['low'][GUARDED].a_year:.2f}",
        "low_unguarded": f"{noticed['low'][UNGUARDED].a_year:.1f}",
    }


def _in_weeks(one: Counted) -> str:
    return f"{one.weeks or 'over 52'} ({_percent(one.soon)})"


# --- words --------------------------------------------------------------------------------------

_START = """
# Signal and noise

Pain goes up and down by itself. Even Keel calls it *better* or *worse* only when the last two weeks lie outside a
person's own usual range. This page shows how often that calls chance a change, how soon it sees a real
one, and what other rules would have done.

**What this is not.** No real diary was used. The people are made up, and what was put in, such as how
much pain varies from day to day, is assumed. Take the figures as a way to choose between rules, not as rates for
anybody. The rule says that pain is lower or higher than it was. It cannot say why.

## The rule

- A day counts with the mean of all that was said about it. A day without an answer is missing; it is not 0.
- A week, Monday to Sunday, counts once it is over and at least {usual_days_a_week:g} of its days were answered.
- The usual range is the mean of the first {usual_first_weeks:g} counted weeks, plus and minus {usual_sd_times:g} standard deviations of
  their days, but at least {usual_least_half_0_10:g} point. It takes in further weeks up to the {usual_weeks_up_to:g}th while the latest lies
  inside; then it stands. After more than {usual_gap_days:g} days without an answer it begins anew.
- Better or worse: the last {usual_weeks_running:g} counted weeks outside, on the same side.
- A change most people would notice: each of them also at least {clear_drop_0_10:g} points or {clear_drop_percent:g} % from the middle of
  the range, and at least {noticeable_least_0_10:g} point.

All of these numbers are in `data/thresholds.yaml`, marked `design`: chosen by trying them out, not found in a study.

## How it was tried

{people} people of each kind, 60 weeks each, in whole numbers from 0 to 10. A day is a person's own level (4 to 7 unless
the table says otherwise; 2 to 5 where pain goes up), plus noise with a standard deviation between 0.9 and 1.6, of which a part φ carries over to the
next day (φ 0.5 unless said otherwise). 15 % of days are missing, at chance. A change begins in week 9. What
is counted is the year from week 9 on. The verdicts come from the code that the app runs, not from a copy of it; a test
compares the two.

## On people whose pain does not change

Verdicts a person and year, and in brackets the share of people with at least one. In the first seven columns every one of
them is false. In the last three something does go up and down.
"""

_AFTER_FALSE = """
- The app's rule speaks falsely about once in {years_between} years at φ 0.5. Where days depend on each other more (φ 0.7), it
  is {a_year_07}: too often. Nothing that only looks at one person's pain can tell two weeks of bad luck from two weeks
  that were really worse.
- A flare of more than a week is a change, and is often called one: {a_year_flares} verdicts a year. So is a level that wanders by
  itself: {a_year_wander}.
- Of people who settle during their first weeks, {share_settling} are told of a change later. It is true, but it is not
  due to anything they did. So the sentence says what it compares with: their first weeks.

## On people whose pain does change

Median weeks until the right verdict, and the share of people who have it within 8 weeks. The two last rows are about the
app's rule: people who are told of the opposite at some time in the year, and later weeks at which a change that was found is still said.
"""

_AFTER_FOUND = """
- A change of two points is seen after {weeks_step} weeks as a rule, but **it is not said every week from then on**: at {held_step} of
  the later weeks the rule still says so, because two points are little more than half the range is wide. After a change of
  three points it is {held_large}. A verdict that goes away need not be a relapse; the chart shows the weeks, so that anybody can see.
- With 45 % of days missing, or with a strong weekly cycle, the same change takes longer, and many people are not
  told within 8 weeks.

## Beside the earlier trial

The rule was chosen after an earlier trial with other code. Each cell shows what came out then → now.
"""

_AFTER_EARLIER = """
Where both trials asked the same they say nearly the same, and the rules keep their order. What differs most:

- **A drift** of one point a month was found within 8 weeks in 46 % then, {drift_soon} now.
- A change of two points **with 45 % of days missing** took 5 weeks then (61 % within 8), {step_gaps} now; with a strong weekly
  cycle 4 weeks then (74 %), {step_cycle} now.
- **XmR of week means** with 45 % of days missing gave 1.0 false verdicts a year then, {xmr_gaps} now: here it waits for eight
  counted weeks.
- **Flares and a wandering level**: 0.9 and 1.1 verdicts a year then, {a_year_flares} and {a_year_wander} now. How long a flare lasts
  and how quickly a level wanders was not written down then, so these are not the same people.
- **Low pain**: without the two guards of a noticeable change it was called one 2.7 times a year then, {low_unguarded} now; with
  them {low_guarded}. The guards matter more than the earlier trial showed.
- At how many later looks a change is still said was not counted then. It is the weakest side of the rule.

## With one number changed

The app's rule with another number: verdicts a year without a change, then weeks until a change is found.
"""

_AFTER_VARIED = """
- Two weeks running is what buys most of the calm. Three would be calmer still, and slow.
- The least half-width of 1 point matters for people with very even days: without it, half a point would be called a change.
- Weeks of 2 answered days would find a change sooner where many days are missing, with about twice as many false
  verdicts there.
- **Weekly answers alone** stand in where days are too few, with ±{usual_weekly_half_0_10:g} points. The row shows somebody who recalls the mean of
  the week exactly, to the whole point. Nobody does. **It was not tried on averages as people recall them**, and the page
  says so wherever it is used.

## "A change most people would notice"

How often that is added, as the rule is and without its two guards (outside the usual range, and at least
{noticeable_least_0_10:g} point).
"""

_AFTER_NOTICED = """
## A control chart as the second opinion

An XmR chart of week means (limits from up to {control_weeks_up_to:g} weeks, ± 2.66 times the mean moving range) is kept beside the rule as an
independent check: it should agree on large changes, though not on when. Of the people who were told of a noticeable change after week 8, at the first time:
"""

_END = """
When the change is large the control chart says the same at once in {agrees_large}. Of the verdicts that are false it
repeats {agrees_stable}, for both look at the same weeks: it is a check on large changes and no proof.

## Made by

`python -m lib simulate noise --write`: {people} people of each kind, seed {seed}. Fingerprint of the code and the
thresholds it was made with: `{fingerprint}`. A test fails when either has changed since.
"""
