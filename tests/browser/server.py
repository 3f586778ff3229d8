"""Runs one Streamlit app on a free loopback port, and ends that process and no other."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from time import monotonic
from urllib.error import URLError
from urllib.request import urlopen

ROOT = Path(__file__).parents[2]
APPS = Path(__file__).parent / "apps"
START_WITHIN_S = 60


@contextmanager
def serving(
    app: Path = ROOT / "app.py",
    *,
    environment: Mapping[str, str] | None = None,
    options: tuple[str, ...] = (),
    port: int | None = None,
    log_to: Path | None = None,
) -> Iterator[str]:
    """The address of a running app; it ends with the `with`. Its log goes to a temporary file, or to
    the one that is named."""
    port = port or free_port()
    command = [sys.executable, "-m", "streamlit", "run", str(app)]
    command += ["--server.port", str(port), "--server.headless", "true", *options]
    with tempfile.TemporaryFile() if log_to is None else log_to.open("w+b") as log:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT), **(environment or {})},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            _wait_until_healthy(process, port, log)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            try:
                process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait(timeout=10)


class Standing:
    """A server that many tests share: one start costs as much as a whole walk.

    It can be ended and started anew on its port; `starts` does nothing while it runs.
    """

    def __init__(self, environment: Mapping[str, str]) -> None:
        """It is not running yet."""
        self._environment, self._port = environment, free_port()
        self._running = ExitStack()
        self.address = ""

    def starts(self) -> None:
        """Runs it, where it is not running."""
        if not self.address:
            running = serving(environment=self._environment, port=self._port)
            self.address = self._running.enter_context(running)

    def ends(self) -> None:
        """Ends it; what it held in memory is gone."""
        self._running.close()
        self.address = ""

    def starts_anew(self) -> None:
        """Ends and runs it again."""
        self.ends()
        self.starts()


def gallery(folder: Path) -> Path:
    """An app in `folder`: ours, with all widgets on Today, all blocks on Plan, and a banner."""
    shutil.copytree(ROOT / "pages", folder / "pages")
    shutil.copytree(APPS / "gallery", folder, dirs_exist_ok=True)
    return folder / "app.py"


def free_port() -> int:
    """A port nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_until_healthy(process: subprocess.Popen[bytes], port: int, log) -> None:
    """Knocks until the server answers. Each knock waits for the process, so nothing spins."""
    end = monotonic() + START_WITHIN_S
    while monotonic() < end:
        try:
            with urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=5) as answer:
                if answer.status == 200:
                    return
        except (URLError, ConnectionError, TimeoutError):
            pass
        try:
            process.wait(timeout=0.1)
        except subprocess.TimeoutExpired:
            continue
        break
    log.seek(0)
    raise RuntimeError(f"the app did not start:\n{log.read().decode(errors='replace')}")
