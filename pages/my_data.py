"""Where your data is. (to be written)"""

from lib.ui import blocks, screens

blocks.title(screens.MY_DATA.title)
