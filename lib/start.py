"""Sets up and runs the app from a fresh clone with nothing but Python: `python3 -m lib.start`.

Only the standard library is used here, because nothing else is installed yet. Everything goes into
the folder `.venv` beside the project; a second start finds it there and is quick.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_VENV = ROOT / ".venv"
_NEEDED = (3, 11)


def environment(requirements: str) -> Path:
    """The Python of a virtual environment that has what this requirements file asks for.

    It is made, or brought up to date, when the file has changed. SystemExit with a sentence when
    Python is too old or something cannot be installed.
    """
    if sys.version_info < _NEEDED:
        have = ".".join(str(part) for part in sys.version_info[:3])
        raise SystemExit(f"Even Keel needs Python 3.11 or later; this is {have}.")
    python = _VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if not python.exists():
        print("Setting up (a minute or two, only this once) …", flush=True)
        _run(
            [sys.executable, "-m", "venv", str(_VENV)],
            "A virtual environment could not be made. On Debian or Ubuntu install python3-venv.",
        )
    stamp = _VENV / f"{requirements}.installed"
    wanted = _digest(requirements)
    if not stamp.exists() or stamp.read_text() != wanted:
        print(f"Installing what {requirements} asks for …", flush=True)
        pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        _run(
            [*pip, "-r", str(ROOT / requirements)],
            f"Not everything in {requirements} could be installed; the lines above say why.",
        )
        stamp.write_text(wanted)
    return python


def _digest(requirements: str) -> str:
    files = sorted(ROOT.glob("requirements*.txt"))
    text = b"".join(file.read_bytes() for file in files if file.name <= requirements)
    return hashlib.sha256(text).hexdigest()


def _run(command: list[str], if_it_fails: str) -> None:
    if subprocess.run(command, cwd=ROOT, check=False).returncode != 0:
        raise SystemExit(if_it_fails)


def main() -> int:
    """Installs what is needed and runs the app; further words go on to `streamlit run`."""
    python = environment("requirements.txt")
    command = [str(python), "-m", "streamlit", "run", str(ROOT / "app.py"), *sys.argv[1:]]
    try:
        return subprocess.run(command, cwd=ROOT, check=False).returncode
    except KeyboardInterrupt:
        return 0


if __name__ == "__main__":
    sys.exit(main())
