"""The four minutes at the top: what it does and does not do, for whom, and how sure it is."""

from __future__ import annotations

import streamlit as st

from lib.model import Knowledge, Mark
from lib.ui import blocks, screens
from lib.ui.rules_view import checked

DOES = """
1. **It asks** about your back: about four minutes, at your pace.
2. **It looks for signs that need a clinician.** If there is one, it says so and shows no plan.
3. **It suggests a plan** in one of four phases: {phases}.
4. **You do it and log it:** pain before, during and after, and how the next morning was.
5. **It looks at your log** and moves one step at a time: up when it was easy and settled by the
   next morning, back when it was not, and it stops when something needs asking again.
6. **The next phase opens** when everything on a short list is met. You can always stay.

It keeps to fixed rules, all of them below. The same answers and the same log always give the same
plan. Nothing is left to chance, and nothing is guessed.
"""

DOES_NOT = """
- It does not diagnose and does not say what causes your pain.
- It does not examine you. It knows only what you tell it.
- It does not promise that pain goes or stays away. Back pain often comes back.
- It does not replace care. Ask a clinician when you are unsure.
- It does not ask you to push through pain. A little discomfort that settles by the next morning is
  fine; stop when it hurts.
"""

FOR_WHOM = """
For **adults** ({adult} or older) with ordinary low back pain.

**Not for emergencies.** If you have a warning sign, do not wait for this app.

**Intended use:** exercise education and self-tracking for adults with ordinary low back pain. Not
for diagnosis or treatment. Not a medical device, unless whoever deploys it registers it as one.
"""

HOW_SURE = """
Even Keel is **based on published research on exercise. The app itself is untested.**

- Exercise of many kinds can ease long-lasting back pain somewhat. No one kind is clearly better, a
  ball is not better than the floor, and getting stronger does not seem to be the reason it helps.
- Keeping going lowers the chance that pain comes back. It does not rule it out.
- Research says little about exact numbers. **{design} of our {thresholds} numbers are our own
  choice**, and each one says so.
- Of {excerpts} of the {publications} publications we saw only an abstract or an excerpt.
- Each exercise says how well it is supported: well supported, some support, or just okay for
  comfort.
"""


def reading(known: Knowledge) -> None:
    """The cards at the top of the page."""
    marks = checked.marked(known)
    main, side = st.columns([3, 2], gap="small")
    with main:
        with blocks.card("What it does", key="does"):
            titles = ", ".join(content.title for content in known.phases.values())
            st.markdown(DOES.format(phases=titles))
        with blocks.card("How sure all this is", key="how_sure"):
            st.markdown(
                HOW_SURE.format(
                    design=marks[Mark.DESIGN],
                    thresholds=len(known.thresholds),
                    excerpts=checked.excerpts_only(known),
                    publications=checked.publications(known),
                )
            )
    with side:
        with blocks.card("Who it is for", key="for_whom"):
            st.markdown(FOR_WHOM.format(adult=known.whole("adult_from_years")))
            blocks.way_to(screens.GET_HELP, "Signs to look out for", icon=screens.GET_HELP.icon)
        with blocks.card("What it does not do", key="does_not"):
            st.markdown(DOES_NOT)
        with blocks.card("Your data", key="your_data"):
            st.markdown(
                "Nothing you enter is passed on: no account, no tracking, plain files that are yours."
            )
            blocks.way_to(screens.MY_DATA, "Where your data is")
