"""Turns a YAML file into plain values and refuses what YAML would quietly make of them.

`no`, `on`, `1:30`, `012` and `1_000` are words and numbers to a reader and something else to YAML 1.1;
here such a plain value stops the reading with file, id and key. Duplicate keys do too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from lib.model import ContentError, InputError

_NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,17})(\.[0-9]{1,17})?")
"""Longer ones stay words: no threshold and no answer is such a number."""
DEEPEST = 30
PLAIN = (None, "")
"""How the two YAML parsers mark a value without quotes."""

_WORDS = {"true": True, "false": False, "null": None, "": None}
_RETYPED = re.compile(
    r"y|yes|n|no|on|off|~"  # truth values and nothing in YAML 1.1
    r"|[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9]*)?"  # base 60
    r"|[-+]?0[0-7_]+|0x[0-9a-f_]+|0b[01_]+"  # octal, hexadecimal, binary
    r"|[-+]?[0-9][0-9_]*_[0-9_]*(\.[0-9_]*)?"  # underscores in numbers
    r"|\+[0-9]+|[-+]?\.[0-9]+|[-+]?[0-9]+\.|[-+]?[0-9.]+e[-+]?[0-9]+|[-+]?\.(inf|nan)|\.nan",
    re.IGNORECASE,
)


def read(path: Path) -> Any:
    """The content of a file of ours; ContentError names file, id and key of what is wrong."""
    where = f"{path.parent.name}/{path.name}"
    try:
        node = _compose(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise ContentError(f"{where}: cannot be read ({type(error).__name__}).") from None
    except yaml.YAMLError as error:
        line = getattr(getattr(error, "problem_mark", None), "line", 0) + 1
        raise ContentError(f"{where} · line {line}: this is not valid YAML.") from None
    if node is None:
        raise ContentError(f"{where}: the file is empty.")
    for part, trouble in _troubles(node, "", "top"):
        raise ContentError(f"{where}{part}: {trouble}")
    return _build(node)


def read_text(text: str) -> Any:
    """The values of a person's own YAML: words stay words.

    yaml.YAMLError when it is not YAML, InputError when a key stands twice.
    """
    node = _compose(text)
    for key in _twice(node):
        raise InputError(f"{key}: this stands twice; keep one.")
    return None if node is None else _build(node)


def _compose(text: str) -> yaml.Node | None:
    """The nodes of a document: keys are words, nothing repeats by reference or nests for ever."""
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if isinstance(event, yaml.AliasEvent) or depth > DEEPEST:
            raise _refused(event.start_mark)
    node: yaml.Node | None = yaml.compose(text, Loader=yaml.CSafeLoader)
    for key in _odd_keys(node):
        raise _refused(key.start_mark)
    return node


def _refused(mark: Any) -> yaml.MarkedYAMLError:
    return yaml.MarkedYAMLError(problem="nothing we would write", problem_mark=mark)


def _odd_keys(node: yaml.Node | None) -> Iterator[yaml.Node]:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                yield key
            yield from _odd_keys(value)
    elif isinstance(node, yaml.SequenceNode):
        for part in node.value:
            yield from _odd_keys(part)


def _twice(node: yaml.Node | None) -> list[str]:
    if not isinstance(node, yaml.MappingNode):
        return []
    keys = [key.value for key, _ in node.value]
    return sorted({key for key in keys if keys.count(key) > 1})


def _troubles(node: yaml.Node, id: str, key: str) -> Iterator[tuple[str, str]]:
    if isinstance(node, yaml.MappingNode):
        id = next((value.value for key, value in node.value if key.value == "id"), id)
        for twice in _twice(node):
            yield _where(id, twice), "this key stands twice; keep one."
        for name, value in node.value:
            yield from _troubles(value, id, name.value)
    elif isinstance(node, yaml.SequenceNode):
        for part in node.value:
            yield from _troubles(part, id, key)
    elif isinstance(node, yaml.ScalarNode) and _is_retyped(node):
        yield _where(id, key), _retyped_sentence(node)


def _where(id: str, key: str) -> str:
    return f" · {id} · {key}" if id else f" · {key}"


def _is_retyped(node: yaml.ScalarNode) -> bool:
    return node.style in PLAIN and _RETYPED.fullmatch(node.value) is not None


def _retyped_sentence(node: yaml.ScalarNode) -> str:
    return f"YAML reads {node.value} as something else than it looks; put it in quotes."


def _build(node: yaml.Node) -> Any:
    if isinstance(node, yaml.MappingNode):
        return {key.value: _build(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [_build(part) for part in node.value]
    if not isinstance(node, yaml.ScalarNode) or node.style not in PLAIN:
        return node.value
    if node.value.lower() in _WORDS:
        return _WORDS[node.value.lower()]
    if _NUMBER.fullmatch(node.value):
        return float(node.value) if "." in node.value else int(node.value)
    return node.value
