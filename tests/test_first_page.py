"""What the first page reads in, it makes everybody wait for."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
ONLY_ELSEWHERE = {"fpdf", "fontTools", "icalendar", "segno", "uharfbuzz", "z3"}


def imported(file: Path) -> list[str]:
    """The app's own modules that a page names."""
    found = []
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("lib"):
            found += [f"{node.module}.{one.name}" for one in node.names]
    return found


def test_papers_calendars_and_codes_are_read_in_only_by_the_pages_that_make_them() -> None:
    modules = imported(ROOT / "app.py") + imported(ROOT / "pages" / "today.py")
    assert "lib.ui.frame" in modules
    read = "import importlib, sys\n" + "".join(f"importlib.import_module({m!r})\n" for m in modules)
    show = "print(*{name.partition('.')[0] for name in sys.modules})"

    ran = subprocess.run(
        [sys.executable, "-c", read + show], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert set(ran.stdout.split()) & ONLY_ELSEWHERE == set()
    assert "streamlit" in ran.stdout.split()
