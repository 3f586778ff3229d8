"""The circuit as read by z3: bits as Booleans, whole numbers as bit vectors wide enough for all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import z3  # type: ignore[import-untyped]

from lib.proof.circuit import Bit, Circuit, Node

Assignment = Mapping[str, int | bool]
"""Variable name to value."""


class Prover:
    """A z3 solver over one circuit; what has been translated once stays."""

    def __init__(self, circuit: Circuit) -> None:
        self.circuit = circuit
        self.width = max(node.high for node in circuit.nodes).bit_length() + 1
        self._read: dict[int, Any] = {}
        self._ranges: list[Any] = []
        self._asked: dict[tuple[int, ...], Any] = {}

    def _of(self, wanted: Iterable[int]) -> list[Any]:
        wanted = list(wanted)
        for place in self.circuit.cone(wanted):
            if place not in self._read:
                self._read[place] = self._translated(self.circuit.nodes[place])
        return [self._read[place] for place in wanted]

    def _translated(self, node: Node) -> Any:
        of = [self._read[part] for part in node.of]
        if node.op == "number":
            number = z3.BitVec(node.name, self.width)
            self._ranges += [z3.UGE(number, node.low), z3.ULE(number, node.high)]
            return number
        if node.op == "flag":
            return z3.Bool(node.name)
        if node.op == "whole":
            return z3.BitVecVal(node.value, self.width)
        return _IN_Z3[node.op](*of)

    def example(
        self, *bits: Bit, given: Assignment | None = None, seconds: float = 60
    ) -> dict[str, int | bool] | None:
        """An assignment for which all these bits are yes; None when there is none.

        TimeoutError when that cannot be told in time.
        """
        claims = self._of(bits)
        solver = z3.SolverFor("QF_BV")
        solver.set("timeout", int(seconds * 1000))
        solver.add(*self._ranges, *claims)
        for name, value in (given or {}).items():
            is_flag = isinstance(value, bool)
            variable = z3.Bool(name) if is_flag else z3.BitVec(name, self.width)
            solver.add(variable == value)
        answer = solver.check()
        if answer == z3.unknown:
            raise TimeoutError(f"undecided after {seconds:g} s")
        return self._assignment(solver.model()) if answer == z3.sat else None

    def reads(self, given: Assignment, expected: Mapping[int, int | bool]) -> bool:
        """Whether z3, working these nodes out for an assignment of all variables, finds these values."""
        model = z3.Model()
        for name, value in given.items():
            model.update_value(*self._named(name, value))
        for place, value in expected.items():
            model.update_value(*self._named(f"={place}", value))
        asked = tuple(expected)
        if asked not in self._asked:
            pairs = zip(asked, self._of(asked), strict=True)
            claims = [self._named(f"={place}", expected[place])[0] == node for place, node in pairs]
            self._asked[asked] = z3.And(claims)
        return bool(z3.is_true(model.eval(self._asked[asked])))

    def _named(self, name: str, value: int | bool) -> tuple[Any, Any]:
        """A variable of this name, and this value of its kind."""
        if isinstance(value, bool):
            return z3.Bool(name), z3.BoolVal(value)
        return z3.BitVec(name, self.width), z3.BitVecVal(value, self.width)

    def _assignment(self, model: Any) -> dict[str, int | bool]:
        found: dict[str, int | bool] = {}
        for name, node in self.circuit.variables().items():
            if node.op == "flag":
                found[name] = z3.is_true(model.eval(z3.Bool(name), model_completion=True))
            else:
                value = model.eval(z3.BitVec(name, self.width), model_completion=True).as_long()
                found[name] = min(max(value, node.low), node.high)
        return found


_IN_Z3: Mapping[str, Any] = {
    "yes": lambda: z3.BoolVal(True),
    "no": lambda: z3.BoolVal(False),
    "not": z3.Not,
    "and": z3.And,
    "choose": z3.If,
    "add": lambda a, b: a + b,
    "less": lambda a, b: z3.If(z3.UGE(a, b), a - b, z3.BitVecVal(0, a.size())),
    "at_least": z3.UGE,
    "equal": lambda a, b: a == b,
}
