"""The screens' shell: the only part of `lib` that imports streamlit.

Importing it takes the folder `pages/` out of Streamlit's hands. Until a server has once reached
`st.navigation`, Streamlit runs the files of that folder on its own: whoever opens `/plan` as the
first visitor after a start (or has it open while the server starts again) would get that page bare,
without frame and style. Every page imports `lib.ui` first thing, so this is where the first such
run is sent round again, through app.py. For the same reason a screen's address is its file's name:
under any other the first visitor would be told that there is no such page.
"""

import streamlit as st
from streamlit.runtime.pages_manager import PagesManager
from streamlit.runtime.scriptrunner import get_script_run_ctx

if PagesManager.uses_pages_directory:
    PagesManager.uses_pages_directory = False
    if get_script_run_ctx(suppress_warning=True) is not None:
        st.rerun()
