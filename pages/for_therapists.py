"""For therapists: a made-up person like the one in the room, week by week, and answering otherwise."""

from lib.ui import blocks, example, here, screens, scroll
from lib.ui.for_therapists import finder, kinds, other_answers, screen

here.show_told()
person = here.example()
if person is None:
    blocks.title(
        screens.FOR_THERAPISTS.title,
        "Show a plan on a made-up person. Nothing here touches your own answers or log.",
    )
    finder.show()
    scroll.to("people")
elif example.answers() is not None:
    blocks.title(
        person.name, "A working copy of an example. It is in memory only, and gone when you leave."
    )
    other_answers.show(person, here.known())
    scroll.to(f"copy of {person.id}")
else:
    blocks.title(person.name, " · ".join(kinds.of(person)))
    screen.show(person, here.known())
    scroll.to(f"example {person.id}")
