"""A few questions about your back. (to be written)"""

from lib.ui import blocks, screens

blocks.title(screens.CHECK_IN.title)
