"""Your phased plan. (to be written)"""

from lib.ui import blocks, screens

blocks.title(screens.PLAN.title)
