"""Prints speed figures, each beside a named yardstick measured in the same run.

    python -m bench                 all of them, a few minutes
    python -m bench plan journal    only these

Machines differ and are shared, so the ratios are what to read. What only computes is given in
processor time; what waits for a disk or a browser by the clock. Nothing here fails a build.
"""

from __future__ import annotations

import argparse
import platform
import sys

from bench import figures, journal, long_logs, pages, plan, what_if

PARTS = {
    "plan": plan.run,
    "what_if": what_if.run,
    "journal": journal.run,
    "figures": figures.run,
    "long_logs": long_logs.run,
    "pages": pages.run,
}


def main() -> int:
    """Runs the parts that are named, or all of them."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []], metavar="|".join(PARTS))
    parser.add_argument("--rows", type=int, default=1_000_000, help="rows of the large log")
    options = parser.parse_args()
    print(f"Python {platform.python_version()}, {platform.system()}, figures are medians")
    for name in options.parts or PARTS:
        print(f"\n{name}\n{'-' * len(name)}", flush=True)
        PARTS[name](options.rows)
    return 0


if __name__ == "__main__":
    sys.exit(main())
