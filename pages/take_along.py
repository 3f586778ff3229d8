"""Take it along: the plan on paper, in the calendar and as a link, and a summary for a clinician."""

from lib.ui import blocks, guard, here
from lib.ui.take_along import screens

blocks.title(
    "Take it along",
    "Your plan on paper, in your calendar or as a link, and a summary for your next appointment.",
)
decision = guard.with_check_in(
    "Your plan as one page to print, and a summary for your next appointment, can be taken from here."
)
screens.show(decision, here.known())
