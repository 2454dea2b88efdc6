"""Dates and ranges in every order met, and what is no date."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.elections.words.dates import DateRange, read_date, read_dates

ELECTION = date(2008, 11, 4)


def days(start: str, end: str | None = None) -> DateRange:
    return DateRange(date.fromisoformat(start), date.fromisoformat(end or start))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("November 2, 2004", days("2004-11-02")),
        ("Nov. 2 2004", days("2004-11-02")),
        ("2 November 2004", days("2004-11-02")),
        ("2nd Nov 2004", days("2004-11-02")),
        ("Tuesday, November 2, 2004", days("2004-11-02")),
        ("Thursday 2 May 2024", days("2024-05-02")),
        ("2004-11-02", days("2004-11-02")),
        ("January 29, 2008 (2008-01-29)", days("2008-01-29")),
        ("2 May 2024[a]", days("2024-05-02")),
        ("Nov 2 '08", days("2008-11-02")),
        ("10/28/2008", days("2008-10-28")),
        ("28/10/2008", days("2008-10-28")),
        ("November 2–5, 2012", days("2012-11-02", "2012-11-05")),
        ("2–5 November 2012", days("2012-11-02", "2012-11-05")),
        ("October 31-  November 3, 2008", days("2008-10-31", "2008-11-03")),
        ("29 Sep–2 Oct 2012", days("2012-09-29", "2012-10-02")),
        ("December 28, 2011 – January 3, 2012", days("2011-12-28", "2012-01-03")),
        ("December 28 – January 3, 2012", days("2011-12-28", "2012-01-03")),
        ("28 Dec 2011–3 Jan", days("2011-12-28", "2012-01-03")),
        ("13 to 15 March 2020", days("2020-03-13", "2020-03-15")),
        ("Oct 31st through Nov 2nd, 2008", days("2008-10-31", "2008-11-02")),
        ("between 3 May and 5 May 2010", days("2010-05-03", "2010-05-05")),
        ("2012-11-02 – 2012-11-05", days("2012-11-02", "2012-11-05")),
        ("Oct 31 – Nov 2", days("2008-10-31", "2008-11-02")),
        ("Dec 28-30", days("2007-12-28", "2007-12-30")),
        ("3–7 November", days("2008-11-03", "2008-11-07")),
        ("early November", None),
        ("November 2008", None),
        ("2008", None),
        ("October–November 2008", None),
        ("13 and 17 December 2012", None),
        ("October 5 (or December) 2014", None),
        ("November 31, 2008", None),
        ("February 29, 2011", None),
        ("November 5–2, 2012", None),
        ("10/2/2008", None),
        ("", None),
        ("—", None),
    ],
)
def test_dates(text: str, expected: DateRange | None) -> None:
    assert read_dates(text, latest=ELECTION) == expected


def test_without_year_and_context_there_is_no_date() -> None:
    assert read_dates("October 31") is None


def test_slashed_dates_need_their_order() -> None:
    assert read_date("10/2/2008", month_first=True) == date(2008, 10, 2)
    assert read_date("10/2/2008", month_first=False) == date(2008, 2, 10)


def test_a_range_is_no_single_date() -> None:
    assert read_date("November 2–5, 2012") is None


@given(st.dates(date(1789, 1, 1), date(2099, 12, 31)), st.integers(0, 60), st.sampled_from("-–—"))
def test_ranges_written_in_full_come_back(start: date, length: int, dash: str) -> None:
    end = min(start + timedelta(days=length), date(2099, 12, 31))
    for form in ("{0:%B} {0.day}, {0.year}", "{0.day} {0:%B} {0.year}", "{0:%Y-%m-%d}", "{0:%b}. {0.day}, {0.year}"):
        assert read_dates(f"{form.format(start)} {dash} {form.format(end)}") == (start, end)
        assert read_date(form.format(start)) == start


@given(st.text(max_size=40))
def test_any_text_is_read_or_left(text: str) -> None:
    found = read_dates(text, latest=ELECTION)
    assert found is None or found.start <= found.end
