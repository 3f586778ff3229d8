"""Progress: is it helping? Each chart answers one question, with the answer in words above it."""

from lib.ui import blocks, guard, here, progress, screens

blocks.title("Progress", "What your log says so far, and what followed from it.")
decision = guard.with_check_in(
    "Charts will be here: how your pain goes, how your back is the morning after, and what you "
    "did beside your plan. They begin with a check-in of about four minutes."
)
known = here.known()

blocks.set_aside_notice(here.log().set_aside)
if not progress.is_logged(decision.progress):
    progress.nothing_logged(decision)
else:
    if decision.progress.session_days:
        blocks.way_to(screens.SESSIONS, "See, correct or delete sessions")
    blocks.way_to(
        screens.TAKE_ALONG, "A summary for your next appointment", icon=screens.TAKE_ALONG.icon
    )
    progress.shown(decision, known)
