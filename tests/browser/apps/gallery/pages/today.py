"""Every question widget, with a plain dict as the saved answers."""

import streamlit as st

from lib.model import Choice, Question, TickList
from lib.ui import blocks, widgets

LENGTHS = [
    Choice("under_6_weeks", "Under 6 weeks"),
    Choice("6_to_12_weeks", "6 to 12 weeks"),
    Choice("over_12_weeks", "Over 12 weeks", "Also if it comes and goes"),
]
MOVES = [Choice(id, id.capitalize()) for id in ("bending", "arching", "twisting", "sitting", "standing")]  # fmt: skip
TRIED = [Choice("yes", "Yes"), Choice("no", "No"), Choice("not_tried", "Not tried")]
LIST = TickList(
    "emergency",
    "Any of these?",
    "Serious causes are rare, about 1 in 100. Everyone is asked.",
    "None of these",
)
ITEMS = [
    Question("numb", "safety", "tick", "New numbness between your legs", "yes", "Genitals or back passage. Only you see this."),
    Question("urine", "safety", "tick", "New trouble passing or holding pee", "yes", "In the last weeks. Also not feeling it coming."),
    Question("weak", "safety", "tick", "A leg or foot getting weaker", "yes", "For example a foot that drags."),
]  # fmt: skip

saved = st.session_state.setdefault("saved", {})
blocks.title("Check-in", "Step 2 of 5 · about 2 minutes left")
main, side = st.columns([2, 1], gap="small")
with main:
    with blocks.card("Your back", key="back"):
        answers = {
            "age": widgets.whole("Your age in years", key="age", saved=saved.get("age"), at_least=0, at_most=120),
            "length": widgets.choice("How long have you had this pain?", LENGTHS, key="length", saved=saved.get("length")),
            "first": widgets.yes_no("Is this the first time?", key="first", saved=saved.get("first")),
            "bridge": widgets.choice("Can you hold a bridge for 10 seconds?", TRIED, key="bridge", saved=saved.get("bridge"), side_by_side=True),
            "worse": widgets.several("What makes it worse?", MOVES, key="worse", saved=saved.get("worse")),
            "pain": widgets.scale_0_10("Pain right now", key="pain", saved=saved.get("pain"), low="no pain", high="worst pain you can think of"),
        }  # fmt: skip
    with blocks.card(key="flags"):
        answers |= widgets.tick_list(LIST, ITEMS, key="flags", saved=saved)
    pressed = widgets.steps_foot(key="step")
    if pressed:
        st.session_state["saved"] = answers
with side, blocks.card(key="said"):
    st.text("\n".join(f"{id}={answer}" for id, answer in answers.items()))
    st.text(f"saved={len(st.session_state['saved'])} pressed={pressed}")
