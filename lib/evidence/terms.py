"""A rule's requirement as a person would say it, with the limits that stand in `data/` today.

A rule or a term without words here is said as its bare condition, so a new one is never wrong. A
test compares the limits in each text with those of its condition.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from lib import rules, words
from lib.model import Condition, Facts, Knowledge, Rule, Test, Truth

PLAIN: Mapping[str, str] = MappingProxyType(
    {
        "progress.stop_leg_worse": "The weekly answer says that a leg is worse.",
        "progress.stop_spreading": "Pain spread down a leg during a session.",
        "progress.stop_weekly_flare": "The weekly answer says that there was a flare.",
        "progress.stop_raised_mornings": "{flare_mornings} mornings running were clearly worse than usual.",
        "progress.stop_weekly_rise": "The average pain of a week is {weekly_mean_rise_0_10} points or more above the week before.",
        "progress.exercise_above_ceiling": "Pain in the exercise went above the limit for a session.",
        "progress.exercise_sharp": "The pain in the exercise was sharp.",
        "progress.exercise_poor_form": "The form was poor on {poor_form_days} session days running with this exercise.",
        "progress.step_back_after_sore_morning": "Pain the next morning is {sore_morning_rise_0_10} points or more above what it was before the session.",
        "progress.phase_back_unsettled": "{unsettled_days} session days within {unsettled_within_days} days had not settled by the next morning.",
        "progress.hold_not_all_done": "Part of the session was not done.",
        "progress.hold_not_easy": "The session was not easy.",
        "progress.hold_settled_unknown": "The question about the next morning was not answered.",
        "progress.hold_bad_week": "Within {bad_week_days} days of a flare or a clear rise of the week's average pain.",
        "progress.exercise_step_up": "{step_up_days} session days running with the exercise that were easy, settled by the next morning, done in full and with good form.",
        "progress.no_session_today": "Pain before the session was {no_session_from_0_10} or more.",
        "progress.missed_one_level": "{missed_one_level_from_days} days or more without a session, beyond the planned days between.",
        "progress.missed_two_levels": "{missed_two_levels_from_days} days or more without a session, beyond the planned days between.",
        "progress.missed_check_in": "More than {missed_check_in_after_days} days without a session, beyond the planned days between.",
        "progress.note_too_much": "Clearly more than planned on {too_much_days} session days running.",
        "progress.note_long_in_ease": "{ease_long_days} days in Ease, with something still missing for Rebuild.",
        "progress.note_many_flares": "{many_flares} flares within {many_flares_within_days} days.",
        "progress.note_no_change": "{no_change_days} days or more after the start, average pain has not clearly come down.",
        "progress.note_worse_than_start": "{two_week_look_days} days or more after the start, average pain is {worse_than_start_0_10} points or more above it.",
        "phase.back_now": "Pain now is {worse_by_0_10} or more above the last check-in, and {ease_pain_from_0_10} or more.",
        "phase.back_mean": "Average pain is {worse_by_0_10} or more above the last check-in, and {ease_pain_from_0_10} or more.",
        "phase.back_worst": "Worst pain is {worse_by_0_10} or more above the last check-in, and {ease_worst_from_0_10} or more.",
        "phase.back_settles": "Pain settles more slowly than at the last check-in, and not on the same day.",
        "phase.back_trend": "It has been getting worse lately, and had not been at the last check-in.",
        "phase.back_legs": "Symptoms below the knee or in both legs are new since the last check-in.",
        "fact.easy": "Easy means: pain of {easy_pain_0_10} or less at most, or {rise_in_session_0_10} above what it was before, and never above {easy_cap_0_10}.",
        "fact.settled": "Settled means: pain the next morning is at most {settled_rise_0_10} above what it was before the session.",
        "fact.above_ceiling": "The limit is {ease_pain_ceiling_0_10} in Ease and {later_pain_ceiling_0_10} later, or {rise_in_session_0_10} above what it was before; never above {pain_cap_0_10}.",
        "fact.raised_morning": "Clearly worse means: {flare_rise_0_10} points or more above your usual pain, which is the average of the latest week or, before there is one, of your check-in.",
        "fact.too_much": "Clearly more means: above {too_much_percent} % of what the plan asks for.",
        "fact.weekly_fresh": "The weekly answer must not be older than {weekly_mean_fresh_days} days.",
        "fact.weekly_clearly_down": "Clearly down means: {clear_drop_0_10} points or {clear_drop_percent} % below the start.",
        "fact.clearly_down_in_percent": "Clearly down means: {clear_drop_percent} % below the start.",
        "fact.steady_and_settled": "Steady counts with an average of {strengthen_steady_mean_up_to_0_10} or less and {strengthen_settled_percent} % of the session days settled.",
        "weekly_steady": "Steady means: {steady_weeks} weekly answers in the phase, the last not above the first and none {weekly_mean_rise_0_10} points above it.",
    }
)
"""Rule, named condition or counted fact → its meaning, with `{threshold}` where a limit stands."""

AWAY = "progress.missed_check_in"
"""The rule by which a course begins again after a long time away."""

COUNTS: Mapping[str, str] = MappingProxyType(
    {
        "ready_days_running": "fact.ready",
        "unsettled_days_close": "fact.settled",
        "raised_mornings_running": "fact.raised_morning",
        "too_much_days_running": "fact.too_much",
        "easy_settled_days_running": "fact.easy_and_settled",
        "settled_days_running": "fact.settled",
    }
)
"""A counted fact → the named condition whose days it counts."""


def requirement(rule: Rule, knowledge: Knowledge) -> tuple[str, ...]:
    """What the rule asks for, then each term in it opened to what is behind it."""
    limits = {id: f"{known.value:g}" for id, known in knowledge.thresholds.items()}
    phase = str(rule.then.get("gate", "")).partition("_to_")[0]
    limits["steady_weeks"] = limits.get(f"{phase}_steady_weeks", "")

    def said(id: str) -> str:
        return words.filled(PLAIN.get(id, ""), limits)

    first = said(rule.id) or _sentence(words.of_condition(rule.when, knowledge))
    opened = dict.fromkeys(_terms(rule.when, knowledge))
    return (first, *(says for id in opened if (says := said(id))))


def _terms(condition: Condition, knowledge: Knowledge) -> Iterator[str]:
    """Named conditions and counted facts, outermost first; what has words is not opened further."""
    for test in condition.tests:
        term = COUNTS.get(test.fact, test.fact)
        yield term
        if term in knowledge.named and term not in PLAIN:
            yield from _terms(knowledge.named[term].when, knowledge)


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}."


# --- what decided --------------------------------------------------------------------------------


BESIDES = ("_replaced", "_falls_away")
"""Ends of the named conditions that a requirement has for people whom it does not fit: not something
one can do."""


def deciding(condition: Condition, facts: Facts, knowledge: Knowledge) -> Iterator[Test]:
    """The tests of plain facts that made the condition what it is, named ones followed to theirs.

    Of several ways to meet a requirement only the one that was met decided.
    """
    named = knowledge.named
    truth = rules.evaluate(condition, facts, named)
    for test in condition.tests:
        fires = rules.evaluate(Condition("all", (test,)), facts, named) is Truth.FIRES
        if not _decided(condition.how, truth, fires):
            continue
        if test.fact.endswith(BESIDES) and not fires:
            continue
        if test.fact in named:
            yield from deciding(named[test.fact].when, facts, knowledge)
        else:
            yield test


def _decided(how: str, truth: Truth, fires: bool) -> bool:
    """Whether a test that fires or does not was one that made the condition this."""
    if how == "all":
        return truth is Truth.FIRES or not fires
    if how == "any":
        return truth is not Truth.FIRES or fires
    return truth is not Truth.QUIET or fires
