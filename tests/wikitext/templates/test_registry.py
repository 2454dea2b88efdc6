"""The data files are well-formed and documented, and every spelling leads to one rule."""

from __future__ import annotations

import pytest

from pipeline.wikitext.templates.data_files import MalformedEntryError, load_yaml
from pipeline.wikitext.templates.functions import FUNCTIONS
from pipeline.wikitext.templates.pattern import read_pattern
from pipeline.wikitext.templates.registry import (
    entries,
    lookup,
    normal_name,
    read_entry,
    read_listing,
)

ENTRIES = list(entries())


def test_every_entry_is_well_formed_and_its_names_are_unique() -> None:
    assert len(read_listing().rules) > 600


@pytest.mark.parametrize(("source", "name", "entry"), ENTRIES, ids=[f"{source}: {name}" for source, name, _ in ENTRIES])
def test_entry_is_documented_and_can_be_rendered(source: str, name: str, entry: dict[str, str]) -> None:
    rule = read_entry(source, name, entry)
    assert rule.about.endswith((".", ")")), "about is a sentence"
    assert not rule.function or rule.function in FUNCTIONS
    read_pattern(rule.renders)


def test_every_function_is_used() -> None:
    assert {entry.get("function", "") for _, _, entry in ENTRIES} - {""} == set(FUNCTIONS)


@pytest.mark.parametrize("spelling", sorted(read_listing().rules))
def test_every_spelling_is_found_however_it_is_written(spelling: str) -> None:
    rule = lookup(spelling)
    assert rule is not None
    for variant in (spelling.replace(" ", "_"), f" {spelling} ", spelling.upper(), f"Template:{spelling}"):
        if normal_name(variant) == spelling:  # ẞ and the like have no way back
            assert lookup(variant) == rule


@pytest.mark.parametrize(
    ("written", "name", "meaning"),
    [
        ("USRacerating", "usracerating", "cell"),
        ("US race rating", "usracerating", "cell"),
        ("Party shading/Democratic", "party shading/democratic", "attribute"),
        ("NTSH", "hidden text", "value"),
        ("Ubl", "unbulleted list", "value"),
        ("Election box begin", "election box begin", "table"),
        ("election_box_winning candidate with party link", "election box winning candidate with party link", "row"),
        ("subst:nowrap", "nowrap", "value"),
        ("Cite AV media notes", "cite web", "nothing"),
        ("Infobox Election", "infobox election", "nothing"),
        ("2024 United Kingdom local elections", "2024 united kingdom local elections", "nothing"),
    ],
)
def test_aliases_families_and_spellings(written: str, name: str, meaning: str) -> None:
    rule = lookup(written)
    assert rule is not None
    assert (rule.name, rule.meaning) == (name, meaning)


def test_an_infobox_s_name_is_not_taken_for_a_navigation_box() -> None:
    rule = lookup("Infobox election")
    assert rule is not None
    assert rule.about.startswith("An infobox")


@pytest.mark.parametrize("name", ["", "No such template", "Party shading of sorts", "x" * 5000, "electionbox"])
def test_an_unlisted_name_has_no_rule(name: str) -> None:
    assert lookup(name) is None


@pytest.mark.parametrize(
    ("name", "entry", "complaint"),
    [
        ("a", {"meaning": "thing", "renders": "", "about": "A."}, "meaning"),
        ("a", {"meaning": "value", "renders": ""}, "about"),
        ("a", {"meaning": "value", "about": "A."}, "renders or function"),
        ("a", {"meaning": "value", "renders": "", "about": "A.", "alias": []}, "unknown key"),
        (True, {"meaning": "value", "renders": "", "about": "A."}, "needs quotes"),
    ],
)
def test_a_malformed_entry_is_refused_with_a_reason(name: object, entry: object, complaint: str) -> None:
    with pytest.raises(MalformedEntryError, match=complaint):
        read_entry("test.yaml", name, entry)


def test_a_key_that_stands_twice_is_refused_with_its_line() -> None:
    with pytest.raises(MalformedEntryError, match="line 3: 'a' stands twice"):
        load_yaml("a: 1\nb: 2\na: 3\n")
