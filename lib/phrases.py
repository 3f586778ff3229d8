"""Small pieces that sentences are put together from."""

from __future__ import annotations

from collections.abc import Sequence


def joined(parts: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b and c`; empty when there are none."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} and {parts[-1]}"


def counted(count: int, noun: str) -> str:
    """`1 step`, `2 steps`: for nouns that take an s."""
    return f"{count} {noun}{'' if count == 1 else 's'}"
