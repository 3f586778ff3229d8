"""What `python -m lib compare OLD_DATA NEW_DATA` does."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from lib import knowledge
from lib.compare import told
from lib.compare.both import both
from lib.compare.edits import Edit, between, only_words
from lib.compare.outcome import apart
from lib.compare.search import DRAWN, Reached, Search
from lib.compare.told import Versions
from lib.model import ContentError, Knowledge
from lib.proof.examples import Example, examples

Tell = Callable[[str], None]


def report(
    old_folder: Path, new_folder: Path, tell: Tell, keep: Path | None = None, count: int = DRAWN
) -> bool:
    """Tells for which answers the first plan changes; whether it does for anybody.

    `keep` is a folder for the examples as files that `plan` reads. ContentError names the folder that
    cannot be read, InputError the question that makes the two impossible to compare.
    """
    old, new = (_load(folder) for folder in (old_folder, new_folder))
    if old.rules_version == new.rules_version:
        tell(told.SAME)
        return False
    tell(f"From {old.rules_version} to {new.rules_version}.")
    found = between(old, new)
    _tell_words(only_words(old, new), tell)
    if not found:
        tell("No rule, number, exercise or question has changed: no plan changes.")
        return False
    sides = both(old, new)
    first = sides.steps(old)
    people = _people(((new_folder, new), (old_folder, old)))
    search = Search(sides, first, people, count)
    versions = Versions(old, new, sides, count)
    alone = [_alone(edit, versions) for edit in found]
    whole = apart(first, sides.steps(new))
    differences = [apart(first, sides.steps(one)) for one in alone if one is not None]
    total, *each = search.reached([whole, *differences])
    results = iter([search.plainest(*pair) for pair in zip(differences, each, strict=True)])
    reached = [next(results) if one is not None else None for one in alone]
    many = f"{len(found)} edit{'' if len(found) == 1 else 's'}"
    tell(f"{many}. All together: {told.reached(total, versions)}")
    for edit, one, result in zip(found, alone, reached, strict=True):
        _tell_edit(edit, one, result, versions, tell, keep)
    if total.example is not None and not any(one and one.example for one in reached):
        tell("\nOnly all together change a first plan.")
        _tell_lines(told.example(search.plainest(whole, total), new, versions), tell)
    return total.example is not None


def _load(folder: Path) -> Knowledge:
    try:
        return knowledge.load(folder)
    except ContentError as error:
        raise ContentError(
            f"{folder} cannot be read by this version of the code: {error} (Is it a whole data/ "
            "folder? One from long ago may need the code from then.)"
        ) from None


def _people(folders: Sequence[tuple[Path, Knowledge]]) -> list[Example]:
    """The example people of both versions; one that both have in the same words is there once."""
    found: list[Example] = []
    for folder, known in folders:
        found += [one for one in examples(folder, known) if one not in found]
    return found


def _alone(edit: Edit, versions: Versions) -> Knowledge | None:
    """The old version with this edit alone; None where it needs others to make sense."""
    changed = edit.alone(versions.old)
    try:
        versions.both.steps(changed)
    except (KeyError, NotImplementedError):
        return None
    return changed


def _tell_words(ids: Sequence[str], tell: Tell) -> None:
    if ids:
        tell(f"Only words, sources or cases of: {', '.join(ids)}.")


def _tell_edit(
    edit: Edit,
    alone: Knowledge | None,
    result: Reached | None,
    versions: Versions,
    tell: Tell,
    keep: Path | None,
) -> None:
    tell(f"\n{told.heading(edit, versions)}")
    if alone is None or result is None:
        tell("  It needs the other edits: see what all of them do together.")
        return
    tell(f"  {told.reached(result, versions)}")
    _tell_lines(told.example(result, alone, versions), tell)
    if result.example is None:
        _tell_lines(told.elsewhere(edit, versions), tell)
    elif keep is not None:
        keep.mkdir(parents=True, exist_ok=True)
        path = keep / f"{edit.id.replace('.', '_').rstrip('…')}.yaml"
        path.write_text(told.as_file(result, alone, versions), encoding="utf-8")
        tell(f"  The whole answers: {path}")


def _tell_lines(lines: Iterable[str], tell: Tell) -> None:
    for line in lines:
        tell(f"  {line}")
