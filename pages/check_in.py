"""The check-in: one screen at a time, the answers so far kept after every one."""

from lib.ui import blocks, here
from lib.ui.check_in import screen, state

decision = state.decided()
if decision is not None and here.is_own():
    screen.show(state.current(decision), decision)
elif decision is not None:
    blocks.title("Check-in")
    blocks.empty_state(
        "This is an example. Leave it, then the questions are about you.",
        key="check_in_example",
        button="Leave the example",
        on_click=lambda: here.look_at(None),
    )
