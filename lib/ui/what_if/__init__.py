"""The What if page: two sets of answers side by side, and what differs.

state      the answers there are and those tried, for this session only
edit       one question picked and answered otherwise; what was changed, each with its undo
beside     the two outcomes with their plans
different  what differs, with the answers and rules behind it
takes      the smallest change that would lead elsewhere

Nothing here can be saved, and nothing of it is read by another page.
"""

from lib.ui.what_if.screen import show
from lib.ui.what_if.state import open_here, open_with

__all__ = ["open_here", "open_with", "show"]
