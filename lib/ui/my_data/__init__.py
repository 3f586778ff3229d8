"""The person's own files on the screen: where they are, out, in, kept in the browser, deleted.

    whereabouts  where the data is, what is in it, what could not be read, what the columns mean
    exchange     export, and import in three steps: choose, look, confirm
    keep         a guest's copy in the browser
    erase        everything deleted, in two steps

Nothing here writes while an example is on show.
"""

from lib.ui.my_data.erase import delete_everything
from lib.ui.my_data.exchange import bring_in, take_out
from lib.ui.my_data.keep import keep_here
from lib.ui.my_data.keep import offer as offer_copy
from lib.ui.my_data.whereabouts import (
    dictionary,
    gathered,
    place,
    place_of_example,
    rows_set_aside,
    unreadable,
)

__all__ = [
    "bring_in",
    "delete_everything",
    "dictionary",
    "gathered",
    "keep_here",
    "offer_copy",
    "place",
    "place_of_example",
    "rows_set_aside",
    "take_out",
    "unreadable",
]
