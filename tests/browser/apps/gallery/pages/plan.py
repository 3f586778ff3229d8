"""Every block."""

from dataclasses import dataclass

import streamlit as st

from lib.model import Evidence, Phase
from lib.ui import blocks, help_blocks, screens


@dataclass
class Row:
    """A journal row that could not be read."""

    file: str
    line: int
    reason: str


blocks.title("Blocks", "Sunday 22 November · day 9 of Rebuild")
with blocks.card(key="line"):
    blocks.timeline(["Ease", "Rebuild", "Strengthen", "Keep"], Phase.REBUILD, "day 9")
main, side = st.columns([2, 1], gap="small")
with main:
    with blocks.card("Bridge", key="bridge"):
        for evidence in Evidence:
            blocks.evidence_badge(evidence)
        with blocks.why(key="bridge"):
            st.markdown("You can bridge for 10 seconds, and you have a ball.")
    blocks.empty_state(
        "After your first session this page shows whether it helps.",
        key="progress",
        title="Nothing to show yet",
        button="Start your check-in",
        to=screens.TODAY,
    )
    blocks.set_aside_notice([Row("sessions.csv", 7, "“soon” is no date")])
    help_blocks.call_block("Numbness between the legs can mean that nerves are pressed.")
with side:
    with blocks.card("Before Strengthen", key="gate"):
        blocks.needs([
            (True, "14 days in this phase"),
            (False, "4 settled days in a row: **3 of 4**"),
            (None, "Average pain this week"),
        ])  # fmt: skip
    st.markdown(blocks.plain("# *not* [a](link) <b>$x$</b> :red[no] `code` ~~s~~ :material/home:"))
