"""Ends a page before its last line, and lets the frame finish: foot, phone bar, browser storage.

`st.stop` would end the whole run with it: every later call stops too, the storage would never be
mounted, and a guest would wait for it for ever.
"""

from typing import NoReturn

from streamlit.runtime.scriptrunner import StopException


class PageEnds(StopException):
    """The page is complete as it stands. Where no frame catches it, Streamlit ends the run calmly."""


def end_page() -> NoReturn:
    """Leaves the page as it stands."""
    raise PageEnds
