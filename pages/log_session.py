"""What you did. (to be written)"""

from lib.ui import blocks, screens

blocks.title(screens.LOG_SESSION.title)
