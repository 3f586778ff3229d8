"""What to do today. (to be written)"""

from lib.ui import blocks, screens

blocks.title(screens.TODAY.title)
