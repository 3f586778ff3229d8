"""Takes pictures of screens: whole pages, 1280 and 390 wide, light and dark.

    python tests/browser/take_screenshots.py FOLDER [--url http://…] [PATH …]

Without --url the app is started for the pictures, with an empty journal. PATH is what stands
after the host, `plan` for example; `.` is the first page.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from contextlib import nullcontext
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

sys.path.insert(0, str(Path(__file__).parent))

import chrome
import server

SIZES = {"desk": chrome.DESK, "phone": chrome.PHONE}


def take(browser: Browser, url: str, folder: Path, name: str, *, whole: bool = True) -> list[Path]:
    """Four pictures of one address: desk and phone, light and dark."""
    pictures = []
    for size, viewport in SIZES.items():
        for scheme in ("light", "dark"):
            context = browser.new_context(
                viewport=viewport, color_scheme=scheme, timezone_id="Europe/Berlin", locale="en-GB"
            )
            page = chrome.watched(context).new_page()
            page.goto(url)
            chrome.settled(page)
            if whole:  # the app scrolls inside stMain: the window grows to hold all of it
                height = page.evaluate("document.querySelector('.stMain').scrollHeight")
                page.set_viewport_size({**viewport, "height": max(viewport["height"], height + 80)})
                chrome.settled(page)
            page.evaluate("document.fonts.ready.then(() => true)")
            picture = folder / f"{name}-{size}-{scheme}.png"
            page.screenshot(path=picture)
            pictures.append(picture)
            context.close()
    return pictures


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("paths", nargs="*", default=["."])
    parser.add_argument("--url", help="a server that is already running")
    parser.add_argument("--app", type=Path, default=server.ROOT / "app.py")
    parser.add_argument("--first-screen", action="store_true", help="only what is seen unscrolled")
    asked = parser.parse_args()
    asked.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as journal, sync_playwright() as playwright:
        running = (
            nullcontext(asked.url)
            if asked.url
            else server.serving(asked.app, environment={"EVEN_KEEL_JOURNAL": journal})
        )
        with running as address:
            browser = chrome.launch(playwright)
            for path in asked.paths:
                name = "today" if path == "." else path.strip("/").replace("/", "-")
                url = f"{address.rstrip('/')}/{'' if path == '.' else path.strip('/')}"
                for picture in take(browser, url, asked.folder, name, whole=not asked.first_screen):
                    sys.stdout.write(f"{picture}\n")
            browser.close()


if __name__ == "__main__":
    main()
