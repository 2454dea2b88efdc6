"""Scopes as far as titles tell, neighbours along a series, and answers of the API put together."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import SourceError, UsageError
from pipeline.settings import ScopeSettings, shipped_scopes
from pipeline.sources.api.answers import batches, final_title, merged
from pipeline.sources.scopes import Scope, canonical_title
from pipeline.sources.series import neighbours


def scope(**settings: object) -> Scope:
    return Scope("test", ScopeSettings.model_validate(settings))


def test_shipped_presidential_scope_reaches_every_state_and_year() -> None:
    titles = Scope("x", shipped_scopes()["us-presidential-by-state"]).titles
    for title in (
        "2004 United States presidential election in Massachusetts",
        "2020 United States presidential election in the District of Columbia",
        "2020 United States presidential election in Washington (state)",
        "1788–89 United States presidential election in Delaware",
        "1836 United States presidential election in Michigan",
    ):
        assert title in titles
    assert "1960 United States presidential election in the District of Columbia" not in titles
    assert "1952 United States presidential election in Hawaii" not in titles
    assert len(titles) < 2_700


@pytest.mark.parametrize("name", shipped_scopes())
def test_shipped_scopes_can_be_read(name: str) -> None:
    assert Scope(name, shipped_scopes()[name]).name == name


@pytest.mark.parametrize(
    ("title", "kept"),
    [
        ("2004 United States Senate election in Georgia", True),
        ("2020–21 United States Senate special election in Georgia", True),
        ("2022 United States Senate elections", False),
        ("2004 United States Senate election in Narnia", False),
    ],
)
def test_only(title: str, kept: bool) -> None:
    assert Scope("x", shipped_scopes()["us-senate"]).allows(title) is kept


def test_only_takes_other_characters_by_the_letter() -> None:
    constituencies = scope(only="{name} (UK Parliament constituency)")
    assert constituencies.allows("Ochil (UK Parliament constituency)")
    assert not constituencies.allows("Ochil UK Parliament constituency")


def test_pattern_is_written_out() -> None:
    written = scope(pattern="{year} poll in {state}", years=[1962, "1964-1966"], states=["Alaska", "Ontario"])
    assert written.pattern_titles == tuple(
        f"{year} poll in {state}" for year in (1962, 1964, 1965, 1966) for state in ("Alaska", "Ontario")
    )


def test_a_state_has_elections_from_four_years_before_it_was_one() -> None:
    written = scope(pattern="{year} poll in {state}", years=["1831-1834"], states=["Michigan"]).pattern_titles
    assert written == ("1833 poll in Michigan", "1834 poll in Michigan")  # of 1837
    assert scope(pattern="{year} poll", years=[1700]).pattern_titles == ("1700 poll",)


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ({"pattern": "{year} in {county}", "years": [2004]}, "{county}"),
        ({"pattern": "{year} x"}, "needs `years`"),
        ({"pattern": "{year} x", "years": ["2004-1992"]}, "not a range"),
        ({"pattern": "{year} x", "years": ["1992-2004 step 0"]}, "not a range"),
    ],
)
def test_what_cannot_be_written_out_is_told(settings: dict[str, object], told: str) -> None:
    with pytest.raises(UsageError, match=told):
        scope(**settings)


def test_namespaces_may_be_written_or_not() -> None:
    named = scope(templates=["Template:Infobox_election", "election box begin"], categories=["category:A b", "C: d"])
    assert named.templates == ("Infobox election", "Election box begin")
    assert named.categories == ("A b", "C: d")


@pytest.mark.parametrize(
    ("markup", "titles"),
    [
        ("| previous_election = 2000 E\n| next_election = [[2008 E|2008]]\n", ["2000 E", "2008 E"]),
        ("|previous_election=2000 E|previous_year=2000|next_election=2008_E|next_year=2008}}", ["2000 E", "2008 E"]),
        ("| previous_election = \n| next_election = <!-- none -->\n", []),
        ("| previous_election = {{nowrap|x}}\n| next_election = [[A#B]]", ["A"]),
        ("| previous_year = 2000\n", []),
    ],
)
def test_neighbours(markup: str, titles: list[str]) -> None:
    assert neighbours("{{Infobox election\n" + markup) == titles


@given(st.text())
def test_canonical_title_is_stable(title: str) -> None:
    assert canonical_title(canonical_title(title)) == canonical_title(title)


def test_titles_are_mapped_back_through_normalisation_and_redirects() -> None:
    query = {
        "normalized": [{"from": "a_b", "to": "A b"}],
        "redirects": [
            {"from": "A b", "to": "C"},
            {"from": "C", "to": "D", "tofragment": "x"},
            {"from": "L", "to": "L"},
        ],
    }
    assert [final_title(title, query) for title in ("a_b", "C", "D", "L")] == ["D", "D", "D", "L"]


def test_continuations_are_merged_and_sent_back_whole() -> None:
    answers: Iterator[dict[str, object]] = iter(
        [
            {"continue": {"rvcontinue": "1|2", "continue": "||info"}, "query": {"pages": [
                {"pageid": 1, "title": "A", "revisions": [{"revid": 10}]}, {"pageid": 2, "title": "B"}]}},
            {"continue": {"gapcontinue": "C", "continue": "gapcontinue||"}, "batchcomplete": True, "query": {"pages": [
                {"pageid": 1, "title": "A"}, {"pageid": 2, "title": "B", "revisions": [{"revid": 20}]}]}},
            {"batchcomplete": True, "query": {"pages": [{"title": "C", "missing": True}]}},
        ]
    )  # fmt: skip
    asked: list[dict[str, object]] = []

    def ask(**params: object) -> dict[str, object]:
        asked.append(params)
        return next(answers)

    first, second = batches(ask, action="query", titles="A|B|C")
    assert [page.get("revisions") for page in first["pages"]] == [[{"revid": 10}], [{"revid": 20}]]
    assert second["pages"] == [{"title": "C", "missing": True}]
    assert asked[1] == {"action": "query", "titles": "A|B|C", "rvcontinue": "1|2", "continue": "||info"}
    assert asked[2] == {"action": "query", "titles": "A|B|C", "gapcontinue": "C", "continue": "gapcontinue||"}


def test_a_continuation_that_leads_nowhere_ends() -> None:
    with pytest.raises(SourceError, match="twice"):
        list(batches(lambda **_: {"continue": {"continue": "x"}}, action="query"))


def test_merging_joins_lists_and_tables() -> None:
    parts = [
        {"badrevids": {"1": {}}, "embeddedin": [{"pageid": 1}]},
        {"badrevids": {"2": {}}, "embeddedin": [{"pageid": 2}]},
    ]
    assert merged(parts) == {"badrevids": {"1": {}, "2": {}}, "embeddedin": [{"pageid": 1}, {"pageid": 2}]}
