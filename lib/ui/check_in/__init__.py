"""The check-in and what it leads to: its screens, the stop page and the wait page.

    path      which screens, what is asked, what is open, what is urgent (pure)
    visit     one visit: filled-in answers, its row, its draft (pure)
    clearing  who can be cleared, from when, and why not (pure)
    reasons   what data/stops.yaml says for each reason to see somebody
    say       sentences to say, show and take along (pure)
    state     the visit between runs, and settling an urgent sign
    ask       draws the questions of a screen
    spoken    the words of a screen as they are read aloud (pure)
    screen    one screen with Back, Next and Finish
    bad       "It is bad right now": a few questions, for a plan for today only
    doubt     "I ticked this by mistake"
    clearing_form   "a clinician has seen me"
    stop_blocks     until somebody has looked, and a note to take along
    scroll    a new screen begins at its top
    invite    the cards on other pages: the optional questions, and what is half done

Other pages call one of these and then go to the check-in; without, it finds out by itself what it
is for: what is half done, the first check-in, a re-check while the course is stopped, or a change.
"""

from lib.ui import blocks, screens
from lib.ui.check_in import state
from lib.ui.check_in.path import Mode


def start_recheck() -> None:
    """Opens the check-in for a short re-check after a stop."""
    state.want(Mode.RECHECK)


def start_change() -> None:
    """Opens the check-in with the last answers filled in; safety is asked anew."""
    state.want(Mode.CHANGE)


def go() -> None:
    """Leaves for the check-in."""
    blocks.go(screens.CHECK_IN)
