"""Registries of words: the first name with a pattern that matches, whatever the text begins with."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.elections.areas import rows
from pipeline.elections.columns import labels
from pipeline.elections.infobox import values
from pipeline.elections.infobox.reading import field_registry
from pipeline.elections.kinds import other_pages
from pipeline.elections.opinion import poll_columns, polls
from pipeline.elections.results import lines
from pipeline.elections.words import plausible_names
from pipeline.elections.words.first_characters import first_characters
from pipeline.elections.words.registry import WordRegistry
from pipeline.errors import FaultError

LETTERS = "abc"
_plain = st.text(LETTERS, min_size=1, max_size=3)


def _grown(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(
        st.lists(inner, min_size=1, max_size=3).map("".join),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: f"(?:{'|'.join(parts)})"),
        st.tuples(inner, st.sampled_from(["?", "*", "+", "{0,2}", "{2}", "??"])).map(
            lambda pair: f"(?:{pair[0]}){pair[1]}"
        ),
        inner.map(lambda part: f"{part}|b"),
        inner.map(lambda part: f"[bc]{part}"),
        inner.map(lambda part: f"(?!c){part}.*"),
        inner.map(lambda part: rf"{part}(?: \(.*\)|\.)?"),
    )


patterns = st.recursive(_plain, _grown, max_leaves=6).filter(lambda pattern: len(pattern) < 80)


@pytest.mark.parametrize(
    ("pattern", "first"),
    [
        ("votes?", "v"),
        ("(?:all )?votes?", "av"),
        ("(?:(?:all|total) )?votes?|#", "atv#"),
        (r"\(?±\)?", "(±"),
        ("a*b", "ab"),
        ("a+b", "a"),
        ("a{0,2}b", "ab"),
        ("votes (?:[)|]|x)", "v"),
        ("(?:a|b)(?: c|d)?", "ab"),
    ],
)
def test_with_what_a_match_can_begin(pattern: str, first: str) -> None:
    assert first_characters(pattern) == frozenset(first)


@pytest.mark.parametrize("pattern", ["[ab]c", ".*seats?", r"\w+ votes", "(?!a).b", "(?:a)?", "a??b", "(a)", r"\bvotes"])
def test_what_cannot_be_told_is_tried_on_every_text(pattern: str) -> None:
    assert first_characters(pattern) is None


@given(patterns, st.text(LETTERS + " (.)", max_size=6))
def test_whatever_a_pattern_matches_begins_as_told(pattern: str, text: str) -> None:
    first = first_characters(pattern)
    if re.fullmatch(pattern, text) and first is not None:
        assert text[:1] in first


@given(
    st.lists(st.tuples(st.sampled_from("xyz"), st.lists(patterns, max_size=3)), max_size=4),
    st.text("abc (", max_size=5),
)
def test_a_text_has_the_first_name_that_knows_it(named: list[tuple[str, list[str]]], text: str) -> None:
    one_by_one = (name for name, each in named if any(re.fullmatch(pattern, text) for pattern in each))
    registry = WordRegistry(named)
    assert registry.name_of(text) == next(one_by_one, None)
    assert registry.knows(text) == any(re.fullmatch(pattern, text) for _, each in named for pattern in each)


@pytest.mark.parametrize("wrong", ["(votes", "votes)", "[votes", "vo**", "(?P<a>x)(?P<a>y)", "(?:a", "a|(b"])
def test_a_pattern_that_is_none_is_named(wrong: str) -> None:
    registry = WordRegistry([("turnout", ["turnout"]), ("votes", ["v?ok", wrong])])
    with pytest.raises(FaultError, match=rf"under 'votes': {re.escape(repr(wrong))} is no regular expression"):
        registry.check()


@pytest.mark.parametrize("taken_for", [False, 2004, 1.5, None, {"(?": ".*)?"}])
def test_a_pattern_that_yaml_takes_for_no_text_is_named(taken_for: object) -> None:
    with pytest.raises(FaultError, match=rf"under 'votes': {re.escape(repr(taken_for))} is no text"):
        WordRegistry([("votes", ["tally", taken_for])])


REGISTRIES: dict[str, Callable[[], Iterable[WordRegistry]]] = {
    "columns.yaml": labels._registry,
    "area_types.yaml": lambda: [labels._area_types(True), labels._area_types(False)],
    "lines.yaml": lambda: [lines._registry()[0]],
    "area_rows.yaml": lambda: rows._registry().values(),
    "statistics.yaml": lambda: [plausible_names._statistics(), plausible_names._casting()],
    "poll_columns.yaml": lambda: [poll_columns._roles()],
    "no_polls.yaml": lambda: [polls._no_polls()],
    "other_pages.yaml": lambda: [other_pages._registry()],
    "infobox.yaml": lambda: [field_registry().boxes, field_registry().ignored, values._offices()],
}


@pytest.mark.parametrize("name", REGISTRIES)
def test_every_pattern_of_the_registries_is_one(name: str) -> None:
    for registry in REGISTRIES[name]():
        registry.check()
