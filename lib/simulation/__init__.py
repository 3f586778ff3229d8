"""People who do not exist, lived for a year each through the real rules, to see what the rules do.

    kinds       who they are: how their backs go, and how they do and answer
    backs       the pain behind the answers: a hidden level that reacts a little to load
    lives       day by day in closed loop: what the app asks is answered, what it plans is done
    laws        what must never happen, each with its numbers
    report      the summary of thousands of years, as docs/simulated-people.md

Nothing here is evidence about people: it shows what the rules do when backs behave like this. The
same seed gives the same year.
"""

from lib.simulation.kinds import KINDS, Kind
from lib.simulation.laws import LAWS, broken
from lib.simulation.lives import Year, live
from lib.simulation.report import COUNT, DOCUMENT, SEED, fingerprint, report

__all__ = [
    "COUNT",
    "DOCUMENT",
    "KINDS",
    "LAWS",
    "SEED",
    "Kind",
    "Year",
    "broken",
    "fingerprint",
    "live",
    "report",
]
