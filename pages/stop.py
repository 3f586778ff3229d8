"""Get help now. (to be written)"""

from lib.ui import blocks, screens

blocks.title(screens.STOP.title)
