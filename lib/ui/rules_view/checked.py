"""How the rules are checked, and what is not checked; every count is taken from the content."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from lib.model import Knowledge, Mark
from lib.people import Person

NOT_WHOLE = "not the whole text"


def rules_of(known: Knowledge) -> int:
    """Rules and named conditions together."""
    return len(known.rules) + len(known.named)


def cases_of(known: Knowledge) -> int:
    """The cases that stand beside all rules and named conditions."""
    every = (*known.rules.values(), *known.named.values())
    return sum(len(rule.cases) for rule in every)


def marked(known: Knowledge) -> Counter[Mark]:
    """How many thresholds carry each mark."""
    return Counter(threshold.mark for threshold in known.thresholds.values())


def excerpts_only(known: Knowledge) -> int:
    """Sources of which not the whole text was read."""
    return sum(NOT_WHOLE in source.note for source in known.sources.values())


def publications(known: Knowledge) -> int:
    """Sources that are publications or pages, so without `design` and `unverified`."""
    return sum(bool(source.link) for source in known.sources.values())


def text(known: Knowledge, examples: Mapping[str, Person]) -> str:
    """The section as markdown."""
    expected = sum(len(person.expect) for person in examples.values())
    marks = marked(known)
    return f"""
**What is checked at every change**

- Each of the {rules_of(known)} rules and named conditions has its own cases beside it, {cases_of(known)} in all: answers for
  which it must hold, must not hold, and cannot be known. All of them are run.
- Each of the {len(known.thresholds)} numbers is moved by one step; at least one case must then fail. A number that could
  be changed without anybody noticing is a mistake.
- {len(examples)} example people live through their weeks day by day. {expected} results of theirs were written by hand
  before the rules ran; each must come out.
- The files are checked when the app starts: every word a rule uses must exist, every rule must have a source.
- An unanswered safety question never counts as a no; the stricter result always wins.

**What is not checked**

- Whether Even Keel helps. No study has tried it; the app itself is untested.
- Whether our own choices are right: {marks[Mark.DESIGN]} of the {len(known.thresholds)} numbers are, and they say so.
- The whole text of {excerpts_only(known)} of the {publications(known)} publications: only an abstract or an excerpt was seen.
- Every way a course can go. Weeks with a log are tried with example people and made-up people, not all there are.
- Whether you answered as it is, or did the exercise as it is described.
"""
