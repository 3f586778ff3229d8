"""My data: where it is, how to take it out, bring it in, keep it and delete it."""

import streamlit as st

from lib.ui import blocks, here, my_data

blocks.title("My data", "Yours: plain CSV files, to take out, bring in or delete at any time.")
looking = here.is_looking()
here.show_told()

if looking:  # no st.stop: the frame has still to ask the browser
    st.caption("Looking for your plan…")
else:
    log, trouble = my_data.gathered()
    person = here.example()
    if log is None:
        my_data.unreadable(trouble)
        my_data.delete_everything(None)
    elif person is not None:
        my_data.place_of_example(person, log)
        my_data.rows_set_aside(log)
        my_data.dictionary(here.known())
    else:
        main, side = st.columns([3, 2], gap="small")
        with main:
            my_data.place(log)
            my_data.rows_set_aside(log)
            my_data.take_out(log)
            my_data.bring_in(log)
        with side:
            my_data.keep_here()
            my_data.delete_everything(log)
            my_data.dictionary(here.known())
