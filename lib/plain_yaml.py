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

from lib.model import ContentError

_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?")
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
    try:
        text = path.read_text(encoding="utf-8")
        node = yaml.compose(text, Loader=yaml.CSafeLoader)
    except (OSError, UnicodeDecodeError) as error:
        raise ContentError(f"{path.name}: cannot be read ({type(error).__name__}).") from None
    except yaml.YAMLError as error:
        line = getattr(getattr(error, "problem_mark", None), "line", 0) + 1
        raise ContentError(f"{path.name} · line {line}: this is not valid YAML.") from None
    if node is None:
        raise ContentError(f"{path.name}: the file is empty.")
    for where, trouble in _troubles(node, ""):
        raise ContentError(f"{path.parent.name}/{path.name}{where}: {trouble}")
    return _build(node)


def read_text(text: str) -> Any:
    """The values of a person's own YAML: words stay words. yaml.YAMLError when it is not YAML."""
    node = yaml.compose(text, Loader=yaml.CSafeLoader)
    return None if node is None else _build(node)


def _troubles(node: yaml.Node, id: str) -> Iterator[tuple[str, str]]:
    if isinstance(node, yaml.MappingNode):
        keys = [key.value for key, _ in node.value]
        id = next((value.value for key, value in node.value if key.value == "id"), id)
        for key in sorted({key for key in keys if keys.count(key) > 1}):
            yield _where(id, key), "this key stands twice; keep one."
        for key, value in node.value:
            if isinstance(value, yaml.ScalarNode) and _is_retyped(value):
                yield _where(id, key.value), _retyped_sentence(value)
            else:
                yield from _troubles(value, id)
    elif isinstance(node, yaml.SequenceNode):
        for part in node.value:
            if isinstance(part, yaml.ScalarNode) and _is_retyped(part):
                yield _where(id, "list"), _retyped_sentence(part)
            else:
                yield from _troubles(part, id)


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
