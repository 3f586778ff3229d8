"""The summary of thousands of years, as docs/simulated-people.md."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from pathlib import Path
from statistics import median

from lib.course.judge import Judge
from lib.model import Knowledge, Phase
from lib.simulation import laws
from lib.simulation.kinds import KINDS, Kind
from lib.simulation.laws import LAWS
from lib.simulation.lives import DAYS, Year, live

DOCUMENT = Path(__file__).parents[2] / "docs" / "simulated-people.md"
COUNT = 250
"""People of each kind in the documented run."""
SEED = 1
"""The seed of the first person of each kind; the next has the next."""
OF_EACH_KIND = 1
"""So many people of each kind are lived again to see whether a document still holds."""

STOPS = "progress.stop_"
ANOTHER_TRY = ".another_try"


@dataclass(slots=True)
class Summary:
    """What came out for one kind of people, counted."""

    kind: Kind
    people: int = 0
    reached: dict[Phase, list[int]] = field(default_factory=dict)
    """Phase to the days after which it was first entered; 0 for those who began there."""
    ended: Counter[Phase] = field(default_factory=Counter)
    changes: list[int] = field(default_factory=list)
    turns: list[int] = field(default_factory=list)
    """The most turns of each person within `laws.TURNS_WITHIN_DAYS`."""
    stops: list[int] = field(default_factory=list)
    told: Counter[str] = field(default_factory=Counter)
    waited: int = 0
    """Who stayed longer in a phase because moving up had not held twice."""
    broken: Counter[str] = field(default_factory=Counter)
    example: dict[str, tuple[int, date]] = field(default_factory=dict)
    """Law to the first seed and day that broke it."""

    def add(self, year: Year, knowledge: Knowledge) -> None:
        """One more person."""
        self.people += 1
        if year.course is None:
            return
        for phase, day in entered(year).items():
            self.reached.setdefault(phase, []).append((day - year.course.start).days)
        self.ended[year.course.phase] += 1
        self.changes.append(len(laws.phase_changes(year)))
        self.turns.append(_most_close(laws.turns(year)))
        self.stops.append(len(stops(year)))
        self.told.update({note for visit in year.visits for note in visit.notes})
        self.waited += any(id.endswith(ANOTHER_TRY) for v in year.visits for id in v.missing)
        for law, days in laws.broken(year, knowledge).items():
            self.broken[law] += 1
            self.example.setdefault(law, (year.seed, days[0]))


def entered(year: Year) -> dict[Phase, date]:
    """Phase to the day it was first entered."""
    if year.course is None:
        return {}
    changes = laws.phase_changes(year)
    found = {(changes[0].phase_before if changes else year.course.phase): year.course.start}
    for made in changes:
        found.setdefault(made.phase, made.day)
    return found


def stops(year: Year) -> list[date]:
    """The days on which something new stopped sessions."""
    seen: set[object] = set()
    found = []
    for made in laws.decisions(year):
        now = {reason for reason in made.reasons if reason.rule_id.startswith(STOPS)}
        if now - seen:
            found.append(made.day)
        seen = seen | now if made.action.name == "STOP" else set()
    return found


def _most_close(days: Sequence[date]) -> int:
    within = laws.TURNS_WITHIN_DAYS
    return max((sum(0 <= (day - first).days < within for day in days) for first in days), default=0)


def counted(
    kinds: Iterable[Kind],
    count: int,
    seed: int,
    knowledge: Knowledge,
    tell: Callable[[str], None] = lambda _: None,
) -> list[Summary]:
    """So many people of each kind, lived for a year and counted. `tell` hears which kind is next."""
    judge = Judge(knowledge)
    found = []
    for kind in kinds:
        tell(kind.says)
        summary = Summary(kind)
        for number in range(count):
            summary.add(live(kind, seed + number, knowledge, judge), knowledge)
        found.append(summary)
    return found


def fingerprint(knowledge: Knowledge) -> str:
    """Changes when a year of one of the first people of any kind comes out differently."""
    judge, made = Judge(knowledge), sha256()
    for kind in KINDS.values():
        for number in range(OF_EACH_KIND):
            year = live(kind, SEED + number, knowledge, judge)
            for decision in laws.decisions(year):
                moved = [
                    (c.exercise_id, c.from_level, c.to_exercise, c.to_level)
                    for c in decision.changes
                ]
                rules = [reason.rule_id for reason in decision.reasons]
                said = (decision.day, decision.action.name, decision.phase.id, rules, moved)
                made.update(repr(said).encode())
            made.update(repr([(v.day, sorted(v.notes)) for v in year.visits]).encode())
    for file in sorted(Path(__file__).parent.glob("*.py")):
        made.update(file.read_bytes().replace(b"\r\n", b"\n"))
    return made.hexdigest()[:16]


# --- the document ---------------------------------------------------------------------------------


def report(
    knowledge: Knowledge,
    count: int = COUNT,
    seed: int = SEED,
    tell: Callable[[str], None] = lambda _: None,
) -> str:
    """The whole document."""
    found = counted(KINDS.values(), count, seed, knowledge, tell)
    parts = [
        _START.format(people=f"{count * len(found):,}", count=count, seed=seed, days=DAYS),
        _kinds(),
        "## Where they get to",
        _ways(found),
        _AFTER_WAYS,
        "## How steady it is, and what they are told",
        _steadiness(found),
        _AFTER_STEADINESS.format(turns=laws.TURNS, within=laws.TURNS_WITHIN_DAYS),
        "## What must never happen",
        _laws(found),
        _AFTER_LAWS,
        _END.format(fingerprint=fingerprint(knowledge)),
    ]
    return "\n\n".join(part.strip("\n") for part in parts) + "\n"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def _kinds() -> str:
    return _table(["kind", "who they are"], [[_name(kind), kind.says] for kind in KINDS.values()])


def _name(kind: Kind) -> str:
    return kind.id.replace("_", " ")


def _ways(found: Iterable[Summary]) -> str:
    later = (Phase.REBUILD, Phase.STRENGTHEN, Phase.KEEP)
    head = ["kind"]
    for phase in later:
        head += [f"in {phase.id.title()} at some time", "after (median days)"]
    head.append("at the end in Ease / Rebuild / Strengthen / Keep")
    rows = []
    for summary in found:
        cells = [_name(summary.kind)]
        for phase in later:
            days = summary.reached.get(phase, [])
            cells += [_share(len(days), summary.people), f"{median(days):.0f}" if days else "–"]
        cells.append(" / ".join(_share(summary.ended[phase], summary.people) for phase in Phase))
        rows.append(cells)
    return _table(head, rows)


def _steadiness(found: Iterable[Summary]) -> str:
    head = [
        "kind",
        "phase changes a year, median (most)",
        f"most turns within {laws.TURNS_WITHIN_DAYS} days, median (most)",
        "longer stay after going back twice",
        "stops a year, median (most)",
        "long in Ease",
        "no clear change",
        "worse than at the start",
        "three flares",
        "more than planned",
    ]
    notes = ("long_in_ease", "no_change", "worse_than_start", "many_flares", "too_much")
    rows = [
        [
            _name(summary.kind),
            _middle_and_most(summary.changes),
            _middle_and_most(summary.turns),
            _share(summary.waited, summary.people),
            _middle_and_most(summary.stops),
            *(_share(summary.told[f"progress.note_{note}"], summary.people) for note in notes),
        ]
        for summary in found
    ]
    return _table(head, rows)


def _laws(found: Sequence[Summary]) -> str:
    rows = []
    for law in LAWS.values():
        people = sum(summary.people for summary in found)
        broken = sum(summary.broken[law.id] for summary in found)
        examples = [
            f"{_name(s.kind)}, seed {s.example[law.id][0]}, {s.example[law.id][1]}"
            for s in found
            if law.id in s.example
        ]
        rows.append([law.says, f"{people:,}", f"{broken:,}", "; ".join(examples) or "–"])
    return _table(["law", "people looked at", "broken by", "first of each kind"], rows)


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.0f} %" if whole else "–"


def _middle_and_most(numbers: Sequence[int]) -> str:
    return f"{median(numbers):.0f} ({max(numbers)})" if numbers else "–"


_START = """
# Simulated people

{people} people who do not exist, {count} of each kind, lived for {days} days each through the real rules: what the app asks is answered, what it plans is done, day by day, by the code that decides for a visitor. It shows what the rules do when backs and people behave like this. It is no evidence about people, and no promise.

Made by `python -m lib simulate people --write` with seeds from {seed} on; the same seed gives the same year. Code: `lib/simulation`. Behind the answers is a level of pain with an ordinary up and down (0.5 to 1.1 points), flares where there are any, and a reaction to load: a session above what a back can take hurts more and leaves something for the next days; each session done raises what it can take a little.
"""

_AFTER_WAYS = """
Whoever never answers the weekly or the next-morning question hardly ever moves on: missing data block every step up. The visits say each time which answer is missing. Whoever says that all is well moves on as fast as the rules allow: rules that go by answers cannot know better.
"""

_AFTER_STEADINESS = """
A turn is a phase change the other way than the one before: back and up again are two. **Oscillation** is defined as more than {turns} turns within {within} days. The notes are the share of people who were told so at least once.
"""

_AFTER_LAWS = """
*Up*: an exercise steps up, or a later phase begins. *Bad week*: the seven days from a weekly answer with a flare or a mean 2 or more above the one before, or from the second of two raised mornings. A step up shown in the morning and a step back after that day's own session rest on different days and are not "at once".

Nobody goes to and fro more often than that because of one requirement of every gate: whoever has moved up and gone back twice within 91 days stays where they are until the first time is 91 days ago, and is told until when. That it cannot happen more often follows from the rule itself; the made-up people show what it costs. Tried on the first 250 persistent people before it was chosen: without it 4 of them turn more than 4 times, with a wait of four weeks after the second time 3, of six weeks 2, with this rule none, and 83 instead of 85 of the 250 end the year in Keep. People with many flares pay most: before the rule 24 % of them were in Ease for three weeks or more at some time and 36 % ended the year in Keep.
"""

_END = """
Fingerprint of the first people of each kind and of the code: `{fingerprint}`. A test lives them again and fails when they come out differently.
"""
