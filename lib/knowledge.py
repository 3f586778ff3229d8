"""Turns the folder `data/` into one checked, frozen `Knowledge`; the only reader of its YAML.

Whatever is wrong stops the start with a `ContentError` that names file, id and key.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

import jsonschema
from referencing import Registry, Resource

from lib import checks, plain_yaml
from lib.model import (
    Card,
    Case,
    Choice,
    Condition,
    ContentError,
    Dose,
    Evidence,
    Exercise,
    JointLimit,
    Knowledge,
    Limit,
    Mark,
    Measured,
    Norm,
    Occasion,
    OwnChoices,
    Phase,
    PhaseContent,
    Question,
    Rule,
    Said,
    Slot,
    Source,
    StandIn,
    Step,
    StrengthTest,
    Surface,
    Term,
    Test,
    Threshold,
    TickList,
    TodayCandidate,
    TodayContent,
    TodayJob,
    Truth,
)

DATA = Path(__file__).parent.parent / "data"
_SCHEMAS = DATA / "schema"
_T = TypeVar("_T")


def load(folder: Path = DATA) -> Knowledge:
    """Everything in `folder`, checked and frozen; ContentError names file, id and key."""
    files = _read_all(folder)
    thresholds = _by_id(
        (_threshold(row, at), at)
        for at, content in _of(files, "thresholds.yaml")
        for row in content["thresholds"]
    )
    asked_in = folder / "questionnaire.yaml"
    questionnaire = files[asked_in]
    rules = _by_id(
        (_rule(row, thresholds, at), at)
        for at, content in _of(files, "rules/")
        for row in content.get("rules", [])
    )
    loaded = Knowledge(
        questions=_by_id(
            (_question(row, thresholds, asked_in), asked_in) for row in questionnaire["questions"]
        ),
        steps=_unique(
            (Step(**row) for row in questionnaire["steps"]), checks.short(asked_in), "steps"
        ),
        lists=_by_id((TickList(**row), asked_in) for row in questionnaire["lists"]),
        thresholds=thresholds,
        measured=_by_id(
            (Measured(**row), at)
            for at, content in _of(files, "facts.yaml")
            for row in content["facts"]
        ),
        rules=_frozen({id: rule for id, rule in rules.items() if not id.startswith("fact.")}),
        named=_frozen({id: rule for id, rule in rules.items() if id.startswith("fact.")}),
        phases=_phases(files),
        exercises=_by_id((_exercise(content, at), at) for at, content in _of(files, "exercises/")),
        sources=_by_id(
            (Source(**row), at)
            for at, content in _of(files, "sources.yaml")
            for row in content["sources"]
        ),
        glossary=_by_id(
            (Term(**row), at)
            for at, content in _of(files, "glossary.yaml")
            for row in content["terms"]
        ),
        rules_version=_version("r", _without_figures(files)),
        figures_version=_version("f", _figures(files)),
        postures=_deeply_frozen(files[folder / "figures.yaml"]["postures"]),
        joint_limits=_by_id(
            (_joint_limit(row), at)
            for at, content in _of(files, "figures.yaml")
            for row in content["joint_limits"]
        ),
        self_test_figures=_deeply_frozen(files[folder / "figures.yaml"]["self_tests"]),
        surface_figures=_deeply_frozen(files[folder / "figures.yaml"]["surfaces"]),
        tests=_by_id(
            (_strength_test(row, content["stops"]), at)
            for at, content in _of(files, "strength_tests.yaml")
            for row in content["tests"]
        ),
        norms=_by_id(
            (_norm(row, at), at)
            for at, content in _of(files, "norms.yaml")
            for row in content["norms"]
        ),
        today_only=_today_only(files[folder / "today_only.yaml"]),
        cards=_by_id(
            (_card(row), at) for at, content in _of(files, "cards.yaml") for row in content["cards"]
        ),
        occasions=_by_id(
            (Occasion(row["id"], tuple(row["after"])), at)
            for at, content in _of(files, "cards.yaml")
            for row in content["occasions"]
        ),
        own_choices=_own_choices(files[folder / "choices.yaml"], folder / "choices.yaml"),
    )
    checks.across_files(loaded, _file_of(files))
    return loaded


# --- files ------------------------------------------------------------------------


_KINDS = {
    "thresholds.yaml": "thresholds",
    "questionnaire.yaml": "questionnaire",
    "facts.yaml": "facts",
    "sources.yaml": "sources",
    "glossary.yaml": "glossary",
    "figures.yaml": "figures",
    "strength_tests.yaml": "strength_tests",
    "norms.yaml": "norms",
    "today_only.yaml": "today_only",
    "cards.yaml": "cards",
    "choices.yaml": "choices",
    "rules/": "rules",
    "exercises/": "exercise",
}


def _paths(folder: Path) -> list[tuple[Path, str]]:
    found = []
    for place, kind in _KINDS.items():
        paths = sorted((folder / place).glob("*.yaml")) if place.endswith("/") else [folder / place]
        found += [(path, kind) for path in paths]
    return found


def _read_all(folder: Path) -> dict[Path, Any]:
    return {path: read(path, kind) for path, kind in _paths(folder)}


def _of(files: Mapping[Path, Any], place: str) -> Iterable[tuple[Path, Any]]:
    for path, content in files.items():
        if f"{path.parent.name}/" == place or (
            path.name == place and path.parent.name not in ("rules", "exercises")
        ):
            yield path, content


@cache
def _validator(kind: str) -> jsonschema.Draft202012Validator:
    registry: Registry[Any] = Registry().with_resource(
        "figure.json", Resource.from_contents(_schema("figure"))
    )
    return jsonschema.Draft202012Validator(_schema(kind), registry=registry)


def _schema(kind: str) -> Any:
    return json.loads((_SCHEMAS / f"{kind}.json").read_text(encoding="utf-8"))


def _check_schema(path: Path, content: Any, kind: str) -> None:
    error = jsonschema.exceptions.best_match(_validator(kind).iter_errors(content))
    if error is not None:
        raise ContentError(checks.schema_sentence(path, content, error))


def read(path: Path, kind: str) -> Any:
    """What stands in a content file, once it fits `data/schema/<kind>.json`.

    ContentError names file, id and key of what is wrong.
    """
    content = plain_yaml.read(path)
    _check_schema(path, content, kind)
    return content


def each_once(file: Path, key: str, ids: Sequence[str]) -> None:
    """ContentError naming the file and the id that stands twice, if one does."""
    for id in ids:
        if ids.count(id) > 1:
            raise ContentError(f"{file.parent.name}/{file.name} · {id} · {key}: stands twice.")


def _version(letter: str, content: Mapping[str, Any]) -> str:
    """A letter first: no spreadsheet takes it for a number."""
    told = json.dumps(content, sort_keys=True, ensure_ascii=False)
    return letter + hashlib.sha256(told.encode()).hexdigest()[:12]


def _without_figures(files: Mapping[Path, Any]) -> dict[str, Any]:
    """What plans follow from: a figure that is drawn anew changes no plan."""
    return {
        path.name: {key: value for key, value in content.items() if key != "figure"}
        for path, content in files.items()
        if path.name != "figures.yaml"
    }


def _figures(files: Mapping[Path, Any]) -> dict[str, Any]:
    return {
        path.name: content if path.name == "figures.yaml" else content["figure"]
        for path, content in files.items()
        if path.name == "figures.yaml" or "figure" in content
    }


def _file_of(files: Mapping[Path, Any]) -> Mapping[str, Path]:
    """Where an id stands, for the sentence that something is wrong with it."""
    found: dict[str, Path] = {}
    for at, content in files.items():
        if at.name in ("figures.yaml", "strength_tests.yaml"):  # found under their list: their
            # ids are joints and postures, or those of exercises too
            found.update(dict.fromkeys(content, at))
        elif at.name != "glossary.yaml":  # it repeats the ids of what it explains
            for id in (*_ids(content), at.stem):
                found.setdefault(id, at)
    return found


def _ids(content: Any) -> Iterable[str]:
    if isinstance(content, dict):
        id = content.get("phase" if "slots" in content and "id" not in content else "id")
        if isinstance(id, str):
            yield id
        content = list(content.values())
    if isinstance(content, list):
        for part in content:
            yield from _ids(part)


# --- rows to dataclasses --------------------------------------------------------------


def _frozen(mapping: Mapping[Any, _T]) -> Mapping[Any, _T]:
    return MappingProxyType(dict(mapping))


def _deeply_frozen(raw: Any) -> Any:
    if isinstance(raw, dict):
        return _frozen({key: _deeply_frozen(value) for key, value in raw.items()})
    return tuple(_deeply_frozen(value) for value in raw) if isinstance(raw, list) else raw


def _by_id(rows: Iterable[tuple[Any, Path | str]]) -> Mapping[str, Any]:
    found: dict[str, Any] = {}
    for row, at in rows:
        if row.id in found:
            raise ContentError(f"{checks.short(at)} · {row.id} · id: used twice; ids are unique.")
        found[row.id] = row
    return _frozen(found)


def _unique(rows: Iterable[Any], where: str, key: str) -> tuple[Any, ...]:
    found = tuple(rows)
    ids = [row.id for row in found]
    for id in ids:
        if ids.count(id) > 1:
            raise ContentError(f"{where} · {key}: {id} is used twice; ids are unique.")
    return found


def _value(raw: Any) -> Any:
    return tuple(raw) if isinstance(raw, list) else raw


def _threshold(row: Mapping[str, Any], at: Path) -> Threshold:
    low, high = row["allowed"]
    if not low <= row["value"] <= high:
        raise ContentError(
            f"{checks.short(at)} · {row['id']} · value: {row['value']} is outside {low} to {high}."
        )
    return Threshold(
        **{**row, "allowed": (low, high), "source": tuple(row["source"]), "mark": Mark(row["mark"])}
    )


def _test(row: Mapping[str, Any], thresholds: Mapping[str, Threshold], where: str) -> Test:
    (op,) = set(row) - {"fact"}
    value = _value(row[op])
    if op not in ("at_least", "at_most"):
        return Test(row["fact"], op, value)
    if value not in thresholds:
        raise ContentError(f"{where} · {op}: no threshold is called {value}.")
    return Test(row["fact"], op, thresholds[value].value, value)


def _condition(
    row: Mapping[str, Any], thresholds: Mapping[str, Threshold], where: str
) -> Condition:
    if "fact" in row:
        return Condition("all", (_test(row, thresholds, where),))
    ((how, tests),) = row.items()
    return Condition(how, tuple(_test(test, thresholds, where) for test in tests))


def _rule(row: Mapping[str, Any], thresholds: Mapping[str, Threshold], at: Path) -> Rule:
    where = f"{checks.short(at)} · {row['id']}"
    return Rule(
        id=row["id"],
        asks=row["asks"],
        when=_condition(row["when"], thresholds, where),
        then=_frozen({key: _value(value) for key, value in row.get("then", {}).items()}),
        says=row.get("says", ""),
        why=row["why"],
        source=tuple(row["source"]),
        cases=tuple(
            Case(
                _frozen({fact: _value(value) for fact, value in case["given"].items()}),
                Truth(case["expect"]),
            )
            for case in row["cases"]
        ),
        over=row.get("over", "answers"),
        flags=tuple(row.get("flags", ())),
    )


def _question(row: Mapping[str, Any], thresholds: Mapping[str, Threshold], at: Path) -> Question:
    known = dict(row)
    where = f"{checks.short(at)} · {row['id']}"
    if "ask_if" in known:
        known["ask_if"] = _condition(known["ask_if"], thresholds, where)
    if known["kind"] == "scale":
        known = {"at_least": 0, "at_most": 10, **known}
    known["choices"] = _unique(
        (Choice(**choice) for choice in row.get("choices", ())), where, "choices"
    )
    known["source"] = tuple(row.get("source", ()))
    known["preset"] = _value(row.get("preset"))
    return Question(**known)


def _joint_limit(row: Mapping[str, Any]) -> JointLimit:
    return JointLimit(**{key: _value(value) for key, value in row.items()})


def _strength_test(row: Mapping[str, Any], stops: list[str]) -> StrengthTest:
    known = {key: _value(value) for key, value in row.items()}
    known["stops"] = (*stops, *row["stops"])
    known["phases"] = tuple(Phase.of(word) for word in row["phases"])
    known["source"] = known.pop("sources")
    known["cautions"] = frozenset(row.get("cautions", ()))
    return StrengthTest(**known)


def _norm(row: Mapping[str, Any], at: Path) -> Norm:
    found = Norm(
        **{
            **row,
            "age": tuple(row["age"]),
            "source": tuple(row["source"]),
            "mark": Mark(row["mark"]),
        }
    )
    rising = [part for part in (found.lower, found.median, found.upper) if part is not None]
    for key, parts in (("age", list(found.age)), ("lower", rising)):
        if parts != sorted(parts):
            raise ContentError(f"{checks.short(at)} · {found.id} · {key}: these must not fall.")
    return found


def _today_only(content: Mapping[str, Any]) -> TodayContent:
    return TodayContent(
        title=content["asks"]["title"],
        questions=tuple(content["asks"]["questions"]),
        jobs=tuple(
            TodayJob(**{**row, "candidates": _all(TodayCandidate, row["candidates"])})
            for row in content["jobs"]
        ),
        clearance=_all(StandIn, content["clearance"]),
        careful=_all(StandIn, content["careful"]),
        expect=_all(Said, content["expect"]),
        stop=_all(Said, content["stop"]),
        help=_all(Said, content["help"]),
        nothing=_all(Said, content["nothing"]),
    )


def _card(row: Mapping[str, Any]) -> Card:
    return Card(**{**row, "source": tuple(row["source"]), "mark": Mark(row["mark"])})


def _own_choices(content: Mapping[str, Any], at: Path) -> OwnChoices:
    def said(key: str) -> Mapping[str, str]:
        rows = _by_id((Choice(**row), at) for row in content[key])
        return _frozen({id: row.says for id, row in rows.items()})

    return OwnChoices(**{**content, **{key: said(key) for key in ("by", "reasons", "states")}})


def _all(kind: type[_T], rows: Iterable[Mapping[str, Any]]) -> tuple[_T, ...]:
    return tuple(kind(**{key: _value(value) for key, value in row.items()}) for row in rows)


def _dose(row: Mapping[str, Any]) -> Dose:
    return Dose(**{key: _value(value) for key, value in row.items()})


def _limits(row: Mapping[str, Any]) -> Mapping[str, Limit]:
    return _frozen(
        {
            tag: Limit(
                limit["cue"],
                _frozen({key: _value(value) for key, value in limit.get("dose", {}).items()}),
            )
            for tag, limit in row.items()
        }
    )


def _surface(row: Mapping[str, Any]) -> Surface:
    return Surface(
        id=row["id"],
        name=row["name"],
        position=row["position"],
        steps=tuple(row["steps"]),
        avoid_if=frozenset(row.get("avoid_if", ())),
        limit_if=_limits(row.get("limit_if", {})),
        cautions=frozenset(row.get("cautions", ())),
        kit=tuple(row.get("kit", ())),
        cues=tuple(row.get("cues", ())),
        common_mistakes=tuple(row.get("common_mistakes", ())),
        form_check=row.get("form_check", ""),
        figure=row.get("figure", ""),
    )


def _exercise(row: Mapping[str, Any], at: Path) -> Exercise:
    words = {key: _value(value) for key, value in row.items()}
    words.update(
        levels=tuple(_dose(level) for level in row["levels"]),
        surfaces=_unique(
            (_surface(surface) for surface in row["surfaces"]),
            f"{checks.short(at)} · {row['id']}",
            "surfaces",
        ),
        avoid_if=frozenset(row["avoid_if"]),
        cautions=frozenset(row["cautions"]),
        limit_if=_limits(row["limit_if"]),
        evidence=Evidence(row["evidence"]),
        figure=_deeply_frozen(row["figure"]),
    )
    return Exercise(**words)


def _phases(files: Mapping[Path, Any]) -> Mapping[Phase, PhaseContent]:
    found: dict[Phase, PhaseContent] = {}
    slots: list[tuple[Slot, Path]] = []
    for at, content in _of(files, "rules/"):
        for row in content.get("phases", []):
            phase = Phase.of(row["phase"])
            if phase in found:
                raise ContentError(f"{checks.short(at)} · {phase.id} · phase: used twice.")
            found[phase] = PhaseContent(
                phase,
                row["title"],
                row["purpose"],
                row["days_per_week"],
                tuple(_slot(slot) for slot in row["slots"]),
            )
            slots += [(slot, at) for slot in found[phase].slots]
    _by_id(slots)
    return _frozen(found)


def _slot(row: Mapping[str, Any]) -> Slot:
    candidates, to_choose = (tuple(row.get(key, ())) for key in ("candidates", "to_choose"))
    return Slot(row["id"], tuple(row["job"]), row["title"], candidates, to_choose)
