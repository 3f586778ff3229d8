"""Whether it helps. (to be written)"""

from lib.ui import blocks, screens

blocks.title(screens.PROGRESS.title)
