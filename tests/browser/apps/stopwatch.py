"""A tiny app around the stopwatch: what arrives is checked, kept once by its id, and shown."""

import streamlit as st

from lib.model import InputError
from lib.ui import stopwatch
from lib.ui.stopwatch import Asked

SIDES = ("left", "right")
TESTS = {
    "bridge": Asked("bridge", "Bridge", ("",), "seconds", 60),
    "side": Asked("side", "Side bridge", SIDES, "seconds", 60),
    "stands": Asked("stands", "Chair stand", ("",), "count", 30),
}
OPEN, RESULTS, WRONG = "open", "results", "wrong"


def take(sent: object) -> None:
    try:
        result = stopwatch.read(sent, TESTS)
    except InputError as error:
        st.session_state[WRONG] = str(error)
        return
    st.session_state.setdefault("deliveries", []).append(result.id)
    if st.session_state.get("refuses"):
        return
    st.session_state.setdefault(RESULTS, {}).setdefault(result.id, result)
    st.session_state[OPEN] = None


def reopen(test: str) -> None:
    st.session_state[OPEN] = test if test in TESTS else None


st.title("Stopwatch")
st.checkbox("Refuse", key="refuses")
for name in TESTS:
    st.button(f"Open {name}", on_click=reopen, args=(name,))
st.button("Close", on_click=reopen, args=("",))
asked = TESTS.get(st.session_state.get(OPEN) or "")
results = st.session_state.get(RESULTS, {})
with st.container(border=True, key="card_stopwatch"):
    stopwatch.mount(
        asked,
        taken=list(results),
        on_result=take,
        on_reopen=reopen,
        rest_s=int(st.query_params.get("rest", 0)),
        side_rest_s=30,
        pain_at_most_0_10=5,
    )
for result in results.values():
    for hold in result.holds:
        st.text(
            f"{result.test} {hold.side or '-'} {hold.seconds} {hold.count} {hold.pain_0_10} "
            f"{hold.stopped or '-'}"
        )
st.text(f"results={len(results)}")
st.text(f"deliveries={len(st.session_state.get('deliveries', []))}")
st.text(f"wrong={st.session_state.get(WRONG, '')}")
