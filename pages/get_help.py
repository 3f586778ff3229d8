"""Get help: whom to call and when, what to say, and what to do in a bad spell."""

import streamlit as st

from lib.model import Urgency
from lib.ui import blocks, help_blocks, printing
from lib.ui.check_in import bad

blocks.title("Get help")
main, side = st.columns([3, 2], gap="small")
with main:
    help_blocks.call_block(
        "Call if any of the signs below is there. They are rare. With them, hours can matter.",
        title="Now",
    )
    with blocks.card("Call now if you have any of these", key="emergency"):
        help_blocks.signs(Urgency.EMERGENCY)
with side:
    with blocks.card("Today: speak to a doctor", key="same_day"):
        help_blocks.signs(Urgency.SAME_DAY)
        help_blocks.advice_line()
    with blocks.card("In the next days: see a doctor", key="days"):
        help_blocks.signs(Urgency.DAYS)
with blocks.card("A bad spell, without these signs", key="bad_spell"):
    help_blocks.bad_spell()
    bad.way_in_if_known(key="get_help")
printing.button(key="get_help")
