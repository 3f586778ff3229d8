"""Present: the plan one exercise at a time, in large type and with nothing around it."""

from lib.ui import blocks, guard, here, present, printing, stopping
from lib.ui.for_therapists import that_day

present.leave()
blocks.title("The plan, large")
decision = guard.with_plan("Your plan will be shown here in large type, one exercise at a time.")
stopping.card(decision, here.known())
if not stopping.is_stopped(decision.course):
    present.mount(decision, here.known())
that_day.plan_card(decision, here.known(), "The plan")
with printing.off_paper("present_back"):
    blocks.way_to(present.came_from(), f"Back to {present.came_from().title}")
