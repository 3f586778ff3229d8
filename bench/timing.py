"""Measures a call and prints a line: what, how long, and how it compares with a yardstick."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

Clock = Callable[[], float]
ENOUGH_S = 5.0


def cpu_seconds(call: Callable[[], object], times: int) -> float:
    """The median processor time of so many calls, all threads of this process together.

    What others do on the same machine hardly shows in it, and neither does waiting.
    """
    return seconds(call, times, time.process_time)


def seconds(call: Callable[[], object], times: int, clock: Clock = time.perf_counter) -> float:
    """The median of so many calls by the clock on the wall, after one that does not count.

    Slow calls are made three times at least, and no more once they have taken `ENOUGH_S`.
    """
    call()
    taken: list[float] = []
    end = time.monotonic() + ENOUGH_S
    for _ in range(times):
        if len(taken) >= 3 and time.monotonic() > end:
            break
        began = clock()
        call()
        taken.append(clock() - began)
    return statistics.median(taken)


def line(what: str, took_s: float, yardstick: str = "", yardstick_s: float = 0.0) -> None:
    """One line of the report; the ratio where there is a yardstick."""
    ratio = f"   {took_s / yardstick_s:6.2f} × {yardstick}" if yardstick_s else ""
    print(f"  {what:<58} {_readable(took_s):>10}{ratio}", flush=True)


def _readable(took_s: float) -> str:
    units = (("s", 1.0), ("ms", 1e3), ("µs", 1e6))
    unit, factor = next((pair for pair in units if took_s * pair[1] >= 1), units[-1])
    return f"{took_s * factor:.3g} {unit}"
