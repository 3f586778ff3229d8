"""My data in a real browser: out and back in, refused files, a guest's copy and its end."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path

import chrome
import pytest
import server
from playwright.sync_api import Page, expect

from lib import journal, knowledge, people

KNOWN = knowledge.load()
PLACE = "even-keel.journal"


@cache
def lived(id: str) -> people.Lived:
    return people.live(people.load(people.FOLDER, KNOWN)[id], KNOWN)


def fill(store: journal.Store, id: str) -> None:
    for table, frame in lived(id).frames.items():
        store.append(table, journal.rows(frame))


def zip_of(id: str) -> bytes:
    store = journal.MemoryStore(questions=KNOWN.question_kinds)
    fill(store, id)
    return journal.export(store)


def counts_of(id: str) -> dict[str, str]:
    return {f"{name}.csv": str(len(frame)) for name, frame in lived(id).frames.items()}


@pytest.fixture
def first_day() -> date:
    return lived("desk_worker").today


@pytest.fixture
def store(folder: Path) -> journal.FolderStore:
    """The journal folder of a person at home, with the desk worker's weeks in it."""
    store = journal.FolderStore(folder, KNOWN.question_kinds)
    fill(store, "desk_worker")
    return store


def my_data(page: Page, address: str) -> Page:
    page.goto(f"{address}/my_data")
    return chrome.settled(page)


def counts(page: Page) -> dict[str, str]:
    """What the table of files says once the page is drawn: file to rows."""
    chrome.settled(page)
    rows = page.locator(".st-key-card_place table tbody tr").all()
    cells = [row.locator("td").all_text_contents() for row in rows]
    return {file: count for file, _, count in cells}


def choose(page: Page, data: bytes, name: str = "journal.zip") -> None:
    chooser = page.locator(".st-key-card_bring_in input[type=file]")
    chooser.set_input_files({"name": name, "mimeType": "application/zip", "buffer": data})


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def export(page: Page) -> tuple[str, bytes]:
    with page.expect_download() as waiting:
        press(page, "Export everything")
    return waiting.value.suggested_filename, Path(waiting.value.path()).read_bytes()


def delete_everything(page: Page) -> None:
    page.get_by_text("Yes, delete it for good").click()
    expect(page.get_by_role("button", name="Delete everything", exact=True)).to_be_enabled()
    press(page, "Delete everything")
    expect(page.get_by_text("Everything is deleted.")).to_be_visible()


def kept(page: Page) -> str | None:
    text: str | None = page.evaluate(f"localStorage.getItem('{PLACE}')")
    return text


# --- at home --------------------------------------------------------------------------------


def test_the_folder_and_its_files_are_named(
    page: Page, app: str, store: journal.FolderStore
) -> None:
    my_data(page, app)

    expect(page.locator(".st-key-card_place")).to_contain_text(str(store.files.folder))
    assert counts(page) == counts_of("desk_worker")


def test_export_delete_import_brings_everything_back(
    page: Page, app: str, store: journal.FolderStore
) -> None:
    before = journal.export(store)
    my_data(page, app)

    name, data = export(page)
    assert name == f"even-keel-{lived('desk_worker').today}.zip"
    assert data == before

    delete_everything(page)
    assert [path.name for path in store.files.folder.glob("[!.]*")] == []
    expect(page.get_by_text("Nothing to export yet.")).to_be_visible()

    choose(page, data)
    press(page, "Add 735 rows")
    expect(page.get_by_text("Done. 735 rows added.")).to_be_visible()
    assert counts(page) == counts_of("desk_worker")
    assert journal.export(store) == before


def test_after_an_import_what_is_decided_is_new(
    page: Page, app: str, store: journal.FolderStore
) -> None:
    page.goto(f"{app}/progress")
    chrome.settled(page)
    expect(
        page.get_by_text("pain was 2.0 on average, inside your usual range of 1.5 to 3.5")
    ).to_be_visible()
    page.locator(".stAppHeader").get_by_text("More", exact=True).click()
    page.get_by_role("menuitem", name="My data").click()
    page.wait_for_url(re.compile("/my_data$"))
    chrome.settled(page)

    choose(page, zip_of("no_floor"))
    page.get_by_text("Put it in the place of what is here").click()
    press(page, "Delete what is here and use the file")
    expect(page.get_by_text("Done. Your journal is now what was in the file")).to_be_visible()
    assert counts(page) == counts_of("no_floor")
    page.locator(".stAppHeader").get_by_role("link", name="Progress").click()

    expect(page.get_by_role("heading", name="Progress")).to_be_visible()
    expect(
        page.get_by_text("pain was 2.0 on average, inside your usual range of 1.5 to 3.5")
    ).to_have_count(0)


def test_adding_the_same_file_twice_adds_nothing(
    page: Page, app: str, store: journal.FolderStore
) -> None:
    before = journal.export(store)
    my_data(page, app)

    for _ in range(2):
        choose(page, before)
        page.get_by_text("Add what is new").click()
        press(page, "Add 0 rows")
        expect(page.get_by_text("Nothing was added: everything in the file")).to_be_visible()
        expect(page.get_by_role("radiogroup", name="What should happen?")).to_have_count(0)

    assert journal.export(store) == before


def zipped(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


MANIFEST = {"manifest.json": b'{"app": "Even Keel", "format": 1}'}


NOT_OURS = (
    (b"PK but not really", "It is no ZIP file, or it is damaged."),
    (zipped({"holiday.jpg": b"x"}), "It holds “holiday.jpg”."),
    (zipped({**MANIFEST, "../../answers.csv": b"x"}), "It holds “../../answers.csv”."),
    (zipped({**MANIFEST, "sets.csv": b"0" * 300_000_000}), "sets.csv in it is far too large."),
)


def test_a_file_that_is_not_ours_is_refused_and_nothing_changes(
    page: Page, app: str, store: journal.FolderStore
) -> None:
    files = {path: path.read_bytes() for path in store.files.folder.iterdir()}
    for data, says in NOT_OURS:
        my_data(page, app)

        choose(page, data)

        refusal = page.locator(".st-key-card_bring_in").get_by_role("alert")
        expect(refusal).to_contain_text(says)
        expect(refusal).to_contain_text("Nothing was changed.")
        expect(page.get_by_text("What should happen?")).to_have_count(0)
    assert {path: path.read_bytes() for path in store.files.folder.iterdir()} == files


def test_a_file_that_is_no_journal_is_said_with_the_folder_and_can_be_deleted(
    page: Page, app: str, store: journal.FolderStore
) -> None:
    (store.files.folder / "sessions.csv").write_bytes(b"colour,size\nred,3\n")
    my_data(page, app)

    card = page.locator(".st-key-card_unreadable")
    expect(card).to_contain_text("sessions.csv is not a file of Even Keel")
    expect(card).to_contain_text(str(store.files.folder))
    delete_everything(page)
    expect(card).to_have_count(0)


# --- as a guest -------------------------------------------------------------------------------


def bring_in_as_guest(page: Page, address: str) -> None:
    my_data(page, address)
    choose(page, zip_of("desk_worker"))
    press(page, "Add 735 rows")
    expect(page.get_by_text("Done. 735 rows added.")).to_be_visible()
    chrome.settled(page)


def keep(page: Page) -> None:
    press(page, "Keep a copy in this browser")
    expect(page.get_by_text("On. A copy is in this browser.")).to_be_visible()


def test_what_a_guest_brings_in_is_there_at_once(page: Page, guests: server.Standing) -> None:
    bring_in_as_guest(page, guests.address)

    assert counts(page) == counts_of("desk_worker")


def test_a_guests_copy_outlives_the_server_and_nobody_else_sees_it(
    page: Page, new_page: Callable[..., Page], guests: server.Standing
) -> None:
    bring_in_as_guest(page, guests.address)
    assert kept(page) is None
    keep(page)
    guests.starts_anew()
    my_data(page, guests.address)
    expect(page.get_by_text("On. A copy is in this browser.")).to_be_visible()
    assert counts(page) == counts_of("desk_worker")
    page.goto(f"{guests.address}/progress")
    chrome.settled(page)
    expect(
        page.get_by_text("pain was 2.0 on average, inside your usual range of 1.5 to 3.5")
    ).to_be_visible()

    stranger = my_data(new_page(), guests.address)
    expect(stranger.get_by_text("Nothing is in it yet.")).to_be_visible()
    expect(stranger.get_by_text("Off. Nothing is kept unless you say so.")).to_be_visible()
    assert kept(stranger) is None


def test_one_press_erases_the_copy(page: Page, guests: server.Standing) -> None:
    bring_in_as_guest(page, guests.address)
    keep(page)
    assert kept(page) is not None

    press(page, "Erase the copy in this browser")
    expect(page.get_by_text("Off. Nothing is kept unless you say so.")).to_be_visible()

    assert kept(page) is None
    my_data(page, guests.address)
    expect(page.get_by_text("Nothing is in it yet.")).to_be_visible()


def test_deleting_everything_takes_the_copy_along(page: Page, guests: server.Standing) -> None:
    bring_in_as_guest(page, guests.address)
    keep(page)
    my_data(page, guests.address)

    delete_everything(page)
    expect(page.get_by_text("There is nothing to delete.")).to_be_visible()

    assert kept(page) is None
    my_data(page, guests.address)
    expect(page.get_by_text("Nothing is in it yet.")).to_be_visible()


def test_two_windows_of_one_browser_lose_nothing(page: Page, guests: server.Standing) -> None:
    other = page.context.new_page()
    bring_in_as_guest(page, guests.address)
    my_data(other, guests.address)
    choose(other, zip_of("thin_bones"))
    press(other, f"Add {sum(map(int, counts_of('thin_bones').values()))} rows")
    expect(other.get_by_text("rows added.")).to_be_visible()
    keep(other)

    press(page, "Keep a copy in this browser")
    expect(page.get_by_text("Another window saved something newer")).to_be_visible()
    press(page, "Bring both together")
    expect(page.get_by_text("On. A copy is in this browser.")).to_be_visible()
    expect(page.get_by_text("Another window saved something newer")).to_have_count(0)

    my_data(page, guests.address)
    both = {
        file: str(int(rows) + int(counts_of("thin_bones")[file]))
        for file, rows in counts_of("desk_worker").items()
    }
    assert counts(page) == both
