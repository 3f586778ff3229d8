"""Every exercise. (to be written)"""

from lib.ui import blocks, screens

blocks.title(screens.EXERCISES.title)
