"""The rules. (to be written)"""

from lib.ui import blocks, screens

blocks.title(screens.HOW_IT_WORKS.title)
