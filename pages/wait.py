"""See someone first. (to be written)"""

from lib.ui import blocks, screens

blocks.title(screens.WAIT.title)
