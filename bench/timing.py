"""Measures a call and prints a line: what, how long, and how it compares with a yardstick."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable


def seconds(call: Callable[[], object], times: int) -> float:
    """The median of so many calls, after one that does not count."""
    call()
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        call()
        taken.append(time.perf_counter() - began)
    return statistics.median(taken)


def line(what: str, took_s: float, yardstick: str = "", yardstick_s: float = 0.0) -> None:
    """One line of the report; the ratio where there is a yardstick."""
    ratio = f"   {took_s / yardstick_s:6.2f} × {yardstick}" if yardstick_s else ""
    print(f"  {what:<58} {_readable(took_s):>10}{ratio}", flush=True)


def _readable(took_s: float) -> str:
    units = (("s", 1.0), ("ms", 1e3), ("µs", 1e6))
    unit, factor = next((pair for pair in units if took_s * pair[1] >= 1), units[-1])
    return f"{took_s * factor:.3g} {unit}"
