"""Sets up and passes the tests from a fresh clone with nothing but Python: `python3 -m tests`.

The browser tests need Chrome, Chromium or Edge. If none is found, one is obtained: Playwright's own
download where that is reachable, otherwise the system's package manager. If neither works this stops
with a sentence that says what to install; it does not skip.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from lib import start

_FIND = (
    "import sys; sys.path.insert(0, 'tests/browser'); import chrome; "
    "from playwright.sync_api import sync_playwright as p; "
    "s = p().start(); browser = chrome.launch(s); browser.close(); s.stop()"
)
_MANAGERS = (
    (
        ("apt-get", "update", "-qq"),
        ("apt-get", "install", "-y", "-qq", "chromium-headless-shell"),
        ("apt-get", "install", "-y", "-qq", "chromium"),
    ),
    (("dnf", "install", "-y", "-q", "chromium"),),
    (("pacman", "-S", "--noconfirm", "chromium"),),
    (("apk", "add", "chromium"),),
    (("brew", "install", "--cask", "chromium"),),
)
_NO_BROWSER = (
    "The browser tests need Chrome, Chromium or Edge, and none could be obtained. Install one of "
    "them (on Debian or Ubuntu: sudo apt-get install chromium), or name one in EVEN_KEEL_BROWSER, "
    "and run this again."
)


def main() -> int:
    """Installs what is needed, sees to a browser, and runs pytest with the words given."""
    python = start.environment("requirements-dev.txt")
    _see_to_a_browser(python)
    workers = ["-n", str(min(4, os.cpu_count() or 1)), "--dist", "loadfile"]
    return _call([str(python), "-m", "pytest", *workers, *sys.argv[1:]])


def _see_to_a_browser(python: Path) -> None:
    if _has_browser(python):
        return
    print("No browser found; obtaining one …", flush=True)
    if _call([str(python), "-m", "playwright", "install", "chromium"], quiet=True) == 0:
        if _has_browser(python):
            return
        # the browser is there but libraries of the system are not
        _call([str(python), "-m", "playwright", "install-deps", "chromium"], quiet=True)
    if not _has_browser(python):
        _install_with_the_system()
    if not _has_browser(python):
        raise SystemExit(_NO_BROWSER)


def _has_browser(python: Path) -> bool:
    return _call([str(python), "-c", _FIND], quiet=True) == 0


def _install_with_the_system() -> None:
    for commands in _MANAGERS:
        if shutil.which(commands[0][0]) is not None:
            for command in commands:
                _call([*_as_root(command[0]), *command], quiet=True)
            return


def _as_root(manager: str) -> list[str]:
    """`sudo -n` where this manager needs root and we are not; it never stops to ask."""
    is_root = not hasattr(os, "geteuid") or os.geteuid() == 0
    if is_root or manager == "brew" or shutil.which("sudo") is None:
        return []
    return ["sudo", "-n"]


def _call(command: list[str], quiet: bool = False) -> int:
    out = subprocess.DEVNULL if quiet else None
    return subprocess.run(command, cwd=start.ROOT, stdout=out, stderr=out, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
