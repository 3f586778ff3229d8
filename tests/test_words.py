"""Results in the words a person reads."""

from __future__ import annotations

import pytest

from lib import knowledge, words
from lib.model import Clearance, Finding, Reason

KNOWN = knowledge.load()


def make_finding(rule_id: str, flag: str, cleared: bool) -> Finding:
    return Finding(rule_id, Clearance.PROCEED_WITH_CARE, Reason(rule_id), (flag,), cleared)


@pytest.mark.parametrize("flag", ["rf_infection", "rd_preg", "rf_ces_bladder"])
def test_a_cleared_sign_no_longer_sends_anyone_to_a_clinician(flag: str) -> None:
    said = words.of_finding(make_finding(f"screen.{flag}", flag, cleared=True), KNOWN)

    assert said == (
        f"You said a clinician found exercise fine with this: {KNOWN.questions[flag].asks}."
    )


def test_a_sign_that_nobody_has_cleared_says_what_to_do() -> None:
    said = words.of_finding(make_finding("screen.rf_infection", "rf_infection", False), KNOWN)

    assert said == words.of_reason(Reason("screen.rf_infection"), KNOWN)
    assert "today" in said


def test_what_only_changes_the_plan_is_said_after_clearing_too() -> None:
    said = words.of_finding(make_finding("screen.rd_osteo", "rd_osteo", cleared=True), KNOWN)

    assert said == words.of_reason(Reason("screen.rd_osteo"), KNOWN)


def test_a_flag_that_was_derived_has_words_of_its_own() -> None:
    assert words.of_flag("rf_radicular", KNOWN) == "What you said about your legs"
