"""What must come out, read from `demands.yaml`: the hand-written second opinion beside the rules.

Nothing here looks at a rule: conditions are put on the raw variables of the questionnaire.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from lib import plain_yaml
from lib.model import Exercise
from lib.proof.answers import Variable
from lib.proof.circuit import Bit, Circuit
from lib.proof.doses import Way

FILE = Path(__file__).parent / "demands.yaml"


class Demands:
    """The demands of the file as bits over the variables of one circuit."""

    def __init__(self, circuit: Circuit, variables: Mapping[str, Variable]) -> None:
        self.circuit = circuit
        self.variables = variables
        self.content: Mapping[str, Any] = plain_yaml.read(FILE)

    def when(self, wanted: Mapping[str, Any]) -> Bit:
        """Whether all these answers are given."""
        return self.circuit.both(*(self._is(id, value) for id, value in wanted.items()))

    def _is(self, id: str, wanted: Any) -> Bit:
        c, variable = self.circuit, self.variables[id]
        if isinstance(wanted, bool):
            said = variable.bits[""]
            return c.both(variable.answered, said if wanted else c.neg(said))
        if not isinstance(wanted, dict):
            return c.both(variable.answered, self._chosen(variable, wanted))
        if "says" in wanted:
            return c.both(variable.answered, variable.bits[wanted["says"]])
        if "unanswered" in wanted:
            return c.neg(variable.answered)
        if "not" in wanted:
            return c.neg(c.both(variable.answered, self._chosen(variable, wanted["not"])))
        return c.both(variable.answered, *self._between(variable, wanted))

    def _chosen(self, variable: Variable, word: str) -> Bit:
        places = [choice.id for choice in variable.question.choices]
        if variable.value is None:
            raise ValueError(f"{variable.question.id} is not a choice")
        return self.circuit.equal(variable.value, self.circuit.whole(places.index(word)))

    def _between(self, variable: Variable, wanted: Mapping[str, int]) -> list[Bit]:
        c, number = self.circuit, variable.value
        if number is None:
            raise ValueError(f"{variable.question.id} is not a number")
        found = []
        if "from" in wanted:
            found.append(c.at_least(number, c.whole(wanted["from"])))
        if "to" in wanted:
            found.append(c.at_least(c.whole(wanted["to"]), number))
        return found

    def said_yes(self, flags: list[str], urgent: bool) -> Bit:
        """Whether a clinician's yes to one of these flags can count at all."""
        c, limits = self.circuit, self.content["clinician_says_yes"]
        listed, on = self.variables["cleared_flags"], self.variables["cleared_on"]
        if on.value is None:
            raise ValueError("cleared_on is not a day")
        found = []
        for flag in flags:
            longest = limits["pregnancy_within_days" if flag == "rd_preg" else "within_days"]
            soonest = limits["urgent_from_days"] if urgent else 0
            within = self._between(on, {"from": soonest, "to": longest})
            found.append(c.both(listed.answered, listed.bits.get(flag, c.no), on.answered, *within))
        return c.some(*found)

    def cautions(self) -> dict[str, Bit]:
        """Caution to whether some answer asks for it."""
        found: dict[str, Bit] = {}
        for row in self.content["cautions"]:
            for tag in row["tags"]:
                found[tag] = self.circuit.some(
                    found.get(tag, self.circuit.no), self.when(row["when"])
                )
        return found

    def against(self, exercise: Exercise, way: Way) -> tuple[set[str], set[str]]:
        """The cautions that must leave this way of doing it out, and those that must change it at least."""
        content = self.content
        asked = content["exercises"][exercise.id]
        out, changed = set(asked.get("out", ())), set(asked.get("changed", ()))
        if way is not exercise:
            still = content["still_on"].get(exercise.id, ())
            changed = set() if way.id in still else changed
            out, changed = set(), (out | changed) & set(content["follows"])
        elif way.position in content["on_floor"]["positions"]:
            out |= set(content["on_floor"]["out"])
        position = content["positions"].get(way.position, {})
        out |= set(position.get("out", ()))
        changed |= set(position.get("changed", ()))
        return out, changed
