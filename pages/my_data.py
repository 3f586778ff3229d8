"""My data: where it is, how to take it out, bring it in, keep it and delete it."""

import streamlit as st

from lib.model import InputError
from lib.ui import blocks, here, my_data

blocks.title("My data", "Yours: plain CSV files, to take out, bring in or delete at any time.")
if here.is_looking():
    st.caption("Looking for your plan…")
    st.stop()
here.show_told()
known = here.known()
try:
    log = here.log()
except InputError as error:
    my_data.unreadable(error)
    my_data.delete_everything(None)
    st.stop()

person = here.example()
if person is not None:
    my_data.place_of_example(person, log)
    my_data.rows_set_aside(log)
    my_data.dictionary(known)
    st.stop()

main, side = st.columns([3, 2], gap="small")
with main:
    my_data.place(log)
    my_data.rows_set_aside(log)
    my_data.take_out(log)
    my_data.bring_in(log)
with side:
    my_data.keep_here()
    my_data.delete_everything(log)
    my_data.dictionary(known)
