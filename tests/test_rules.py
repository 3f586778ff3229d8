import re
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib import course, decide, plain_yaml, planning, rules, strength, today_only, usual, verdicts
from lib.charts import pain as pain_chart
from lib.checks import NEEDED
from lib.model import (
    CLEARANCE_OF,
    Action,
    Clearance,
    Condition,
    Dose,
    InputError,
    Morning,
    Phase,
    Progress,
    Truth,
    Urgency,
)
from lib.model import Test as Comparison
from lib.model import TestResult as Result
from lib.ui.player import result
from lib.ui.strength import results as strength_results
from lib.ui.today import mornings
from lib.usual import xmr
from lib.usual.ranges import noticeable_size
from tests.given import (
    CAN,
    IN_EASE,
    IN_STRENGTHEN,
    START,
    changed_thresholds,
    fresh_course,
    live,
    make_check_in,
    make_day,
    make_exercise,
    make_plan,
    make_profile,
    make_raw,
    make_weekly,
    screened,
    shipped,
    stays,
)

ROOT = Path(__file__).parents[1]
RULES = (*shipped().named.values(), *shipped().rules.values())
SCENARIOS = plain_yaml.read_text((ROOT / "tests/cases/scenarios.yaml").read_text("utf-8"))


def says(rule, case, known):
    return rules.evaluate(rule.when, case.given, known.named)


# --- what scenarios compute ------------------------------------------------------------


def clearance(known, answers, on, ticked_on=None):
    days = {rule_id: date.fromisoformat(day) for rule_id, day in (ticked_on or {}).items()} or None
    return screened(known, date.fromisoformat(on), ticked_on=days, **answers).clearance.name


def exercises_in_plan(known, answers, phase, with_slots_of=None):
    phases = dict(known.phases)
    if with_slots_of:
        more = phases[Phase.of(with_slots_of)].slots
        content = phases[Phase.of(phase)]
        phases[Phase.of(phase)] = replace(content, slots=content.slots + more)
    changed = replace(known, phases=MappingProxyType(phases))
    return len(make_plan(changed, Phase.of(phase), **answers).lines)


def days_of_plan(known, answers, phase):
    return make_plan(known, Phase.of(phase), **answers).days_per_week


def allowed_days(known, phase):
    return known.whole(known.phases[Phase.of(phase)].days_per_week)


def sets_in_comfort(known, sets):
    exercises = {
        id: replace(exercise, levels=(replace(exercise.levels[0], sets=sets, reps=5),))
        for id, exercise in known.exercises.items()
    }
    changed = replace(known, exercises=MappingProxyType(exercises))
    lived = fresh_course(comfort=True)
    return make_plan(changed, lived=lived, minutes_per_session=60).lines[0].dose.sets


def seconds_of_dose(known, **dose):
    return round(planning.minutes_of(Dose(**dose), known) * 60)


def phase_after_unsettled_days(known, days):
    sessions = [make_day(day, morning=4) for day in days]
    return live(days[-1] + 1, sessions, known=known).phase.id


def waits_for_another_try(known, after):
    fold = course.Fold(make_check_in(known), (), known, decide.offer_of(known))
    fold.backs = [START - timedelta(days=after), START - timedelta(days=1)]
    lived = fold.course(course.Day(START))
    return any(line.rule_id.endswith(".another_try") for line in lived.gate)


def notes_after_flares(known, days):
    weekly = [make_weekly(day, flare=True) for day in days]
    return [reason.rule_id for reason in live(days[-1], weekly=weekly, known=known).notes]


_START_IN = {
    "ease": {**IN_EASE, "pain_average_7d_0_10": 5},
    "rebuild": {"pain_average_7d_0_10": 4},
    "strengthen": IN_STRENGTHEN,
}


def weekly_mean_met(known, phase, means):
    weekly = [make_weekly(7 * number, mean) for number, mean in enumerate(means, start=1)]
    last = 7 * len(means)
    sessions = [make_day(day) for day in range(1, last)]
    history_known = {"known": known, **_START_IN[phase]}
    lived = live(last, sessions, weekly, overrides=[stays(phase)], **history_known)
    (line,) = [line for line in lived.gate if line.rule_id.endswith(".weekly_mean")]
    return line.met


def back_strength_met(known, days):
    sessions = [make_day(day, make_exercise("glute_bridge", 2)) for day in days]
    lived = live(days[-1] + 1, sessions, known=known)
    (line,) = [line for line in lived.gate if line.rule_id.endswith(".back_strength")]
    return line.met is True


def usual_by_days(known, weeks):
    """Each week is how often and its days; a dot is a day without an answer."""
    days = "".join(days for times, days in weeks for _ in range(times))
    answers = tuple(
        Morning(datetime.combine(day, time(7), UTC), day, int(pain))
        for number, pain in enumerate(days)
        if (day := START + timedelta(days=number)) and pain != "."
    )
    return usual_kind(known, Progress(START + timedelta(days=len(days)), (), (), answers))


def usual_by_weekly_answers(known, means):
    weekly = tuple(make_weekly(7 * number, mean) for number, mean in enumerate(means))
    return usual_kind(known, Progress(weekly[-1].day, (), weekly, ()))


def usual_kind(known, progress):
    verdict = usual.pain_history(progress, known.limit).verdict
    return verdict.kind + (", noticeable" if verdict.noticeable else "")


def noticeable_points(known, centre):
    return noticeable_size(centre, known.limit)


def control_low(known, means):
    weeks = [usual.PainWeek(START, (), mean, over=True) for mean in means]
    return round(xmr.control_limits(weeks, known.limit).low, 2)


def verdict_on_mornings(known, settled):
    days = tuple(
        make_day(number, morning=2 if word == "yes" else 4) for number, word in enumerate(settled)
    )
    today = days[-1].day + timedelta(days=1)
    return verdicts.response(Progress(today, days, (), ()), known.limit).kind


def verdict_on_doing(known, weeks):
    progress = Progress(START + timedelta(weeks=weeks), (), (), ())
    return verdicts.doing(progress, [verdicts.Planned(START, 3)], known.limit).kind


def end_of_a_test_s(known, test):
    return known.limit(known.tests[test].cap)


def first_hold_ends_after_s(known, answers):
    row = decide.AnswersRow(datetime.combine(START, time(7), UTC), START, make_raw(**answers))
    return decide.decide([row], {}, (), known, START).plan.holds[0].stop_s


def first_stop_of_a_test(known, test):
    return strength.stops(known.tests[test], known)[0]


def done(test, number, seconds, side=""):
    day = START + timedelta(days=number)
    return Result(f"t{number}{side}", datetime.combine(day, time(9), UTC), day, test, side, seconds)


def rest_left_s(known, seconds_ago):
    last = done("supine_bridge", 0, 30)
    return strength_results.rest_s([last], last.at + timedelta(seconds=seconds_ago), known)


def rest_between_sides_s(known):
    return known.whole("test_side_rest_s")


def mornings_asked(known, session_at, hours_after):
    at = datetime.combine(START, time(session_at), UTC)
    session = replace(make_day(0), last_at=at)
    return len(mornings.waiting([session], (), at + timedelta(hours=hours_after), known))


def is_too_old_to_log(known, days_ago):
    sent = {
        "id": "a" * 16,
        "before": 2,
        "over": result.WHOLE,
        "ran_s": 60,
        "ago_s": days_ago * 86400,
    }
    with pytest.raises(InputError) as refused:
        result.read(sent, None, Phase.EASE, known)
    return "days ago" in str(refused.value)


def goes_on_up_to_h(known):
    return known.limit("session_goes_on_h")


def days_of_strong_pain(known, pain):
    day = make_day(0, before=pain)
    progress = Progress(day.day + timedelta(days=7), (day,), (), ())
    history = usual.pain_history(progress, known.limit)
    return int(pain_chart.pain_frames(history, progress, known.limit).weeks["strong_days"].sum())


def share_of_target_percent(known, test, seconds):
    found = strength.balance([done(test, 0, seconds)], known)
    return next(100 * row.share for row in found.rows if row.share is not None)


def change_between(known, test, first, last, side=""):
    results = [done(test, 0, first, side), done(test, 28, last, side)]
    return strength.change(test, results, known, side).kind


def rounds_today_only(known):
    return today_only.plan(make_raw(), known, START).rounds


def minutes_of_rest_today_only(known):
    return today_only.plan(make_raw(), known, START).parts[0].line.dose.minutes


def plan_for_today_only(known, parts_left):
    jobs = tuple(
        job if place < parts_left else replace(job, candidates=())
        for place, job in enumerate(known.today_only.jobs)
    )
    changed = replace(known, today_only=replace(known.today_only, jobs=jobs))
    return isinstance(today_only.plan(make_raw(), changed, START), today_only.TodayOnly)


COMPUTES = {
    function.__name__: function
    for function in (
        clearance,
        exercises_in_plan,
        days_of_plan,
        allowed_days,
        sets_in_comfort,
        seconds_of_dose,
        phase_after_unsettled_days,
        waits_for_another_try,
        notes_after_flares,
        weekly_mean_met,
        back_strength_met,
        usual_by_days,
        usual_by_weekly_answers,
        noticeable_points,
        control_low,
        verdict_on_mornings,
        verdict_on_doing,
        end_of_a_test_s,
        first_stop_of_a_test,
        first_hold_ends_after_s,
        rest_left_s,
        rest_between_sides_s,
        mornings_asked,
        is_too_old_to_log,
        goes_on_up_to_h,
        days_of_strong_pain,
        share_of_target_percent,
        change_between,
        rounds_today_only,
        minutes_of_rest_today_only,
        plan_for_today_only,
    )
}


def comes_out(scenario, known):
    return COMPUTES[scenario["computes"]](known, **scenario["given"])


# --- every case, every threshold -----------------------------------------------------------


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_the_cases_beside_a_rule_come_out_as_written(rule):
    found = [(case, says(rule, case, shipped())) for case in rule.cases]

    assert [case for case, truth in found if truth is not case.expect] == []


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario["id"])
def test_a_scenario_comes_out_as_written(scenario):
    assert comes_out(scenario, shipped()) == scenario["expect"]


@pytest.mark.parametrize("direction", [-1, 1], ids=["down", "up"])
@pytest.mark.parametrize("id", shipped().thresholds)
def test_moving_a_threshold_by_one_step_makes_a_case_fail(id, direction):
    threshold = shipped().thresholds[id]
    moved = changed_thresholds(shipped(), **{id: threshold.value + direction * threshold.step})

    case_fails = any(
        says(rule, case, moved) is not case.expect
        for rule in (*moved.named.values(), *moved.rules.values())
        for case in rule.cases
    )
    scenario_fails = any(
        comes_out(scenario, moved) != scenario["expect"]
        for scenario in SCENARIOS
        if scenario["threshold"] == id
    )

    assert case_fails or scenario_fails


def test_the_scenarios_name_thresholds_that_there_are():
    named = {scenario["threshold"] for scenario in SCENARIOS}

    assert named <= set(shipped().thresholds)


# --- nothing stands there for nothing ----------------------------------------------------------


def source_of(*folders):
    paths = [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]
    return "\n".join(path.read_text(encoding="utf-8") for path in paths)


def facts_of_all_rules():
    known = shipped()
    conditions = [rule.when for rule in (*known.named.values(), *known.rules.values())]
    conditions += [question.ask_if for question in known.questions.values() if question.ask_if]
    return {fact for condition in conditions for fact in rules.facts_read(condition, known.named)}


def test_every_threshold_is_used_somewhere():
    known = shipped()
    in_conditions = {
        test.threshold
        for rule in (*known.named.values(), *known.rules.values())
        for test in rule.when.tests
    }
    in_python = set(re.findall(r'"([a-z0-9_]+)"', source_of("lib")))
    of_phases = {content.days_per_week for content in known.phases.values()}
    of_phases |= {job.minutes for job in known.today_only.jobs}
    steady = {f"{phase.id}_steady_weeks" for phase in list(Phase)[:-1]}
    of_tests = {
        name
        for test in known.tests.values()
        for name in (test.cap, test.target, test.error, *re.findall(r"{(\w+)}", str(test.stops)))
    }

    unused = set(known.thresholds) - in_conditions - in_python - of_phases - steady - of_tests

    assert unused == set()


def test_every_question_is_read_by_a_rule_or_by_python():
    by_rules = facts_of_all_rules()
    source = source_of("lib", "pages")
    only_shown = {"movement_worry_0_10", "sex", "height_cm", "sleep_disturbed_nights"}

    unread = [
        id
        for id in shipped().questions
        if id not in by_rules
        and f'"{id}"' not in source
        and not id.startswith(("inflam_", "activity_"))
    ]

    assert set(unread) <= only_shown


def test_every_named_condition_is_used():
    known = shipped()
    by_conditions = {
        test.fact
        for rule in (*known.named.values(), *known.rules.values())
        for test in rule.when.tests
    }
    by_conditions |= {
        test.fact for q in known.questions.values() if q.ask_if for test in q.ask_if.tests
    }
    by_results = {
        rule.then.get(k) for rule in known.rules.values() for k in ("falls_away", "replaced")
    }
    source = source_of("lib")

    unused = {id for id in set(known.named) - by_conditions - by_results if f'"{id}"' not in source}

    assert unused == set()


@pytest.mark.parametrize("id", shipped().exercises)
def test_every_exercise_can_come_up_in_some_plan(id):
    slots = [
        (phase, slot)
        for phase, content in shipped().phases.items()
        for slot in content.slots
        if id in slot.able
    ]

    found = [phase for phase, slot in slots if id in exercises_of(phase, *needed_for(id, slot))]

    assert found


def needed_for(id, slot):
    """What must not suit, or what has to be swapped, for an exercise to come up in this slot."""
    if id in slot.to_choose:
        return (), {slot.candidates[0]: id}
    return set(slot.candidates) - {id}, {}


def exercises_of(phase, unsuited, swaps):
    profile = make_profile(kit=["ball", "band", "weight", "step"], minutes_per_session=60)
    unfit = {id: replace(profile.fits[id], allowed=False) for id in unsuited}
    fits = {**profile.fits, **unfit}
    profile = replace(profile, fits=fits, fits_unticked=fits)
    plan = planning.build_plan(profile, fresh_course(phase, swaps=swaps), shipped())
    return {line.exercise_id for line in plan.lines}


def test_every_action_is_the_result_of_a_rule():
    results = {rule.then["action"] for rule in shipped().rules.values() if "action" in rule.then}

    assert results == {action.name for action in Action}


def test_every_clearance_above_proceed_is_the_result_of_a_rule():
    known = shipped()
    by_urgency = {
        CLEARANCE_OF[Urgency(rule.then["urgency"])]
        for rule in known.rules.values()
        if "urgency" in rule.then
    }
    named = {Clearance[r.then["clearance"]] for r in known.rules.values() if "clearance" in r.then}

    assert by_urgency | named == set(Clearance) - {Clearance.PROCEED}


def test_every_urgency_is_the_result_of_a_rule():
    found = {rule.then["urgency"] for rule in shipped().rules.values() if "urgency" in rule.then}

    assert found == {urgency.value for urgency in Urgency}


def test_every_phase_is_where_somebody_starts_and_all_but_the_last_have_a_gate():
    known = shipped()

    starts = {rule.then["phase"] for rule in known.rules_for("phase.start_")}
    gates = {rule.then["gate"] for rule in known.rules.values() if "gate" in rule.then}

    assert starts == {phase.id for phase in Phase}
    assert gates == {"ease_to_rebuild", "rebuild_to_strengthen", "strengthen_to_keep"}


def test_every_rule_over_the_log_is_looked_at_by_the_course():
    looked_at = set(re.findall(r'judge\.firing\("([a-z_]+)"', source_of("lib/course")))

    over = {rule.over for rule in shipped().rules_for("progress.") if "action" in rule.then}
    by_name = {rule.over for rule in shipped().rules_for("progress.") if rule.over == "day"}

    assert over - by_name == looked_at


def test_what_python_asks_for_by_name_is_there():
    known = shipped()
    source = source_of("lib")
    shown_without_a_rule = {
        "screen.unanswered",
        "screen.nothing_fits",
        "select.nothing_for_slot",
        "select.enough_exercises",
        "select.minutes_are_full",
        "select.minutes_stay_free",
        "select.stands_in",
        "select.kit",
        "select.days_per_week",
        "phase.start_ease",
    }

    asked = set(
        re.findall(r'"((?:screen|caution|phase|select|progress|fact)\.[a-z_0-9]+)"', source)
    )

    assert {
        id
        for id in asked - shown_without_a_rule
        if id not in known.rules and id not in known.named and not known.rules_for(id)
    } == set()


def test_the_loader_knows_everything_python_asks_for_by_name():
    source = source_of("lib/course") + source_of("lib/planning")
    source += (ROOT / "lib/strength.py").read_text("utf-8")
    rules_asked = set(re.findall(r'\.rules\["([a-z_.0-9]+)"\]', source))
    rules_asked |= set(re.findall(r'"(progress\.missed_[a-z_]+)"', source))
    named_asked = set(re.findall(r'"(fact\.[a-z_]+)"', source))
    limits = source + (ROOT / "lib/screening.py").read_text("utf-8")
    asked = set(re.findall(r'(?:limit|whole)\("([a-z_0-9]+)"\)', limits))

    assert rules_asked == set(NEEDED["rules"])
    assert named_asked == set(NEEDED["named"])
    assert asked <= set(NEEDED["thresholds"])


def test_the_needed_words_of_the_abilities_are_the_list_the_rules_ask_for():
    tests = shipped().named["fact.can_everything"].when.tests

    assert tuple(test.fact for test in tests) == CAN


# --- the laws of three truths ----------------------------------------------------------------

TRUTHS = st.lists(st.sampled_from(list(Truth)), min_size=1, max_size=6)
_VALUE = {Truth.FIRES: True, Truth.QUIET: False}


def joined(how, truths):
    tests = tuple(Comparison(f"f{number}", "is", True) for number in range(len(truths)))
    facts = {f"f{n}": _VALUE[truth] for n, truth in enumerate(truths) if truth in _VALUE}
    return rules.evaluate(Condition(how, tests), facts, {})


def negated(truth):
    return {Truth.FIRES: Truth.QUIET, Truth.QUIET: Truth.FIRES}.get(truth, truth)


@given(TRUTHS)
def test_all_is_quiet_if_one_is_and_fires_only_if_each_does(truths):
    expected = (
        Truth.QUIET
        if Truth.QUIET in truths
        else (Truth.UNKNOWN if Truth.UNKNOWN in truths else Truth.FIRES)
    )

    assert joined("all", truths) is expected


@given(TRUTHS)
def test_any_fires_if_one_does_and_is_quiet_only_if_each_is(truths):
    expected = (
        Truth.FIRES
        if Truth.FIRES in truths
        else (Truth.UNKNOWN if Truth.UNKNOWN in truths else Truth.QUIET)
    )

    assert joined("any", truths) is expected


@given(TRUTHS)
def test_none_is_the_opposite_of_any(truths):
    assert joined("none", truths) is negated(joined("any", truths))


@given(TRUTHS)
def test_de_morgan_all_is_none_of_the_opposites(truths):
    assert joined("all", truths) is joined("none", [negated(truth) for truth in truths])


@given(st.sampled_from(["all", "any", "none"]), TRUTHS, st.randoms(use_true_random=False))
def test_order_and_repetition_do_not_matter(how, truths, random):
    shuffled = [*truths, truths[0]]
    random.shuffle(shuffled)

    assert joined(how, shuffled) is joined(how, truths)


@given(st.sampled_from(["all", "any", "none"]), TRUTHS)
def test_an_unknown_more_never_decides(how, truths):
    with_unknown = joined(how, [*truths, Truth.UNKNOWN])

    assert with_unknown in (joined(how, truths), Truth.UNKNOWN)


@given(
    st.sampled_from(["all", "any", "none"]),
    TRUTHS,
    st.lists(st.sampled_from([Truth.FIRES, Truth.QUIET]), min_size=6, max_size=6),
)
def test_what_was_decided_with_unknowns_stays_decided_whatever_they_turn_out_to_be(
    how, truths, turns_out
):
    before = joined(how, truths)

    known = [
        turned if truth is Truth.UNKNOWN else truth
        for truth, turned in zip(truths, turns_out, strict=False)
    ]

    assert before is Truth.UNKNOWN or joined(how, known) is before


@given(st.data())
def test_taking_a_fact_away_never_turns_a_rule_from_quiet_to_firing_or_back(data):
    rule = data.draw(st.sampled_from(list(shipped().rules.values())))
    case = data.draw(st.sampled_from(rule.cases))
    kept = data.draw(st.sets(st.sampled_from(sorted(case.given)))) if case.given else set()

    fewer = {fact: value for fact, value in case.given.items() if fact in kept}

    truth = rules.evaluate(rule.when, fewer, shipped().named)
    assert truth in (says(rule, case, shipped()), Truth.UNKNOWN)


@pytest.mark.parametrize("op", ["is", "is_not", "at_least", "at_most", "any_of"])
def test_no_operator_decides_an_unanswered_question(op):
    test = Comparison("pain_now_0_10", op, ("1",) if op == "any_of" else 1)

    assert rules.evaluate(Condition("all", (test,)), {}, {}) is Truth.UNKNOWN


def test_any_of_looks_for_a_common_word_in_a_list_and_for_itself_in_a_word():
    among = Condition("all", (Comparison("worse_with", "any_of", ("bending", "sitting")),))

    assert rules.evaluate(among, {"worse_with": ("twisting", "sitting")}, {}) is Truth.FIRES
    assert rules.evaluate(among, {"worse_with": ()}, {}) is Truth.QUIET
    assert rules.evaluate(among, {"worse_with": "bending"}, {}) is Truth.FIRES


def test_a_reason_holds_the_known_facts_that_were_looked_at_and_the_sources():
    rule = shipped().rules["screen.night_and_first_episode"]

    reason = rules.reason(rule, {"rf_night": True, "age_years": 60, "kit": ()}, shipped())

    assert reason.rule_id == rule.id
    assert reason.facts == (("rf_night", True), ("age_years", 60))
    assert reason.sources == rule.source
