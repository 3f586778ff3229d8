"""What a page gathers: whose journal this is, the day, the decision; and where it saves.

One person a session. The journal is a folder (local), memory (guest) or an example, which is only
looked at. Nothing here is shared between visitors but the checked content of `data/` and the
examples made from it.
"""

from __future__ import annotations

import base64
import binascii
import json
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import streamlit as st

from lib import again, decide, journal, knowledge, people
from lib.journal import Journal, Store
from lib.model import Decision, InputError, Knowledge, Row
from lib.ui import browser_store, clock, modes
from lib.ui import example as shown_example
from lib.ui.browser_store import State, Write
from lib.ui.frame import Banner
from lib.ui.modes import Mode

_GUEST, _DECISION, _JOURNAL = "guest_journal", "decision", "journal"
_TOLD, _RESTORED, _LAST_ANSWERS = "told", "restored", "last_answers"
_ONE_PRESS = timedelta(minutes=1)


# --- shared by everybody: content, not people ------------------------------------------------


@st.cache_resource(show_spinner=False)
def known() -> Knowledge:
    """Everything in `data/`, checked once a process."""
    return knowledge.load()


def examples() -> Mapping[str, people.Person]:
    """The example people by id."""
    return shown_example.everyone(known().rules_version, known())


# --- whose journal ----------------------------------------------------------------------------


def example() -> people.Person | None:
    """The example person being looked at; None while it is about oneself."""
    chosen = shown_example.chosen()
    return examples().get(chosen) if chosen is not None else None


def look_at(person_id: str | None) -> None:
    """Shows an example instead of one's own journal; None leaves it."""
    shown_example.look_at(person_id)


def is_own() -> bool:
    """True while pages show the visitor's own journal, which alone can be written."""
    return example() is None


def banner() -> Banner | None:
    """The line that marks every page while an example is looked at."""
    person = example()
    if person is None:
        return None
    day = shown_example.day_of(person)
    other = ", with other answers" if shown_example.is_changed(person, known()) else ""
    says = (
        f"You are looking at an example: **{person.name}**{other}, on {day:%A} {day.day} "
        f"{day:%B %Y}. Nothing here is yours."
    )
    return Banner(says, "Leave the example", lambda: look_at(None))


def folder() -> Path:
    """Where the journal of this computer's person lies."""
    return Path(os.environ.get("EVEN_KEEL_JOURNAL") or knowledge.DATA / "journal")


def own_store() -> Store:
    """The visitor's own journal, whatever is being looked at."""
    if modes.current() is Mode.LOCAL:
        return journal.FolderStore(folder(), known().question_kinds)
    files: dict[str, bytes] = st.session_state.setdefault(_GUEST, {})
    return journal.MemoryStore(files, known().question_kinds)


def is_looking() -> bool:
    """True while a guest's browser has not yet told whether it holds a copy."""
    if modes.current() is Mode.LOCAL:
        return False
    _restore()
    return browser_store.current().state is State.LOOKING


def _restore() -> None:
    """Takes over, once, what the visitor's browser has kept."""
    memory = browser_store.current()
    if memory.state is not State.FOUND or st.session_state.get(_RESTORED):
        return
    st.session_state[_RESTORED] = True
    if st.session_state.get(_GUEST):
        return
    try:
        unpack(memory.text or "", own_store())
    except InputError as error:
        tell(f"The copy in this browser could not be read, and was left as it is. {error}")


def pack(store: Store) -> str:
    """A journal, and a half-done check-in if there is one, as one text for the browser's storage."""
    parts = [journal.export(store), json.dumps(store.load_draft()).encode()]
    return ".".join(base64.b64encode(part).decode("ascii") for part in parts)


def unpack(text: str, store: Store) -> None:
    """Puts such a text in the place of a journal; InputError when it is not one of ours."""
    try:
        tables, _, half_done = text.partition(".")
        data = base64.b64decode(tables, validate=True)
        draft = json.loads(base64.b64decode(half_done, validate=True) or b"null")
    except (binascii.Error, ValueError):
        raise InputError("It is not a copy made by Even Keel.") from None
    journal.replace(store, journal.preview(store, data))
    if isinstance(draft, dict):
        store.save_draft(draft)


# --- gathering -----------------------------------------------------------------------------------


def now() -> datetime:
    """This moment where the visitor is; noon of the example's day."""
    person = example()
    if person is None:
        return clock.now()
    return datetime.combine(shown_example.day_of(person), time(12), UTC)


def today() -> date:
    """The visitor's day, or the example's."""
    return now().date()


def log() -> Journal:
    """The journal on show; read again only when it has changed."""
    person = example()
    if person is not None:
        return people.as_journal(shown_example.shown(person, known()))
    store = own_store()
    version = store.version()
    kept = st.session_state.get(_JOURNAL)
    if kept is None or kept[0] != (version, str(folder())):
        before = kept[1] if kept is not None else None
        kept = st.session_state[_JOURNAL] = ((version, str(folder())), store.read(before))
    read: Journal = kept[1]
    return read


def decision() -> Decision:
    """Everything the rules have to say today; worked out anew when journal or day has changed."""
    person = example()
    if person is not None:
        return shown_example.shown(person, known()).decision
    current = log()
    key = (current.version, today(), known().rules_version)
    kept = st.session_state.get(_DECISION)
    if kept is None or kept[0] != key:
        before = kept[2] if kept is not None else None
        kept = st.session_state[_DECISION] = (
            key,
            *again.decide_again(current, known(), today(), before),
        )
    decided: Decision = kept[1]
    return decided


def decision_if(write: Callable[[Store], object]) -> Decision:
    """What the rules would have to say after that write; it is done to a copy. NotSaved as it is."""
    decision()  # what it rests on is what this one may begin from
    tried = journal.copy(own_store())
    write(tried)
    before = st.session_state[_DECISION][2] if is_own() else None
    return again.decide_again(tried.read(log()), known(), today(), before)[0]


def last_answers() -> dict[str, Any]:
    """The raw answers of the latest check-in; empty before the first."""
    person = example()
    if person is not None:
        return dict(shown_example.last_answers(person, known()))
    rows = decide.answers_rows(journal.rows(log().frames["answers"]), known())
    return dict(rows[-1].raw) if rows else {}


# --- saving ------------------------------------------------------------------------------------------


def save_answers(raw: Mapping[str, Any]) -> bool:
    """Adds a check-in of this moment; True when it is saved.

    Its moment is its id: a second one within the same second is dated a second later. The same
    answers again within a minute are one press that reached us twice, and stay one check-in.
    """
    now, taken = clock.now(), set(log().frames["answers"]["answered_at"])
    while now in taken:
        now += timedelta(seconds=1)
    last: dict[str, Any] = st.session_state.setdefault(_LAST_ANSWERS, {})
    if last.get("raw") == raw and last["at"] in taken and now - last["at"] < _ONE_PRESS:
        return True
    row = {"answered_at": now, "answers_date": now.date(), **raw}

    def write(store: Store) -> None:
        store.append("answers", [row])
        last.update(raw=dict(raw), at=now)  # nothing that can be broken off lies in between

    return saved(write)


def save_session(session: Row, sets: Sequence[Row]) -> bool:
    """Adds a session and its sets, once however often it is pressed; True when it is saved."""
    return saved(lambda store: journal.put_session(store, session, sets))


def save_rows(table: str, *rows: Row) -> bool:
    """Adds rows to a table by their ids, once however often it is pressed; True when saved."""
    return saved(lambda store: journal.put(store, table, *rows))


def new_id(prefix: str) -> str:
    """An id for a new row of this moment."""
    return journal.new_id(prefix, clock.now())


def saved(write: Callable[[Store], None]) -> bool:
    """Runs a write on one's own journal; False, with the reason on the page, when it is not saved."""
    if not is_own():
        tell("This is an example: nothing is saved. Leave it to enter something of your own.")
        return False
    problem = attempt(write)
    if problem:
        tell(problem, is_error=True)
    return not problem


def attempt(write: Callable[[Store], None]) -> str:
    """Runs a write on one's own journal; why it is not saved, or nothing when it is."""
    try:
        write(own_store())
    except InputError as error:
        return str(error)
    keep_copy()
    return ""


def keep_copy() -> None:
    """Brings the copy in the guest's browser up to date, where one is wanted."""
    if modes.current() is Mode.GUEST and is_own() and browser_store.current().keeps:
        browser_store.keep(pack(own_store()))


# --- draft -----------------------------------------------------------------------------------------------


def draft() -> dict[str, Any]:
    """A half-done check-in; empty when there is none."""
    return own_store().load_draft() or {}


def save_draft(values: Mapping[str, Any]) -> bool:
    """Keeps a half-done check-in; True when it is saved."""
    return saved(lambda store: store.save_draft(values))


def clear_draft() -> None:
    """Forgets the half-done check-in."""
    saved(lambda store: store.clear_draft())


# --- telling ------------------------------------------------------------------------------------------------


def tell(sentence: str, *, is_error: bool = False) -> None:
    """Keeps a sentence to be shown at the top of the next page run, once."""
    st.session_state.setdefault(_TOLD, []).append((sentence, is_error))


@contextmanager
def telling() -> Iterator[None]:
    """Tells the InputError that ends what is done inside the `with`, instead of raising it."""
    try:
        yield
    except InputError as error:
        tell(str(error), is_error=True)


def show_told() -> None:
    """Shows what there is to tell, and forgets it once no further run is on its way.

    A copy that is being written in the browser, or forgotten, runs the page again; the words stay
    through that.
    """
    told = st.session_state.pop(_TOLD, [])
    memory = browser_store.current()
    if told and (memory.write is Write.PENDING or memory.forgets):
        st.session_state[_TOLD] = told
    for sentence, is_error in told:
        if is_error:
            st.error(sentence, icon=":material/error:")
        else:
            st.success(sentence, icon=":material/check:")
