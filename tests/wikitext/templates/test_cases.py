"""Every case in cases/*.case: a call as articles write it, and the wikitext that it stands for."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

import pytest

from pipeline.wikitext.calls import split_call
from pipeline.wikitext.templates.registry import lookup
from pipeline.wikitext.templates.render import render_call


class Case(NamedTuple):
    """A named call and what it should render."""

    name: str
    call: str
    rendered: str


def read_cases(path: Path) -> list[Case]:
    """The cases of a file: `# name`, the call, `=>`, the rendering; ~ stands for a blank at a line's end."""
    found = []
    for block in re.split(r"^# ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
        name, _, rest = block.partition("\n")
        call, _, rendered = rest.partition("\n=>")
        found.append(Case(name, call.strip(), rendered.strip("\n").replace("~", " ")))
    return found


CASES = [
    pytest.param(case, id=f"{path.stem}: {case.name}")
    for path in sorted(Path(__file__).with_name("cases").glob("*.case"))
    for case in read_cases(path)
]


@pytest.mark.parametrize("case", CASES)
def test_call_stands_for(case: Case) -> None:
    written = split_call(case.call)
    rule = lookup(written.name)
    assert rule is not None, f"{written.name} is not in the registry"
    assert render_call(rule, written.as_mapping()) == case.rendered
