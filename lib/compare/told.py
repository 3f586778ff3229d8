"""What two versions of the content do differently, in words for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from lib import difference, words
from lib.compare import truths
from lib.compare.both import Both
from lib.compare.edits import CHANGED, Edit, differing
from lib.compare.search import Reached
from lib.difference import Side, says
from lib.model import Condition, Dose, Knowledge, Truth
from lib.proof import agree
from lib.proof.examples import Example
from lib.proof.told import beside, commented, decided, otherwise

SAME = "Nothing changes: both folders hold the same rules and the same words."
NOBODY = (
    "Proved: for no possible answers does a first plan change in clearance, notes, phase, exercises, "
    "doses or days. (First holds, offered tests and cards are not looked at.)"
)
NOT_SETTLED = "None of the answer sets looked at differs; whether any does was not settled in time."
NOW = {Truth.FIRES: "holds", Truth.QUIET: "does not hold", Truth.UNKNOWN: "is not known"}
BEFORE = {Truth.FIRES: "held", Truth.QUIET: "did not hold", Truth.UNKNOWN: "was not known"}
NOBODY_KNOWN = Example("", "nobody we know", {})


@dataclass(frozen=True, slots=True)
class Versions:
    """The two versions, and the answers of both."""

    old: Knowledge
    new: Knowledge
    both: Both
    drawn: int
    """How many drawn answer sets shares are counted on."""


def heading(edit: Edit, versions: Versions) -> str:
    """What the edit is: kind, id and each field with its value before and now."""
    if edit.how is not CHANGED:
        return f"{edit.kind} {edit.id} is {edit.how}"
    changes = (says for part in edit.parts for says in _changes(*part, versions))
    return f"{edit.kind} {edit.id}: {'; '.join(changes)}"


def _changes(name: str, before: Any, now: Any, versions: Versions) -> Iterator[str]:
    """What has changed in a field, down to the words that come and go."""
    if isinstance(before, Mapping) and isinstance(now, Mapping):
        for key in dict.fromkeys((*before, *now)):
            if before.get(key) != now.get(key):
                yield from _changes(f"{name} {key}", before.get(key), now.get(key), versions)
    elif _are_rows(before) and _are_rows(now) and _ids(before) == _ids(now):
        for was, is_ in zip(before, now, strict=True):
            for part, a, b in differing(was, is_):
                yield from _changes(f"{name} {is_.id} {part}", a, b, versions)
    elif isinstance(before, tuple | frozenset) and isinstance(now, tuple | frozenset):
        gone = [f"− {_plain(one, versions.old)}" for one in before if one not in now]
        come = [f"+ {_plain(one, versions.new)}" for one in now if one not in before]
        yield f"{name} {', '.join([*gone, *come]) or 'in another order'}"
    else:
        yield f"{name} {_plain(before, versions.old)} → {_plain(now, versions.new)}"


def _ids(rows: Any) -> list[str]:
    return [row.id for row in rows]


def _are_rows(value: Any) -> bool:
    return isinstance(value, tuple) and bool(value) and all(hasattr(one, "id") for one in value)


def _plain(value: Any, known: Knowledge) -> str:
    if isinstance(value, Condition):
        return f"“{words.of_condition(value, known)}”"
    if isinstance(value, Dose):
        return words.of_dose(value)
    if isinstance(value, Mapping):
        return ", ".join(f"{key} {_plain(one, known)}" for key, one in value.items()) or "nothing"
    if isinstance(value, tuple | frozenset):
        return ", ".join(_plain(one, known) for one in value) or "nothing"
    if isinstance(value, float):
        return f"{value:g}"
    return str(getattr(value, "id", value))


# --- whom it reaches -------------------------------------------------------------------------------


def reached(found: Reached, versions: Versions) -> str:
    """How many of the drawn answer sets differ, and in what."""
    if found.example is None:
        return NOBODY if found.settled else NOT_SETTLED
    share = f"{found.any_of_drawn:,} of {versions.drawn:,} drawn answer sets"
    kinds = [f"{name} {count:,}" for name, count in found.among.items() if count]
    return f"{share}{': ' if kinds else ''}{', '.join(kinds)}."


def example(found: Reached, now: Knowledge, versions: Versions) -> Iterator[str]:
    """The answers that matter, what comes out before and now, and what differs in words."""
    if found.example is None:
        return
    old = versions.old
    was, is_ = (versions.both.raw(found.example, known) for known in (old, now))
    yield from _answers({**was, **is_}, found.base or NOBODY_KNOWN, versions)
    yield f"Before: {decided(was, old)}"
    yield f"Now:    {decided(is_, now)}"
    before, after = (
        Side(agree.decision_of(raw, known), known) for raw, known in ((was, old), (is_, now))
    )
    told = [says.of_line(line, before, after) for line in difference.between(before, after)]
    yield from (f"- {one.what}" for one in told)
    rules = dict.fromkeys(rule.rule_id for one in told for rule in one.rules)
    if rules:
        yield f"Rules that hold on one side only: {', '.join(rules)}."


def _answers(said: Mapping[str, Any], base: Example, versions: Versions) -> Iterator[str]:
    """Who it is like, and the answers that differ."""
    who = base.name + (f" ({base.person_id})" if base.person_id else "")
    differs = otherwise(said, base.raw)
    if not differs:
        yield f"For example {who}, as they are."
        return
    asked = versions.both.merged
    yield f"For example somebody who answers as {who}, but:"
    yield from (
        f"  {line}" for line in commented({i: said[i] for i in differs if i in said}, asked)
    )
    for id in differs:
        if id not in said:
            yield f"  {id} is not answered  # {asked.questions[id].asks}"


def as_file(found: Reached, now: Knowledge, versions: Versions) -> str:
    """The answers of the example as a file that `python -m lib plan` reads."""
    raw, base = versions.both.raw(found.example or {}, now), found.base or NOBODY_KNOWN
    asked = {id: value for id, value in base.raw.items() if id in now.questions}
    return "\n".join(beside(raw, replace(base, raw=asked), now)) + "\n"


def elsewhere(edit: Edit, versions: Versions) -> Iterator[str]:
    """What an edit does that no first plan shows: for which facts its condition differs."""
    if edit.kind == "threshold":
        for id in (*versions.old.rules, *versions.old.named):
            yield from _truth(id, versions, edit.id)
    elif edit.kind in ("rule", "condition"):
        yield from _truth(edit.id, versions)


def _truth(id: str, versions: Versions, threshold: str = "") -> Iterator[str]:
    old, new = versions.old, versions.new
    rule = old.rules.get(id) or old.named.get(id)
    if rule is None or (threshold and threshold not in {t.threshold for t in rule.when.tests}):
        return
    found = truths.apart(id, old, new)
    if found is not None:
        facts, before, now = found
        told = ", ".join(f"{fact} {value}" for fact, value in facts.items()) or "nothing known"
        yield f"{id}: with {told} it {NOW[now]} now; before it {BEFORE[before]}."
