"""The fast reading of plain figures is the careful one's, and a column's content is told without guessing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.elections.columns.measures import content_of, fits, measure_of, sums_to_hundred
from pipeline.elections.words import figures
from pipeline.elections.words.numbers import (
    read_count,
    read_count_and_percent,
    read_percent,
    read_signed_count,
    read_signed_pair,
    read_signed_percent,
)

TEXTS = st.one_of(
    st.text(alphabet="0123456789,.%−-– ()+±n/a", max_size=12),
    st.integers(0, 10**9).map(lambda n: f"{n:,}"),
    st.decimals(0, 100, places=2).map(lambda d: f"{d}%"),
    st.integers(-(10**6), 10**6).map(lambda n: f"{n:+,}"),
    st.integers(0, 200).map(lambda n: f"{n}%"),
)


@given(TEXTS)
def test_fast_and_careful_readings_agree(text: str) -> None:
    assert figures.count(text) == read_count(text)
    assert figures.signed_count(text) == read_signed_count(text)
    careful = read_percent(text)
    assert figures.percent(text) == (careful if careful is not None and careful <= 100 else None)
    assert figures.signed_percent(text) == read_signed_percent(text)


@given(TEXTS)
def test_a_signed_count_has_the_form_of_its_size(text: str) -> None:
    if text[:1] in {"+", "-", "−", "–"} and "." not in text and "%" not in text:
        count = read_signed_count(text)
        assert count is None or figures.form_of(text) == ("large" if abs(count) > 100 else "whole")


@given(st.sampled_from("aDcvéЖ"), TEXTS | st.sampled_from(["12,345 votes", "56%", "45 (3.2%)", "Del. 5", " percent"]))
def test_no_figure_begins_with_a_letter(letter: str, text: str) -> None:
    words = letter + text
    assert read_signed_count(words) is read_signed_percent(words) is read_percent(words) is None
    assert read_count_and_percent(words) == (None, None) == read_signed_pair(words)
    assert figures.form_of(words) in {"words", ""}


@pytest.mark.parametrize(
    ("cells", "measure"),
    [
        (["72,156", "47,743", "45"], "votes"),
        (["54.60%", "73.12%", "—"], "pct"),
        (["54.6", "73.1", "100"], "pct"),
        (["1,234 (45.6%)", "800 (80%)"], "both"),
        (["68.17% 174,419", "n/a"], "both"),
        (["9,000", "46.0%", "13,000", "60.0%"], "mixed"),
        (["54%", "46", "51%"], "pct"),  # a sign forgotten makes no votes of it
        (["54", "46", "51"], None),
        (["", "–"], None),
    ],
)
def test_measure_by_content(cells: list[str], measure: str | None) -> None:
    assert measure_of(content_of(cells)) == measure


def test_a_header_does_not_make_votes_of_percentages() -> None:
    assert not fits(content_of(["54.6%", "73.1%"]), "votes")
    assert not fits(content_of(["72,156", "47,743"]), "pct")
    assert fits(content_of(["54", "46"]), "votes")
    assert fits(content_of(["54", "46"]), "pct")


def test_whole_percentages_add_up_to_a_hundred() -> None:
    assert sums_to_hundred([["57", "42"], ["53", "46"]])
    assert not sums_to_hundred([["45", "40"], ["12", "9"]])
    assert not sums_to_hundred([["57", "42"]])  # one row proves nothing
