"""A process that appends to a journal until it is killed; for the tests.

forks FOLDER ROUND   on each line of standard input, forks a child that appends for ever;
                     the child prints an id once its append has returned
some FOLDER NAME N   appends N sessions, each with a set
"""

import os
import resource
import signal
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from lib import journal

START = datetime(2026, 1, 1, tzinfo=UTC)


def session(id, number, note):
    at = START + timedelta(minutes=number)
    return {"session_id": id, "started_at": at, "session_date": at.date(), "note": note}


def a_set(number):
    return {"exercise_id": "glute_bridge", "set_no": 1, "side": "both", "reps_done": number % 9}


def note_for(number):
    """Notes that a cut makes as awkward as can be: quotes, line ends, several memory pages."""
    awkward = '"a", b\n\r\n;é 😀\n","\n'
    return ("\n" if number % 2 else '"') + awkward * (number % 5) * (1 + 60 * (number % 3))


def die_in_the_middle_of_a_row(largest, room):
    signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (largest + room,) * 2)


def append_for_ever(home, name, room):
    store = journal.FolderStore(home)
    for number in range(1_000_000):
        if room.isdecimal() and number == 3:
            largest = max(path.stat().st_size for path in Path(home).glob("*.csv"))
            die_in_the_middle_of_a_row(largest, int(room))
        id = f"{name}-{number}"
        store.append_session(session(id, number, note_for(number)), [a_set(number)])
        os.write(1, f"saved {id}\n".encode())
        if number % 4 == 2:
            store.replace("sessions", id, session(id, number, "corrected"))


def main(mode, home="", name="", count="0"):
    if mode == "some":
        store = journal.FolderStore(home)
        for n in range(int(count)):
            id = f"{name}-{n}"
            store.append_session(session(id, n, note_for(n)), [a_set(n)])
            if n % 4 == 0:
                store.replace("sessions", id, session(id, n, "corrected"))
        return
    for line in sys.stdin:
        child = os.fork()
        if not child:
            os.write(1, f"pid {os.getpid()}\n".encode())
            append_for_ever(*line.split())
        os.waitpid(child, 0)
        os.write(1, b"end\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
