"""The steps of a first check-in as one circuit: answers → clearance, cautions, fits, phase, plan.

Everything is read from `Knowledge`; only the way the steps work is said a second time here, and
`lib.proof.agree` compares the two. The journal is empty and the check-in is of the same day.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache

from lib import rules
from lib.model import (
    CLEARANCE_OF,
    Clearance,
    Dose,
    Exercise,
    Knowledge,
    Phase,
    Question,
    Rule,
    Truth,
    Urgency,
)
from lib.proof.answers import LONG_AGO, Variable, span, variables
from lib.proof.circuit import Bit, Circuit, Num
from lib.proof.conditions import Conditions, Fact, Held
from lib.proof.doses import Cases, Clock, Way, dose_cases
from lib.proof.plans import Draft, Filler, FitBits, Person
from lib.screening import months_after

DAY = date(2026, 3, 2)
"""The day of the check-in: months differ in length, so the last day of a yes is counted from one."""

RULES = ("screen.", "caution.", "phase.start_", "select.")
"""The rules that read the answers of one check-in."""

_NOT_ASKED = ("yes_no", "tick", "several")
_PREGNANCY = "rd_preg"
_AREAS = ("front", "back", "side")


@dataclass(frozen=True, slots=True)
class Steps:
    """The whole circuit, and the nodes to look at."""

    circuit: Circuit
    variables: Mapping[str, Variable]
    facts: Mapping[str, Fact]
    missing: Mapping[str, Bit]
    held: Mapping[str, Held]
    """Rule to what it says."""
    findings: Mapping[str, Mapping[Clearance, Bit]]
    """Screening rule to when it asks for which clearance; at most one of them."""
    screened: Mapping[Clearance, Bit]
    """Whether the screening is at least so grave."""
    cleared: Mapping[str, Bit]
    """Flag to whether a clinician's yes counts; for a finding below same day."""
    cautions: Mapping[str, Bit]
    fits: Mapping[str, FitBits]
    start: Mapping[Phase, Bit]
    drafts: Mapping[Phase, Draft]
    nothing_fits: Bit
    clearance: Mapping[Clearance, Bit]
    """Whether the clearance is at least so grave, nothing fits included."""
    planned: Bit
    """Whether a plan is shown."""
    days: Mapping[Phase, Num]
    minutes: Num
    limit: Num
    """The minutes of a session in the drafts' unit of time."""


def build(knowledge: Knowledge, phases: Iterable[Phase] = Phase) -> Steps:
    """The circuit of everything that follows from one check-in, with the plans of these phases."""
    circuit = Circuit()
    return _Builder(knowledge, circuit, variables(knowledge, circuit)).steps(phases)


def build_other(knowledge: Knowledge, first: Steps) -> Steps:
    """The steps under other rules for the same answers, in the same circuit."""
    return build_on(knowledge, first.circuit, first.variables)


def build_on(knowledge: Knowledge, circuit: Circuit, variables: Mapping[str, Variable]) -> Steps:
    """The steps for answers that stand in a circuit already."""
    return _Builder(knowledge, circuit, variables).steps()


WORSE = "!worse"
"""Ends the name of what a worse check-in has more than the first."""


def build_worse(knowledge: Knowledge, first: Steps) -> Steps:
    """The same steps for the same person with more pain or more ticks, in the same circuit.

    By construction no answer is better: a tick is the first or one more, a pain the larger of two.
    """
    c = first.circuit
    return _Builder(
        knowledge, c, {id: _worse(one, c) for id, one in first.variables.items()}
    ).steps()


def _worse(variable: Variable, c: Circuit) -> Variable:
    question, value = variable.question, variable.value
    if question.kind == "tick":
        more = c.flag(question.id + WORSE)
        return replace(variable, bits={"": c.some(variable.bits[""], more)})
    if question.id in PAINS and value is not None:
        other = c.number(question.id + WORSE, *span(question))
        return replace(variable, value=c.choose(c.at_least(other, value), other, value))
    return variable


PAINS = ("pain_now_0_10", "pain_average_7d_0_10", "pain_worst_7d_0_10")


class _Builder:
    def __init__(
        self, knowledge: Knowledge, circuit: Circuit, variables: Mapping[str, Variable]
    ) -> None:
        self.knowledge = knowledge
        self.c = circuit
        self.variables = variables
        self.facts: dict[str, Fact] = {}
        self.conditions = Conditions(self.c, self.facts, knowledge.named)
        self.missing: dict[str, Bit] = {}

    def steps(self, phases: Iterable[Phase] = Phase) -> Steps:
        c = self.c
        self._answer()
        held = self._rules()
        findings = self._findings(held)
        screened = self._screened(findings)
        cautions, unticked = self._cautions(held), self._cautions(held, ticks=False)
        fits, free = self._fits(cautions), self._fits(unticked)
        ticked = c.some(
            *(c.both(bit, c.neg(unticked.get(tag, c.no))) for tag, bit in cautions.items())
        )
        start = self._start(held)
        clock = Clock(self.knowledge)
        minutes = self._number("minutes_per_session")
        person = self._person(held, fits, free, ticked, clock.of_minutes(c, minutes))
        filler = Filler(c, self.knowledge, person, clock)
        drafts = {phase: filler.draft(phase) for phase in phases}
        nothing_fits = c.some(
            *(c.both(start[phase], c.neg(draft.enough)) for phase, draft in drafts.items())
        )
        clearance = {
            level: c.some(bit, nothing_fits) if level <= Clearance.SEE_CLINICIAN else bit
            for level, bit in screened.items()
        }
        return Steps(
            circuit=c,
            variables=self.variables,
            facts=self.facts,
            missing=self.missing,
            held=held,
            findings=findings,
            screened=screened,
            cleared={flag: self._is_cleared(flag, Urgency.DAYS) for flag in self._flags()},
            cautions=cautions,
            fits=fits,
            start=start,
            drafts=drafts,
            nothing_fits=nothing_fits,
            clearance=clearance,
            planned=c.neg(clearance[Clearance.ASK_AGAIN]),
            days={phase: self._days(phase) for phase in Phase},
            minutes=minutes,
            limit=person.limit,
        )

    # --- answers -----------------------------------------------------------------------------

    def _answer(self) -> None:
        """Facts in the order of the questions: whether one is asked follows from those before."""
        for id, variable in self.variables.items():
            asked = self._asked(variable.question)
            self.facts[id], self.missing[id] = self._fact(variable, asked)
        self._derive()

    def _asked(self, question: Question) -> Held:
        if question.ask_if is None:
            return Held(self.c.yes, self.c.no)
        return self.conditions.held(question.ask_if)

    def _fact(self, variable: Variable, asked: Held) -> tuple[Fact, Bit]:
        c, question = self.c, variable.question
        given = c.both(asked.fires, variable.answered)
        known = given if question.preset is None else asked.fires
        if question.kind in _NOT_ASKED:
            known = c.some(known, asked.quiet)
        missing = c.no
        if question.needed != "no" and question.preset is None:
            missing = c.both(asked.fires, c.neg(variable.answered))
        if variable.value is None:
            return self._of_bits(variable, known, given), missing
        words = tuple(choice.id for choice in question.choices)
        number = variable.value
        if question.preset is not None:
            place = words.index(str(question.preset)) if words else int(str(question.preset))
            number = c.choose(given, number, c.whole(place))
        return Fact(known, number=number, words=words), missing

    def _of_bits(self, variable: Variable, known: Bit, given: Bit) -> Fact:
        if variable.question.preset is not None:
            raise NotImplementedError(f"{variable.question.id}: a preset of this kind.")
        said = {word: self.c.both(given, bit) for word, bit in variable.bits.items()}
        if variable.question.kind in ("several", "ids"):
            return Fact(known, several=said)
        return Fact(known, truth=said[""])

    def _derive(self) -> None:
        c = self.c
        asked = [self.facts[id] for id in self.knowledge.questions if id.startswith("inflam_")]
        yes = [fact.truth for fact in asked if fact.truth is not None]
        self.facts["inflam_count"] = Fact(
            c.both(*(fact.known for fact in asked)), number=c.count(yes)
        )
        joint, where = self.facts["rd_joint"], self.facts["rd_joint_where"]
        problem = c.both(joint.known, joint.truth if joint.truth is not None else c.no)
        all_ = c.both(problem, c.neg(c.both(where.known, c.some(*where.several.values()))))
        self.facts["rd_joint_where"] = Fact(
            c.some(where.known, all_),
            several={word: c.some(all_, bit) for word, bit in where.several.items()},
        )

    def _rules(self) -> dict[str, Held]:
        return {
            rule.id: self.conditions.held(rule.when)
            for prefix in RULES
            for rule in self.knowledge.rules_for(prefix)
        }

    # --- screening ------------------------------------------------------------------------------

    def _flags(self) -> list[str]:
        return sorted({flag for rule in self.knowledge.rules.values() for flag in rule.flags})

    def _is_cleared(self, flag: str, urgency: Urgency) -> Bit:
        """Whether a clinician's yes to this flag counts against a finding of this urgency."""
        c = self.c
        flags, on = self.facts["cleared_flags"], self.facts["cleared_on"]
        if on.number is None:
            raise NotImplementedError("cleared_on has to be a date.")
        months = "clearance_holds_months"
        if flag == _PREGNANCY:
            months = "clearance_holds_pregnancy_months"
        longest = _days_of_months(self.knowledge.whole(months))
        bits = [flags.known, flags.several[flag], on.known]
        bits.append(c.at_least(c.whole(longest), on.number))
        if CLEARANCE_OF[urgency] >= Clearance.SAME_DAY:
            wait = self.knowledge.whole("clear_urgent_after_days")
            bits.append(c.at_least(on.number, c.whole(wait)))
        return c.both(*bits)

    def _findings(self, held: Mapping[str, Held]) -> dict[str, dict[Clearance, Bit]]:
        return {
            rule.id: self._finding(rule, held[rule.id].fires)
            for rule in self.knowledge.rules_for("screen.")
            if "urgency" in rule.then
        }

    def _finding(self, rule: Rule, fires: Bit) -> dict[Clearance, Bit]:
        c = self.c
        urgency = Urgency(rule.then["urgency"])
        full = CLEARANCE_OF[urgency]
        cleared = c.some(*(self._is_cleared(flag, urgency) for flag in rule.flags))
        least = min(full, Clearance.PROCEED_WITH_CARE)
        if least == full:
            return {full: fires}
        return {full: c.both(fires, c.neg(cleared)), least: c.both(fires, cleared)}

    def _screened(self, findings: Mapping[str, Mapping[Clearance, Bit]]) -> dict[Clearance, Bit]:
        c = self.c
        asks = [*self.missing.values()]
        found: dict[Clearance, Bit] = {}
        for level in Clearance:
            bits = [bit for one in findings.values() for at, bit in one.items() if at >= level]
            found[level] = c.some(*bits, *(asks if level <= Clearance.ASK_AGAIN else ()))
        found[Clearance.PROCEED] = c.yes
        return found

    # --- profile ----------------------------------------------------------------------------------

    def _cautions(self, held: Mapping[str, Held], *, ticks: bool = True) -> dict[str, Bit]:
        """Caution to whether it is set; without `ticks`, by rules that read no tick alone."""
        c = self.c
        found: dict[str, Bit] = {}
        for rule in self.knowledge.rules_for("caution."):
            if ticks or not rules.reads_tick(rule, self.knowledge):
                for tag in rule.then["cautions"]:
                    found[tag] = c.some(found.get(tag, c.no), c.neg(held[rule.id].quiet))
        return found

    def _fits(self, cautions: Mapping[str, Bit]) -> dict[str, FitBits]:
        return {id: self._fit(one, cautions) for id, one in self.knowledge.exercises.items()}

    def _fit(self, exercise: Exercise, cautions: Mapping[str, Bit]) -> FitBits:
        c = self.c
        ways: tuple[Way, ...] = (exercise, *exercise.surfaces)
        blocked = [self._blocked(way, cautions) for way in ways]
        used = tuple(c.both(c.neg(blocked[place]), *blocked[:place]) for place in range(len(ways)))
        doses = dose_cases(c, exercise, zip(ways, used, strict=True), cautions)
        return FitBits(c.neg(c.both(*blocked)), ways, used, doses)

    def _blocked(self, way: Way, cautions: Mapping[str, Bit]) -> Bit:
        c = self.c
        tags = (way.avoid_if | way.cautions).difference(way.limit_if)
        kit = self.facts["kit"]
        lacks = [c.neg(c.both(kit.known, kit.several.get(thing, c.no))) for thing in way.kit]
        return c.some(*(cautions.get(tag, c.no) for tag in sorted(tags)), *lacks)

    def _number(self, id: str) -> Num:
        number = self.facts[id].number
        if number is None:
            raise NotImplementedError(f"{id} has to be a number.")
        return number

    # --- phase and plan ------------------------------------------------------------------------------

    def _start(self, held: Mapping[str, Held]) -> dict[Phase, Bit]:
        c = self.c
        found = dict.fromkeys(Phase, c.no)
        open_ = c.yes
        for rule in self.knowledge.rules_for("phase.start_"):
            phase, said = Phase.of(rule.then["phase"]), held[rule.id]
            holds = c.neg(said.quiet) if phase is Phase.EASE else said.fires
            found[phase] = c.some(found[phase], c.both(open_, holds))
            open_ = c.both(open_, c.neg(holds))
        found[Phase.EASE] = c.some(found[Phase.EASE], open_)
        return found

    def _person(
        self,
        held: Mapping[str, Held],
        fits: Mapping[str, FitBits],
        unticked: Mapping[str, FitBits],
        ticked: Bit,
        limit: Num,
    ) -> Person:
        reorder = tuple(
            (rule.then, held[rule.id].fires)
            for rule in self.knowledge.rules_for("select.")
            if "prefer" in rule.then or "put_off" in rule.then
        )
        short = held["select.short_plan"].fires
        return Person(fits, unticked, ticked, reorder, short, limit, self._weak())

    def _days(self, phase: Phase) -> Num:
        c = self.c
        asked = self._number("days_per_week")
        most = c.whole(self.knowledge.whole(self.knowledge.phases[phase].days_per_week))
        return c.choose(c.at_least(most, asked), asked, most)

    def _weak(self) -> Fact:
        """The one area whose quick check says no while every other that is known says yes."""
        c = self.c
        words = {
            "front": ["can_knee_plank_10s"],
            "back": ["can_bridge_10s"],
            "side": ["can_side_prop_left_10s", "can_side_prop_right_10s"],
        }
        no = {area: c.some(*(self._said(id, "no") for id in words[area])) for area in _AREAS}
        yes = {
            area: c.both(c.neg(no[area]), c.some(*(self._said(id, "yes") for id in words[area])))
            for area in _AREAS
        }
        only: dict[str, Bit] = {}
        for area in _AREAS:
            others = [other for other in _AREAS if other != area]
            none_no = c.both(*(c.neg(no[other]) for other in others))
            only[area] = c.both(no[area], none_no, c.some(*(yes[other] for other in others)))
        stands_out = c.some(*only.values()) if self._counts_as_weak() else c.no
        number = c.first(((only[area], c.whole(n)) for n, area in enumerate(_AREAS)), c.whole(0))
        return Fact(stands_out, number=number, words=_AREAS)

    def _said(self, id: str, word: str) -> Bit:
        fact = self.facts[id]
        place = self.c.whole(fact.words.index(word))
        return self.c.both(fact.known, self.c.equal(self._number(id), place))

    def _counts_as_weak(self) -> bool:
        """Whether nothing held, beside targets reached, is clearly weakest: a matter of thresholds."""
        facts = {"area_share_percent": 0.0, "area_gap_percent": 100.0}
        return rules.is_true("fact.clearly_weakest", facts, self.knowledge) is Truth.FIRES


@cache
def _days_of_months(months: int) -> int:
    """How many days before `DAY` a clinician's yes may be, at most, to hold for so many months."""
    days = range(LONG_AGO + 1)
    return max(ago for ago in days if months_after(DAY - timedelta(days=ago), months) >= DAY)


def dose_number(circuit: Circuit, cases: Cases, doses: list[Dose]) -> Num:
    """The place of the dose that holds in `doses`, counted from 1; 0 where there is none."""
    return circuit.first(
        ((bit, circuit.whole(doses.index(dose) + 1)) for bit, dose in cases), circuit.whole(0)
    )
