"""What a browser sends as a measured hold: taken as it is meant, or refused in one clear sentence."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.model import InputError
from lib.ui.stopwatch.result import Asked, Hold, Result, read

SIDES = ("left", "right")
TESTS = {
    "bridge": Asked("bridge", "Bridge", ("",), "seconds", 60),
    "side": Asked("side", "Side bridge", SIDES, "seconds", 60),
    "stands": Asked("stands", "Chair stand", ("",), "count", 30),
}
ID = "0123456789abcdef"


def hold(side: str = "", seconds: object = 22.4, **more: object) -> dict[str, object]:
    row = {"side": side, "seconds": seconds, "count": None, "pain_0_10": None, "stopped": ""}
    return row | more


def sent(*holds: object, test: object = "bridge", id: object = ID) -> dict[str, object]:
    return {"id": id, "test": test, "holds": list(holds)}


def why_not(what: object) -> str:
    with pytest.raises(InputError) as raised:
        read(what, TESTS)
    return str(raised.value)


def test_a_hold_is_taken_as_measured() -> None:
    assert read(sent(hold()), TESTS) == Result(ID, "bridge", (Hold("", 22.4, None, None, ""),))


def test_both_sides_are_taken_in_turn() -> None:
    result = read(sent(hold("left"), hold("right", 60, stopped="cap"), test="side"), TESTS)

    assert [(one.side, one.seconds, one.stopped) for one in result.holds] == [
        ("left", 22.4, ""),
        ("right", 60.0, "cap"),
    ]


def test_one_side_alone_is_taken_when_it_hurt_too_much_for_the_other() -> None:
    result = read(sent(hold("left", pain_0_10=7, stopped="pain"), test="side"), TESTS)

    assert result.holds == (Hold("left", 22.4, None, 7, "pain"),)


def test_stands_are_counted_not_timed() -> None:
    assert read(sent(hold(seconds=None, count=14), test="stands"), TESTS).holds[0].count == 14
    assert "counted" in why_not(sent(hold(seconds=30, count=14), test="stands"))
    assert "counted" in why_not(sent(hold(seconds=None), test="stands"))


def test_a_test_that_is_not_offered_is_refused_by_name_of_the_matter() -> None:
    assert why_not(sent(hold(), test="sorensen")) == (
        "The stopwatch measured a test that is not offered here. Nothing was saved. Please measure "
        "again, or type the time."
    )


@pytest.mark.parametrize("seconds", [-0.1, 60.1, math.nan, math.inf, "22", True, None, [22], 10**400])  # fmt: skip
def test_seconds_are_a_number_up_to_the_cap(seconds: object) -> None:
    assert "from 0 to 60 seconds" in why_not(sent(hold(seconds=seconds)))


@pytest.mark.parametrize("count", [-1, 100, 14.0, "14", True, None])
def test_a_count_is_a_whole_number_up_to_99(count: object) -> None:
    assert "0 to 99" in why_not(sent(hold(seconds=None, count=count), test="stands"))


@pytest.mark.parametrize("pain", [-1, 11, 3.5, "3", True])
def test_pain_is_a_whole_number_from_0_to_10(pain: object) -> None:
    assert "Pain is a whole number" in why_not(sent(hold(pain_0_10=pain)))


@pytest.mark.parametrize(
    "sides",
    [("right",), ("right", "left"), ("left", "left"), ("left", "right", "left"), ("", ""), ("up",)],
)
def test_sides_come_in_their_order_and_once(sides: tuple[str, ...]) -> None:
    assert "sides" in why_not(sent(*(hold(side) for side in sides), test="side"))


@pytest.mark.parametrize("id", ["", "0123", "0123456789ABCDEF", ID + "0", 7, None, "=cmd|' /C'!A0"])
def test_an_id_that_is_not_ours_is_refused(id: object) -> None:
    assert "without its id" in why_not(sent(hold(), id=id))


@pytest.mark.parametrize("more", [{"stopped": "bored"}, {"stopped": None}, {"side": None}, {"side": ["left"]}])  # fmt: skip
def test_words_that_do_not_belong_are_refused(more: dict[str, object]) -> None:
    assert "words" in why_not(sent(hold(**more)))


@pytest.mark.parametrize("test", [None, 7, ["bridge"], {"bridge": 1}])
def test_a_test_that_is_no_word_is_refused(test: object) -> None:
    assert "not offered" in why_not(sent(hold(), test=test))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner),
    max_leaves=8,
)
ROWS = st.fixed_dictionaries(
    {},
    optional={
        "side": st.sampled_from(["", "left", "right"]) | JSON,
        "seconds": st.floats(-1, 70) | JSON,
        "count": st.integers(-1, 101) | JSON,
        "pain_0_10": st.integers(-1, 11) | JSON,
        "stopped": st.sampled_from(["", "cap", "pain"]) | JSON,
    },
)
RESULTS = st.fixed_dictionaries(
    {},
    optional={
        "id": st.just(ID) | JSON,
        "test": st.sampled_from(list(TESTS)) | JSON,
        "holds": st.lists(ROWS, max_size=3) | JSON,
    },
)


@given(RESULTS | JSON)
def test_whatever_comes_is_taken_within_its_limits_or_refused(anything: object) -> None:
    try:
        result = read(anything, TESTS)
    except InputError:
        return
    asked = TESTS[result.test]
    assert 1 <= len(result.holds) <= len(asked.sides)
    for one in result.holds:
        assert (one.seconds is None) == (asked.measure == "count") == (one.count is not None)
        assert one.seconds is None or 0 <= one.seconds <= asked.cap_s
        assert one.count is None or 0 <= one.count <= 99
        assert one.pain_0_10 is None or 0 <= one.pain_0_10 <= 10
