"""Even Keel: the page list and the frame around every page, and nothing else."""

from lib.ui import frame, here

frame.show(here.banner())
