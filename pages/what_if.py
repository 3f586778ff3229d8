"""What if: other answers beside those there are, what would differ, and what it would take."""

from lib.ui import blocks, what_if

blocks.title(
    "What if",
    "Try other answers and see what would be different. This is only a try: nothing is saved, and "
    "answers, log and plan stay as they are. Both sides are worked out as on a first day: without "
    "the log, and without what somebody chose.",
)
what_if.show()
