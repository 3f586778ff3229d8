"""Drawing every exercise figure from nothing, and what a page costs that has been drawn before."""

from __future__ import annotations

import gzip
import time

import yaml

from bench.timing import cpu_seconds, line
from lib import figures, knowledge

AIM_S = 3.0


def run(_rows: int) -> None:
    """Times all figures cold, beside reading the same poses from YAML, and weighs them."""
    known = knowledge.load()
    data = figures.figure_data(known)
    texts = [
        path.read_text(encoding="utf-8") for path in (knowledge.DATA / "exercises").glob("*.yaml")
    ]
    plain = cpu_seconds(lambda: [yaml.load(text, yaml.CSafeLoader) for text in texts], 3)
    began = time.process_time()
    drawn = {id: figures.draw(id, known) for id in data}
    solved = time.process_time() - began
    made = [figures.figure_of(picture, dark=False) for picture in drawn.values()]
    all_of_it = time.process_time() - began
    line(f"{len(drawn)} figures solved", solved, "their files read as YAML", plain)
    line(f"{len(drawn)} figures solved and written as SVG", all_of_it, "the same", plain)
    print(f"    aim {AIM_S:g} s: {'met' if all_of_it <= AIM_S else 'MISSED'}")
    for what in ("animated", "panels", "thumbnail"):
        sizes = [len(gzip.compress(getattr(figure, what).encode())) for figure in made]
        print(
            f"  {what}: {sum(sizes) / 1000:.0f} kB gzipped together, largest {max(sizes) / 1000:.1f} kB"
        )
