"""The scripts that components share: joined with their own, nothing stands there twice."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from lib.ui import aloud, player, scripts, stopwatch

OWN = {
    player: ("keep", "units", "screens", "player"),
    stopwatch: ("component",),
    aloud: ("component",),
}
NAMED = re.compile(r"^(?:async )?(?:function|class|const|let) (\w+)", re.MULTILINE)


@pytest.mark.parametrize("component", OWN, ids=["player", "stopwatch", "aloud"])
def test_no_name_is_given_twice(component) -> None:
    text = scripts.joined(Path(component.__file__).parent, *OWN[component])

    assert [name for name, times in Counter(NAMED.findall(text)).items() if times > 1] == []


@pytest.mark.parametrize("component", [player, stopwatch], ids=["player", "stopwatch"])
def test_a_component_has_the_shared_scripts_and_its_own(component) -> None:
    text = scripts.joined(Path(component.__file__).parent, *OWN[component])

    assert {"button", "scale", "beep", "stayAwake"} <= set(NAMED.findall(text))
    assert text.count("export default") == 1
    assert "sessionStorage" in text
