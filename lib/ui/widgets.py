"""Asks one question each and gives back its answer, or None while it is unanswered.

No needed question has a preset, and leaving a page loses nothing: Streamlit forgets a widget's
value when its page is left, so the saved answer is handed in (`saved`) and put back when the
widget appears. From then on the person's own hand decides; a changed `saved` no longer counts
until the widget appears anew. Where Streamlit allows it, `saved` is handed in as the default, which
every run repeats: a value put into the session state reaches the page with one run only, and is
gone when the next press interrupts that run.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import streamlit as st

from lib.model import Choice, Question, TickList

NONE_OF_THESE = "None of these"
_NONE = "none"  # the journal's word for an answered empty list


def scale_0_10(
    label: str,
    *,
    key: str,
    saved: int | None,
    low: str,
    high: str,
    help: str | None = None,
    on_tap: Callable[[], None] | None = None,
) -> int | None:
    """A whole number from 0 to 10 as eleven buttons, with words at both ends.

    With `on_tap` a tap is the answer, for good: a second tap on the same number does not undo it.
    """
    with st.container(key=f"scale_{key}", gap=None):
        answer: int | None = st.segmented_control(
            label,
            list(range(11)),
            default=saved,
            key=key,
            width="stretch",
            wrap=True,
            help=help,
            required=on_tap is not None,
            on_change=on_tap or "rerun",
        )
        with st.container(horizontal=True, horizontal_alignment="distribute", gap="small"):
            st.caption(f"0 = {low}", width="content")
            st.caption(f"10 = {high}", width="content")
    return answer


def choice(
    label: str,
    choices: Sequence[Choice],
    *,
    key: str,
    saved: str | None,
    side_by_side: bool = False,
    help: str | None = None,
) -> str | None:
    """One of a few: the id of the choice. Sentences below each other, single words side by side."""
    says = {option.id: option.says for option in choices}
    given = saved if saved in says else None
    answer: str | None
    if side_by_side:
        answer = st.segmented_control(
            label, list(says), default=given, format_func=says.__getitem__, key=key, help=help
        )
        return answer
    captions = [option.detail for option in choices]
    _put_back(key, given)
    answer = st.radio(
        label,
        list(says),
        index=None,
        format_func=says.__getitem__,
        captions=captions if any(captions) else None,
        key=key,
        help=help,
    )
    return answer


def yes_no(label: str, *, key: str, saved: bool | None, help: str | None = None) -> bool | None:
    """Yes or no."""
    answer: bool | None = st.segmented_control(
        label, [True, False], default=saved, format_func=_yes_or_no, key=key, help=help
    )
    return answer


def several(
    label: str,
    choices: Sequence[Choice],
    *,
    key: str,
    saved: Sequence[str] | None,
    none_says: str = NONE_OF_THESE,
    help: str | None = None,
) -> tuple[str, ...] | None:
    """Any of a few words, or expressly none of them: ids, or () for none, in the order shown."""
    says = {option.id: option.says for option in choices} | {_NONE: none_says}
    if saved is not None:
        _put_back(key, [id for id in says if id in saved] or [_NONE])
    st.session_state[_before(key)] = list(st.session_state.get(key) or ())
    picked: list[str] = st.pills(
        label,
        list(says),
        selection_mode="multi",
        format_func=says.__getitem__,
        key=key,
        on_change=_none_stands_alone,
        args=(key,),
        help=help,
    )
    if not picked:
        return None
    return tuple(id for id in says if id in picked and id != _NONE)


def tick_list(
    asked: TickList,
    items: Sequence[Question],
    *,
    key: str,
    saved: Mapping[str, bool | None],
    heading: bool = True,
) -> dict[str, bool | None]:
    """Statements to tick, and "None of these" in its own box.

    Id to True or False for each; to None for all of them while nothing at all is ticked.
    """
    boxes = {item.id: f"{key}_{item.id}" for item in items}
    none_box = f"{key}_{_NONE}"
    answered = [saved.get(item.id) for item in items]
    for item in items:
        _put_back(boxes[item.id], saved.get(item.id) is True)
    _put_back(none_box, bool(answered) and all(answer is False for answer in answered))
    with st.container(key=f"ticks_{key}", gap="small"):
        if heading:
            st.subheader(asked.title, anchor=False)
            st.markdown(asked.intro)
        for item in items:
            st.checkbox(
                _statement(item.asks, item.detail),
                key=boxes[item.id],
                on_change=_untick,
                args=(boxes[item.id], (none_box,)),
            )
        with st.container(border=True, key=f"card_none_{key}"):
            none = st.checkbox(
                f"**{asked.none_says}**",
                key=none_box,
                on_change=_untick,
                args=(none_box, tuple(boxes.values())),
            )
    ticked = {id: bool(st.session_state[box]) for id, box in boxes.items()}
    if none or any(ticked.values()):
        return dict(ticked)
    return dict.fromkeys(boxes)


def whole(
    label: str,
    *,
    key: str,
    saved: int | None,
    at_least: int,
    at_most: int,
    help: str | None = None,
) -> int | None:
    """A whole number, typed; nothing stands there before."""
    _put_back(key, saved if saved is not None and at_least <= saved <= at_most else None)
    with st.container(key=f"whole_{key}", width=220):
        return st.number_input(
            label,
            min_value=at_least,
            max_value=at_most,
            value=None,
            step=1,
            key=key,
            placeholder=f"{at_least} to {at_most}",
            help=help,
        )


def steps_foot(*, key: str, first: bool = False, onward: str = "Next") -> str | None:
    """Back and onward under a step: "back", "next", or None while neither is pressed."""
    with st.container(horizontal=True, horizontal_alignment="distribute", key=f"foot_{key}"):
        back = not first and st.button("Back", icon=":material/arrow_back:", key=f"{key}_back")
        if first:
            st.space("small")
        onward_pressed = st.button(onward, type="primary", width=200, key=f"{key}_next")
    return "next" if onward_pressed else "back" if back else None


# --- how a value comes back and what a tick does to others -----------------------


def _put_back(key: str, saved: Any) -> None:
    """Gives a widget that is about to appear its saved value; one that is there keeps its own."""
    if saved is not None and key not in st.session_state:
        st.session_state[key] = saved


def _none_stands_alone(key: str) -> None:
    picked = list(st.session_state[key])
    if _NONE in picked and len(picked) > 1:
        was_none = _NONE in st.session_state.get(_before(key), ())
        picked = [id for id in picked if id != _NONE] if was_none else [_NONE]
        st.session_state[key] = picked


def _before(key: str) -> str:
    return f"{key}_before"


def _untick(ticked: str, others: tuple[str, ...]) -> None:
    if st.session_state[ticked]:
        for other in others:
            st.session_state[other] = False


def _yes_or_no(answer: bool) -> str:
    return "Yes" if answer else "No"


def _statement(headline: str, detail: str) -> str:
    return f"**{headline}**  \n:small[{detail}]" if detail else f"**{headline}**"
