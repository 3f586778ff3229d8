"""A process that appends to a journal until it is killed; for the tests.

forks FOLDER ROUND   on each line of standard input, forks a child that appends for ever;
                     the child prints an id once its append has returned
some FOLDER NAME N   appends N sessions, each with a set
"""

import os
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
    return ("\n" if number % 2 else '"') + awkward * (number % 5) * (1 + 400 * (number % 3))


def append_for_ever(folder, name):
    store = journal.FolderStore(folder)
    for number in range(1_000_000):
        id = f"{name}-{number}"
        store.append_session(session(id, number, note_for(number)), [a_set(number)])
        os.write(1, f"saved {id}\n".encode())


def main(mode, folder, name="", count="0"):
    if mode == "some":
        store = journal.FolderStore(folder)
        for n in range(int(count)):
            store.append_session(session(f"{name}-{n}", n, note_for(n)), [a_set(n)])
        return
    for line in sys.stdin:
        child = os.fork()
        if not child:
            append_for_ever(Path(folder) / line.split()[0], line.split()[1])
        os.write(1, f"pid {child}\n".encode())
        os.waitpid(child, 0)
        os.write(1, b"end\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
