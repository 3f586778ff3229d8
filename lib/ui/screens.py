"""The one table of screens: file, words, icon and where a way to it is shown."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from pathlib import Path


class Shown(Enum):
    """Where navigation offers a screen."""

    BAR = "open in the top bar"
    MORE = "under More"
    NOWHERE = "reached from other screens only"


@dataclass(frozen=True, slots=True)
class Screen:
    """One screen. `short` is the word under the icon on the phone's bar, where it stands there."""

    file: str
    title: str
    icon: str
    shown: Shown
    about: str = ""
    short: str = ""

    @property
    def address(self) -> str:
        """What stands after the host: the file's own name, as `lib/ui/__init__.py` explains."""
        return "" if self is TODAY else Path(self.file).stem


TODAY = Screen("pages/today.py", "Today", ":material/today:", Shown.BAR, short="Today")
CHECK_IN = Screen("pages/check_in.py", "Check-in", ":material/fact_check:", Shown.NOWHERE)
PLAN = Screen("pages/plan.py", "Plan", ":material/checklist:", Shown.BAR, short="Plan")
LOG_SESSION = Screen("pages/log_session.py", "Log a session", ":material/edit_note:", Shown.NOWHERE)
SESSION = Screen("pages/session.py", "Your session", ":material/play_circle:", Shown.NOWHERE)
PROGRESS = Screen(
    "pages/progress.py",
    "Progress",
    ":material/show_chart:",
    Shown.BAR,
    short="Progress",
)
SESSIONS = Screen("pages/sessions.py", "Your sessions", ":material/history:", Shown.NOWHERE)
STRENGTH = Screen(
    "pages/strength.py",
    "Strength",
    ":material/timer:",
    Shown.BAR,
    about="Timed tests you do yourself: front, back and both sides.",
)
EXERCISES = Screen(
    "pages/exercises.py",
    "Exercises",
    ":material/grid_view:",
    Shown.BAR,
    about="Every exercise: how it goes, what it is for, how well it is supported.",
)
GET_HELP = Screen("pages/get_help.py", "Get help", ":material/help:", Shown.BAR, short="Help")
MY_DATA = Screen(
    "pages/my_data.py",
    "My data",
    ":material/folder_open:",
    Shown.MORE,
    about="Where your answers and log are. Take them out, bring them in, delete them.",
)
HOW_IT_WORKS = Screen(
    "pages/how_it_works.py",
    "How it works",
    ":material/rule:",
    Shown.MORE,
    about="The rules and their limits, the sources, what this app does not do.",
)
TAKE_ALONG = Screen("pages/take_along.py", "Take it along", ":material/print:", Shown.NOWHERE)
SHARED_PLAN = Screen("pages/shared_plan.py", "A shared plan", ":material/link:", Shown.NOWHERE)
FOR_THERAPISTS = Screen(
    "pages/for_therapists.py",
    "For therapists",
    ":material/groups:",
    Shown.MORE,
    about="Made-up people, week by week: show a plan, change an answer, see what follows.",
)
WHAT_IF = Screen("pages/what_if.py", "What if", ":material/compare_arrows:", Shown.NOWHERE)
PRESENT = Screen("pages/present.py", "Present", ":material/present_to_all:", Shown.NOWHERE)
MORE = Screen("pages/more.py", "More", ":material/more_horiz:", Shown.NOWHERE, short="More")
STOP = Screen("pages/stop.py", "Please get help now", ":material/call:", Shown.NOWHERE)
WAIT = Screen("pages/wait.py", "Before you start", ":material/schedule:", Shown.NOWHERE)

SCREENS: tuple[Screen, ...] = (
    TODAY,
    CHECK_IN,
    PLAN,
    LOG_SESSION,
    SESSION,
    PROGRESS,
    SESSIONS,
    STRENGTH,
    EXERCISES,
    GET_HELP,
    MY_DATA,
    HOW_IT_WORKS,
    FOR_THERAPISTS,
    PRESENT,
    TAKE_ALONG,
    SHARED_PLAN,
    WHAT_IF,
    MORE,
    STOP,
    WAIT,
)

PHONE_BAR: tuple[Screen, ...] = (TODAY, PLAN, PROGRESS, MORE, GET_HELP)
"""The five links at the foot of a phone, left to right."""

BEHIND_MORE: tuple[Screen, ...] = (STRENGTH, EXERCISES, MY_DATA, HOW_IT_WORKS, FOR_THERAPISTS)
"""What the phone's More page lists: everything in the wide bar that the phone's bar leaves out."""
