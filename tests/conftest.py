"""What holds for all tests: speed is never judged here, machines are shared and noisy."""

from functools import cache
from pathlib import Path

from hypothesis import settings

from lib import knowledge
from lib.model import Knowledge

settings.register_profile("even_keel", deadline=None)
settings.load_profile("even_keel")

_load, _shipped = knowledge.load, cache(knowledge.load)


def _load_once(folder: Path = knowledge.DATA) -> Knowledge:
    """The shipped content is frozen and read by most modules: once a process is enough."""
    return _shipped() if folder == knowledge.DATA else _load(folder)


knowledge.load = _load_once
