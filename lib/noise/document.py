"""docs/signal-and-noise.md: the words and the tables around what was counted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lib.noise.agreement import Agreement
from lib.noise.counts import Counted
from lib.noise.series import CHANGING, STABLE, UNSTEADY, Series

Table = Mapping[str, Mapping[str, Counted]]
"""Kind of people → rule → what was counted."""

OWN = "**the app's rule**"
RECALLED = "weekly answers alone, recalled exactly"

EARLIER_FALSE = {
    "XmR of days, first 28, one outside": ("7.5 (81 %)", "13.2 (95 %)", "22 (99 %)", "11.0", "7.8"),
    "XmR of week means, first 8, one outside": ("1.5 (42 %)", "1.6 (45 %)", "2.0 (53 %)", "1.7", "1.0"),
    "lowest to highest of first 4 weeks, two running": ("3.9 (85 %)", "4.1 (88 %)", "4.7 (93 %)", "4.1", "2.3"),
    "mean of first 4 weeks ± 1.5, two running": ("0.18 (14 %)", "0.51 (32 %)", "1.5 (64 %)", "0.60", "0.33"),
    OWN: ("0.07 (6 %)", "0.29 (23 %)", "1.3 (66 %)", "0.06", "0.22"),
}  # fmt: skip
EARLIER_FOUND = {
    "XmR of days, first 28, one outside": ("1, 97 %", "4, 84 %"),
    "XmR of week means, first 8, one outside": ("2, 81 %", "8, 55 %"),
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
    people: int,
    seed: int,
    fingerprint: str,
) -> str:
    """The whole document."""
    parts = [
        _START.format(people=f"{people:,}", seed=seed),
        _false(main, (*STABLE, *UNSTEADY)),
        _AFTER_FALSE.format(**_figures(main)),
        _found(main),
        _AFTER_FOUND.format(**_figures(main)),
        _beside_earlier(main),
        _AFTER_EARLIER,
        _varied(varied),
        _AFTER_VARIED,
        _noticed(noticed),
        _AFTER_NOTICED,
        _agreed(agreed),
        _END.format(fingerprint=fingerprint),
    ]
    return "\n\n".join(part.strip("\n") for part in parts) + "\n"


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
    rows.append(["*its share of wrong direction*", *(_percent(one.wrong) for one in own)])
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


def _figures(main: Table) -> dict[str, str]:
    own = {id: cells[OWN] for id, cells in main.items()}
    return {
        "years_between": f"{1 / max(own['carry_05'].a_year, 1e-9):.1f}",
        "held_step": _percent(own["step"].held),
        "held_large": _percent(own["large"].held),
        "begun_step": f"{own['step'].a_year:.1f}",
        "share_settling": _percent(own["settling"].share),
        "a_year_flares": _often(own["flares"]),
        "a_year_wander": _often(own["wander"]),
        "a_year_07": _often(own["carry_07"]),
    }


# --- words --------------------------------------------------------------------------------------

_START = """
# Signal and noise

Pain goes up and down by itself. This page shows how often Even Keel's rule for "better" and "worse" calls
chance a change, and how soon it sees a real one. TODO {people} {seed}
"""
_AFTER_FALSE = "TODO {years_between}"
_AFTER_FOUND = "TODO"
_AFTER_EARLIER = "TODO"
_AFTER_VARIED = "TODO"
_AFTER_NOTICED = "TODO"
_END = "TODO <!-- {fingerprint} -->"
