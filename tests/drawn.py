"""Answers drawn for property tests: any person, mostly without a sign that stops the plan."""

from hypothesis import strategies as st

from lib.decide import AnswersRow, decide_from
from lib.model import Progress
from tests.given import NO_FLAGS, START, TICKS, make_check_in, shipped

NOT_ASKED_HERE = ("cleared_flags", "cleared_on")


def values_of(question):
    """Every answer a question allows that a rule could tell apart; text is left out."""
    if question.kind in ("tick", "yes_no"):
        return [False, True]
    if question.kind in ("whole", "scale"):
        return list(range(question.at_least, question.at_most + 1))
    if question.kind == "choice":
        return [choice.id for choice in question.choices]
    if question.kind == "several":
        one = [(choice.id,) for choice in question.choices]
        return [(), *one, tuple(choice.id for choice in question.choices)]
    return []


VALUES = {id: values_of(question) for id, question in shipped().questions.items()}
CLOSED = {id: values for id, values in VALUES.items() if values and id not in NOT_ASKED_HERE}
MILD = {
    **{id: st.sampled_from(values) for id, values in CLOSED.items() if id not in TICKS},
    "age_years": st.integers(18, 80),
    **dict.fromkeys(TICKS, st.just(False)),
}


@st.composite
def people(draw, most_ticks=2, most_changes=8):
    """Raw answers: someone whom nothing stops, with some answers drawn anew and a tick or two."""
    drawn = draw(st.lists(st.sampled_from(sorted(set(CLOSED) - set(TICKS))), max_size=most_changes))
    ticked = draw(st.lists(st.sampled_from(TICKS), max_size=most_ticks, unique=True))
    raw = {**NO_FLAGS, **dict.fromkeys((id for id in CLOSED if id.startswith("inflam_")), False)}
    raw |= {id: draw(st.sampled_from(CLOSED[id])) for id in drawn}
    return {**raw, **dict.fromkeys(ticked, True)}


def decided(raw, known=None):
    """The decision on the day of a first check-in with these answers and an empty log."""
    row = AnswersRow(make_check_in().answered_at, START, raw)
    return decide_from([row], Progress(START, (), (), ()), (), known or shipped())
