"""One day of a course as a circuit: what `lib.course` decides on it, for any facts of a log.

The order of a day is that of `Fold._live`: check-in, coming back, the week, the morning, the session
day before, the gate, today's session, and what a check-in resolves. One exercise stands for all of
them: nothing a day decides about one looks at another. What was counted before the day (days running,
unsettled days) is a number of its own, and the day adds to it, so that no facts are looked at that
contradict each other there. A person's own choices come after all of it and are not in here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from lib.model import PHASE_IDS, Knowledge, Phase, Rule
from lib.proof.circuit import Bit, Circuit, Num
from lib.proof.conditions import Conditions, Fact, Held
from lib.proof.log_facts import Group, Kinds

GATES = {
    Phase.EASE: "phase.ease_to_rebuild.",
    Phase.REBUILD: "phase.rebuild_to_strengthen.",
    Phase.STRENGTHEN: "phase.strengthen_to_keep.",
}
GRAVITY = ("nothing", "exercise", "all", "phase", "to_ease")
"""What a stop moves, from the least to the most."""
READY, SETTLED, EASY = "fact.ready", "fact.settled", "fact.easy_and_settled"
RISE = "pain_next_morning_rise_0_10"
BAD_WEEK, COMFORT, MISSED = "days_since_bad_week", "days_since_flare", "days_missed"
UNSETTLED, READY_RUN, POOR_RUN = (
    "unsettled_days_close",
    "ready_days_running",
    "poor_form_days_running",
)
_AWAY = "progress.missed_check_in"
_MANY = 4000
_RUNS = {"easy_settled_days_running": EASY, "settled_days_running": SETTLED}

FLAGS = (
    *("check_in", "answered_last", "begins_away", "starts_over"),
    *("comes_back", "checked_in_away", "week", "morning", "yesterday", "session"),
    *("stopped_before", "stays", "run_counts", "phase_counts", "unsettled_counts", "others_back"),
)
"""`answered_last`: the check-in came after all that stops. `begins_away`: it found that one was away
too long; `starts_over`: so that everything begins at level 1. `checked_in_away`: there had been one
since the last session. `run_counts` and so on: yesterday's session day is not used up for the run of
the exercise, for the gate, for unsettled days. `others_back`: another exercise of today's session steps
back."""

Facts = Mapping[str, Mapping[str, Fact]]
"""Group to fact."""


@dataclass(frozen=True, slots=True)
class Inputs:
    """The variables of a day."""

    flags: Mapping[str, Bit]
    numbers: Mapping[str, Num]
    groups: Mapping[str, Group]

    @property
    def facts(self) -> Facts:
        """The facts of all groups."""
        return {name: group.facts for name, group in self.groups.items()}


@dataclass(frozen=True, slots=True)
class Day:
    """What a day decides."""

    back: Bit
    """A step back because of a check-in, of days away, or of yesterday's session day."""
    up_exercise: Bit
    """The exercise is to step up."""
    up_phase: Bit
    back_today: Bit
    """The exercise steps back for today's own session."""
    stops_up: Bit
    """Something stops before any step up is looked at: from before, by the week, by the morning."""
    stops: Bit
    """Something stops, today's session included."""
    resolved: Bit
    stopped: Bit
    """Sessions are stopped at the end of the day."""
    step_back: Bit
    """Not stopped, and the day's decision is a step back."""
    phase: Num
    held: Mapping[str, Held]
    """Rule to what it says, of those that the day asks; of session days yesterday's."""
    gate: Mapping[Phase, Bit]
    """Whether all that the gate asks is there."""
    saw: Mapping[str, Conditions]
    """Group to its facts as the rules saw them, what the day has added included."""


def inputs(c: Circuit, knowledge: Knowledge) -> Inputs:
    """The variables of a day under these rules."""
    kinds, over = Kinds(knowledge), rules_over(knowledge)
    named = knowledge.named
    day = over("day")
    read = {
        "check_in": kinds.read(knowledge.rules_for("phase.back_")),
        "week": kinds.read(over("weekly")),
        "morning": kinds.read(over("morning")),
        "yesterday": kinds.read((*over("session_day"), named[EASY], named[SETTLED])),
        "exercise": kinds.read([named[READY]]),
        "today": kinds.read(over("session_day")),
        "now": kinds.read(over("exercise_day")),
        "gate": kinds.read(rule for gate in GATES.values() for rule in knowledge.rules_for(gate)),
        "before": kinds.read(rule for rule in day if rule.id.startswith("progress.")),
    }
    counted = {"phase", UNSETTLED, READY_RUN, *_RUNS}
    groups = {
        name: Group(c, kinds, name, [fact for fact in facts if fact not in counted])
        for name, facts in read.items()
    }
    most = knowledge.whole("unsettled_days") - 1
    highest = {"phase": 3, "start": 3, "moves_before": len(GRAVITY) - 1, "unsettled": most}
    numbers = {
        name: c.number(f"day/{name}", 0, highest.get(name, _MANY))
        for name in (*highest, "ready", *_RUNS)
    }
    return Inputs({name: c.flag(f"day/{name}") for name in FLAGS}, numbers, groups)


def rules_over(knowledge: Knowledge) -> Callable[[str], list[Rule]]:
    """What gives the progression rules by what they look at."""

    def over(what: str) -> list[Rule]:
        return [rule for rule in knowledge.rules_for("progress.") if rule.over == what]

    return over


class _Builder:
    def __init__(self, c: Circuit, knowledge: Knowledge, given: Inputs, facts: Facts) -> None:
        self.c, self.knowledge = c, knowledge
        self.flags, self.numbers, self.facts = given.flags, given.numbers, facts
        self.over = rules_over(knowledge)
        self.held: dict[str, Held] = {}
        self.saw: dict[str, Conditions] = {}

    # --- pieces ------------------------------------------------------------------------------

    def _conditions(
        self, group: str, phase: Num | None = None, more: Mapping[str, Fact] | None = None
    ) -> Conditions:
        facts = {**self.facts[group], **(more or {})}
        if phase is not None:
            facts["phase"] = Fact(self.c.yes, number=phase, words=PHASE_IDS)
        self.saw[group] = Conditions(self.c, facts, self.knowledge.named)
        return self.saw[group]

    def _firing(
        self, rules: Iterable[Rule], conditions: Conditions, when: Bit, keep: bool = True
    ) -> dict[str, Bit]:
        found = {}
        for rule in rules:
            held = conditions.held(rule.when)
            found[rule.id] = self.c.both(when, held.fires)
            if keep:
                self.held[rule.id] = held
        return found

    def _that(self, firing: Mapping[str, Bit], **then: str) -> Bit:
        """Whether a rule fires that says so."""
        chosen = (
            bit
            for id, bit in firing.items()
            if all(self.knowledge.rules[id].then.get(key) == value for key, value in then.items())
        )
        return self.c.some(*chosen)

    def _fires(self, id: str, conditions: Conditions) -> Bit:
        rule = self.knowledge.rules.get(id)
        if rule is None:
            return self.c.no
        self.held[id] = conditions.held(rule.when)
        return self.held[id].fires

    def _one_back(self, phase: Num) -> Num:
        return self.c.first(
            ((self._is(phase, at), self.c.whole(max(0, at - 1))) for at in Phase), self.c.whole(0)
        )

    def _is(self, phase: Num, at: int) -> Bit:
        return self.c.equal(phase, self.c.whole(at))

    def _moved(self, phase: Num, firing: Mapping[str, Bit]) -> Num:
        c = self.c
        back = c.choose(c.some(*firing.values()), self._one_back(phase), phase)
        return c.choose(self._that(firing, moves="to_ease"), c.whole(0), back)

    def _plus(self, number: Num, when: Bit) -> Num:
        return self.c.sum((number, self.c.choose(when, self.c.whole(1), self.c.whole(0))))

    # --- the day ------------------------------------------------------------------------------

    def day(self) -> Day:
        c, f, n = self.c, self.flags, self.numbers
        first = n["phase"]
        checked = self._firing(
            self.knowledge.rules_for("phase.back_"), self._conditions("check_in"), f["check_in"]
        )
        earlier = c.choose(c.at_least(first, n["start"]), n["start"], first)
        away = c.both(f["check_in"], f["begins_away"])
        phase = self._moved(c.choose(away, earlier, first), checked)
        over = c.both(away, f["starts_over"])
        anew = c.some(over, c.neg(c.equal(phase, first)))
        told = c.both(over, self._is_back(_AWAY))
        back = c.some(self._that(checked, action="STEP_BACK"), told, self._missed())

        weekly = self._firing(self.over("weekly"), self._conditions("week"), f["week"])
        mornings = self._firing(self.over("morning"), self._conditions("morning"), f["morning"])
        stops_up = c.some(f["stopped_before"], *weekly.values(), *mornings.values())
        bad = [
            bit for id, bit in weekly.items() if self.knowledge.rules[id].then["moves"] != "to_ease"
        ]
        bad_week = self._bad_week(c.some(*bad, *mornings.values()))

        yesterday = self._yesterday(phase, anew)
        wanted = [rule for rule in self.over("session_day") if rule.then.get("action") != "STOP"]
        day_before = self._firing(wanted, yesterday, f["yesterday"])
        eased = self._that(day_before, action="STEP_BACK")
        back = c.some(back, eased)
        later = c.choose(self._that(day_before, moves="phase"), self._one_back(phase), phase)
        used_up = c.some(anew, self._that(day_before, moves="all"), c.neg(c.equal(later, phase)))
        comfort = self._fires("progress.comfort_set", self._conditions("before"))
        known_comfort = self.facts["before"][COMFORT].known
        may = c.both(
            f["yesterday"],
            *(c.neg(bit) for bit in (bad_week, stops_up, c.both(comfort, known_comfort), back)),
        )
        up_exercise = c.both(
            may, self._fires("progress.exercise_step_up", self._run(phase, used_up))
        )

        open_ = self._gates(later, yesterday)
        kept = c.equal(later, first)
        shut = (stops_up, f["stays"], bad_week, back, self._is(later, Phase.KEEP), c.neg(kept))
        gate = c.some(*(c.both(self._is(later, at), bit) for at, bit in open_.items()))
        up_phase = c.both(gate, *(c.neg(bit) for bit in shut))
        risen = self._plus(later, up_phase)
        return self._evening(
            risen, stops_up, {**weekly, **mornings}, back, up_exercise, up_phase, open_
        )

    def _evening(
        self,
        phase: Num,
        stops_up: Bit,
        stopping: Mapping[str, Bit],
        back: Bit,
        up_exercise: Bit,
        up_phase: Bit,
        gate: Mapping[Phase, Bit],
    ) -> Day:
        """Today's session, and what a check-in resolves."""
        c, f, n = self.c, self.flags, self.numbers
        now = self._conditions("today", phase, {UNSETTLED: Fact(c.no, number=c.whole(0))})
        wanted = [rule for rule in self.over("session_day") if rule.then.get("action") == "STOP"]
        ended = self._firing(wanted, now, f["session"])
        exercises = self._firing(
            [rule for rule in self.over("exercise_day") if rule.then.get("action") == "STEP_BACK"],
            self._conditions("now", phase),
            f["session"],
        )
        stops = c.some(stops_up, *ended.values())
        resolved = c.both(stops, f["check_in"], f["answered_last"])
        said = {**stopping, **ended}

        def moves(what: str) -> Bit:
            before = c.both(f["stopped_before"], self._is(n["moves_before"], GRAVITY.index(what)))
            return c.some(before, self._that(said, moves=what))

        to_ease, phase_back = moves("to_ease"), moves("phase")
        not_yet = c.both(phase_back, c.at_least(phase, n["phase"]))
        after = c.choose(
            c.both(resolved, to_ease),
            c.whole(0),
            c.choose(c.both(resolved, not_yet), self._one_back(phase), phase),
        )
        moved = c.both(resolved, c.some(to_ease, phase_back, moves("all"), moves("exercise")))
        back_today = c.some(*exercises.values())
        stopped = c.both(stops, c.neg(resolved))
        others = c.both(f["session"], f["others_back"])
        step_back = c.both(
            c.neg(stopped), c.some(back_today, others, moved, c.both(back, c.neg(up_phase)))
        )
        return Day(
            back=back,
            up_exercise=up_exercise,
            up_phase=up_phase,
            back_today=back_today,
            stops_up=stops_up,
            stops=stops,
            resolved=resolved,
            stopped=stopped,
            step_back=step_back,
            phase=after,
            held=self.held,
            gate=gate,
            saw=self.saw,
        )

    def _missed(self) -> Bit:
        """A step back because of days away."""
        c, f = self.c, self.flags
        before = self._conditions("before")
        long = self._fires(_AWAY, before)
        some = [
            c.both(self._fires(id, before), self._is_back(id))
            for id in ("progress.missed_two_levels", "progress.missed_one_level")
        ]
        over = c.both(long, c.neg(f["checked_in_away"]), f["session"], self._is_back(_AWAY))
        return c.both(f["comes_back"], c.some(over, c.both(c.neg(long), c.some(*some))))

    def _is_back(self, id: str) -> Bit:
        rule = self.knowledge.rules.get(id)
        return self.c.const(rule is not None and rule.then.get("action") == "STEP_BACK")

    def _bad_week(self, begins: Bit) -> Bit:
        c = self.c
        since = self.facts["before"][BAD_WEEK]
        if since.number is None:
            raise NotImplementedError("days are a number")
        number = c.choose(begins, c.whole(0), since.number)
        fact = Fact(c.some(begins, since.known), number=number)
        return self._fires(
            "progress.hold_bad_week", self._conditions("before", more={BAD_WEEK: fact})
        )

    def _yesterday(self, phase: Num, anew: Bit) -> Conditions:
        """The session day before, with the unsettled days close to it."""
        c = self.c
        settled = self._conditions("yesterday", phase).held(self.knowledge.named[SETTLED].when)
        one_more = c.both(settled.quiet, self.flags["unsettled_counts"])
        close = c.choose(anew, c.whole(0), self._plus(self.numbers["unsettled"], one_more))
        return self._conditions("yesterday", phase, {UNSETTLED: Fact(c.yes, number=close)})

    def _run(self, phase: Num, used_up: Bit) -> Conditions:
        """Session days running on which the exercise was ready, yesterday's included."""
        c = self.c
        facts = {RISE: self.facts["yesterday"][RISE]}
        ready = self._conditions("exercise", phase, facts).held(self.knowledge.named[READY].when)
        counts = c.both(ready.fires, self.flags["run_counts"])
        run = c.choose(counts, self._plus(self.numbers["ready"], c.yes), c.whole(0))
        run = c.choose(used_up, c.whole(0), run)
        return self._conditions("exercise", phase, {**facts, READY_RUN: Fact(c.yes, number=run)})

    def _gates(self, phase: Num, yesterday: Conditions) -> dict[Phase, Bit]:
        c = self.c
        runs = {}
        for name, fact in _RUNS.items():
            before = self.numbers[name]
            good = yesterday.held(self.knowledge.named[fact].when).fires
            longer = self._plus(before, self.flags["phase_counts"])
            run = c.choose(good, longer, c.whole(0))
            runs[name] = Fact(c.yes, number=c.choose(self.flags["yesterday"], run, before))
        conditions = self._conditions("gate", phase, runs)
        return {
            at: c.both(*self._firing(self.knowledge.rules_for(prefix), conditions, c.yes).values())
            for at, prefix in GATES.items()
        }


def decided(c: Circuit, knowledge: Knowledge, given: Inputs, facts: Facts | None = None) -> Day:
    """What the day decides, on these facts or on all that are given."""
    return _Builder(c, knowledge, given, given.facts if facts is None else facts).day()


def masked(c: Circuit, given: Inputs, hidden: Mapping[tuple[str, str], Bit]) -> Facts:
    """The same facts, some of them unknown: group and fact to whether it is hidden."""
    return {
        name: {
            fact: replace(value, known=c.both(value.known, c.neg(hidden.get((name, fact), c.no))))
            for fact, value in facts.items()
        }
        for name, facts in given.facts.items()
    }


def in_words(given: Inputs, example: Mapping[str, int | bool]) -> str:
    """What an example says of a day: what it brings, what is counted, and the known facts."""
    flags = [name for name in given.flags if example.get(f"day/{name}")]
    numbers = [f"{name} {example.get(f'day/{name}', 0)}" for name in given.numbers]
    facts = [
        f"{name}: " + ", ".join(f"{fact} {value}" for fact, value in said.items())
        for name, group in given.groups.items()
        if (said := group.said(example))
    ]
    hidden = [name for name, value in example.items() if name.startswith("hide/") and value]
    return "; ".join([", ".join(flags), ", ".join(numbers), *facts, *hidden])
