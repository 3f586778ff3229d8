"""The table of layers, as it is, against the real imports. CONTRIBUTING.md shows it to readers."""

import ast
import re
import sys
from collections import defaultdict
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

STEPS = {"model", "rules"}
"""What a pure step may import. Steps do not import each other."""

LAYERS = {
    0: {"model": set(), "palette": set(), "dates": set(), "phrases": set()},
    1: {"rules": {"model"}, "overrides": {"model", "rules"}},
    2: {
        "intake": STEPS,
        "screening": STEPS,
        "strength": STEPS,
        "planning": STEPS | {"overrides"},
        "course": STEPS | {"overrides"},
        "progress": {"model", "pandas"},
        "hurts": STEPS,
        "cards": STEPS,
        "simulate": {"model"},
        "verdicts": {"model", "dates"},
        "usual": {"model", "dates", "phrases"},
        "session_log": {"model"},
        "words": {"model"},
        "plan_words": {"model"},
    },
    3: {
        "plain_yaml": {"model", "yaml"},
        "checks": {"model", "rules", "jsonschema"},
        "knowledge": {"model", "checks", "plain_yaml", "jsonschema", "referencing"},
        "decide": {
            "model",
            "intake",
            "screening",
            "strength",
            "planning",
            "progress",
            "course",
            "overrides",
            "pandas",
        },
        "journal": {"model", "pandas", "filelock"},
        "again": {"model", "decide", "progress", "course", "journal"},
        "calendar_file": {"model", "phrases", "icalendar"},
        "share_link": {"model", "intake", "decide"},
        "qr_code": {"model", "segno"},
        "today_only": {"model", "intake", "screening", "planning"},
        "effect": {"model", "words", "phrases"},
        "evidence": {"model", "rules", "words", "planning", "course"},
        "difference": {"model", "rules", "words", "plan_words", "intake", "strength"},
        "what_if": {
            "model",
            "rules",
            "words",
            "intake",
            "screening",
            "planning",
            "course",
            "decide",
            "difference",
        },
        "chosen": {"model", "rules", "words", "overrides"},
        "past": {"model", "dates", "verdicts", "usual"},
        "activities": {"model", "dates"},
        "areas": {"model", "dates", "phrases", "strength"},
        "ahead": {"model", "words"},
        "charts": {
            "model",
            "palette",
            "dates",
            "usual",
            "past",
            "verdicts",
            "activities",
            "areas",
            "ahead",
            "pandas",
            "altair",
        },
        "figures": {"model", "palette", "phrases", "numpy"},
        "paper": {"palette", "figures", "fpdf", "fontTools"},
        "handout": {"model", "dates", "words", "plan_words", "chosen", "decide", "paper"},
        "summary": {
            "model",
            "dates",
            "phrases",
            "words",
            "plan_words",
            "chosen",
            "usual",
            "verdicts",
            "strength",
            "past",
            "activities",
            "areas",
            "paper",
        },
        "noise": {"usual", "numpy"},
        "simulation": {"model", "course", "decide"},
        "proved": {"model"},
        "proof": {
            "model",
            "rules",
            "screening",
            "words",
            "course",
            "decide",
            "knowledge",
            "plain_yaml",
            "people",
            "proved",
            "numpy",
            "z3",
        },
        "compare": {"model", "rules", "words", "knowledge", "difference", "proof", "numpy"},
        "people": {
            "model",
            "knowledge",
            "simulate",
            "progress",
            "journal",
            "decide",
            "pandas",
        },
        "replay": {"model", "decide", "people", "pandas"},
    },
    4: {
        "start": set(),
        "__main__": {
            "model",
            "words",
            "progress",
            "plain_yaml",
            "knowledge",
            "decide",
            "figures",
            "journal",
            "noise",
            "simulation",
            "pandas",
            "yaml",
        },
        "ui": None,
    },
    5: {"pages": None, "app": {"ui"}},
}
"""Layer → module → what it may import besides the standard library; None: anything of a lower layer."""

MAY_IMPORT = {module: allowed for layer in LAYERS.values() for module, allowed in layer.items()}
LAYER_OF = {module: number for number, layer in LAYERS.items() for module in layer}
ONLY = {
    "streamlit": {"ui", "pages", "app"},
    "yaml": {"plain_yaml", "__main__"},
    "filelock": {"journal"},
    "altair": {"charts", "ui"},
    "z3": {"proof"},
    "icalendar": {"calendar_file"},
    "segno": {"qr_code"},
    "jsonschema": {"checks", "knowledge"},
}
"""Library → the modules that may know it."""

CLOCK = re.compile(r"\b(datetime\.now|date\.today|datetime\.today|utcnow|time\.time)\(")
RANDOM = {"random", "secrets", "uuid"}


def files():
    yield from sorted((ROOT / "lib").rglob("*.py"))
    yield from sorted((ROOT / "pages").glob("*.py"))
    yield ROOT / "app.py"


def module_of(path):
    parts = path.relative_to(ROOT).with_suffix("").parts
    return parts[1] if parts[0] == "lib" and len(parts) > 1 else parts[0]


def imported(path):
    """Names of whole modules: `lib.course`, `pandas`, …"""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module == "lib":
            yield from (f"lib.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module


def imports_of_modules():
    """Module → what it imports: our own modules by name, libraries by name, no standard library."""
    found = defaultdict(set)
    for path in files():
        module = module_of(path)
        for name in imported(path):
            top, _, rest = name.partition(".")
            used = rest.split(".")[0] if top == "lib" else top
            if top == "lib" or top not in sys.stdlib_module_names:
                found[module].add(used)
        found[module].discard(module)
    found.pop("__init__", None)
    return dict(found)


IMPORTS = imports_of_modules()


def test_every_module_stands_in_the_table_and_none_is_there_that_is_gone():
    assert set(IMPORTS) == set(MAY_IMPORT)


@pytest.mark.parametrize("module", sorted(IMPORTS))
def test_a_module_imports_only_what_the_table_allows(module):
    allowed = MAY_IMPORT[module]

    if allowed is not None:
        assert IMPORTS[module] <= allowed


@pytest.mark.parametrize("module", sorted(IMPORTS))
def test_a_module_imports_nothing_from_a_higher_layer(module):
    ours = IMPORTS[module] & set(LAYER_OF)

    assert {other for other in ours if LAYER_OF[other] > LAYER_OF[module]} == set()


@pytest.mark.parametrize("module", sorted(LAYERS[2]))
def test_steps_do_not_import_each_other(module):
    assert IMPORTS[module] & set(LAYERS[2]) == set()


@pytest.mark.parametrize("library", sorted(ONLY))
def test_a_library_is_known_only_where_it_belongs(library):
    users = {module for module, names in IMPORTS.items() if library in names}

    assert users <= ONLY[library]


def test_the_table_allows_nothing_that_nobody_uses():
    unused = {
        module: allowed - IMPORTS[module] - {"rules", "model"}
        for module, allowed in MAY_IMPORT.items()
        if allowed is not None and allowed - IMPORTS[module] - {"rules", "model"}
    }

    assert unused == {}


def test_only_the_clock_of_the_screens_and_the_command_line_read_the_clock():
    readers = [
        str(path.relative_to(ROOT))
        for path in files()
        if CLOCK.search(path.read_text(encoding="utf-8"))
    ]

    assert sorted(readers) == ["lib/__main__.py", "lib/ui/clock.py"]


def test_no_step_and_no_engine_rolls_dice():
    pure = {*LAYERS[0], *LAYERS[1], *LAYERS[2]} - {"simulate"}

    users = {
        module_of(path)
        for path in files()
        if module_of(path) in pure and RANDOM & {name.split(".")[0] for name in imported(path)}
    }

    assert users == set()


def test_nothing_evaluates_text_as_code():
    calls = {
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in files()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in ("eval", "exec", "compile", "__import__")
    }

    assert calls == set()


def test_contributing_names_every_module_of_the_table():
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")

    unnamed = {m for m in MAY_IMPORT if f"`{m}`" not in text and m not in ("pages", "app")}

    assert unnamed == set()
