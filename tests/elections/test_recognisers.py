"""Recognisers are asked in the order of what they can give at most: nobody's answer may be lost by that."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.elections.kinds import view_of
from pipeline.elections.kinds.registry import Entry, load_recognisers, recognise
from pipeline.elections.kinds.view import TableView
from pipeline.package_yaml import package_yaml
from pipeline.wikitext.page import read_page
from tests.elections.test_pages import CASES, read_case


def views(path: Path) -> list[TableView]:
    """The tables of a case as recognisers see them."""
    case = read_case(path)
    page = read_page(case.wikitext, case.title)
    return [view_of(table, page) for table in page.tables]


def entry(name: str) -> Entry:
    """The registry's entry of a function."""
    return next(entry for entry in load_recognisers() if entry.function.__name__ == name)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_no_recogniser_is_surer_than_it_said_and_the_surest_wins(path: Path) -> None:
    for view in views(path):
        surest = []
        for entry in load_recognisers():
            evidence = entry.function(view)
            if evidence is not None:
                assert evidence.score <= entry.at_most, entry.function.__name__
                surest.append((evidence.score, -entry.place, evidence))
        found = recognise(view)
        if found.kind == "unknown":
            assert all(score < 0.35 for score, _, _ in surest)
        else:
            assert found[1:] == tuple(max(surest)[2])


def test_words_can_be_as_sure_as_the_surest_of_their_file() -> None:
    scores = [
        entry["score"] for entry in package_yaml(Path(__file__).parents[2] / "pipeline/elections/kinds/other.yaml")
    ]
    assert entry("by_words").at_most >= max(scores) + 0.05


def test_the_surest_is_asked_first() -> None:
    at_most = [entry.at_most for entry in load_recognisers()]
    assert at_most == sorted(at_most, reverse=True)
    assert len({entry.place for entry in load_recognisers()}) == len(at_most)
