"""Polls over time."""

from __future__ import annotations

from datetime import date

from output.report.colours import Palette
from output.report.polling import chart_of, polls_of


def polls(*asked):
    """Polls of (day, {choice: share})."""
    said = {"sample_size": 500, "population": "LV"}
    rows = [
        {"table_no": 1, "row_no": n, "pollster": f"P{n}", "field_end": day} | said
        for n, (day, _) in enumerate(asked, 1)
    ]
    answers = [
        {"table_no": 1, "row_no": n, "choice": choice, "pct": pct}
        for n, (_, shares) in enumerate(asked, 1)
        for choice, pct in sorted(shares.items(), key=lambda item: -item[1])
    ]
    return polls_of(rows, answers)


def test_newest_first_and_undated_last():
    found = polls((None, {}), (date(2004, 10, 1), {}), (date(2004, 10, 9), {}))
    assert [poll.row["row_no"] for poll in found] == [3, 2, 1]


def test_lead():
    (poll,) = polls((None, {"Kerry": 47.0, "Bush": 45.0, "Undecided": 60.0}))
    assert (poll.lead[0]["choice"], poll.lead[1]) == ("Kerry", 2.0)
    assert polls((None, {"Kerry": 47.0, "Bush": 47.0}))[0].lead is None


def test_the_rows_of_the_chart():
    first, last = date(2004, 10, 1), date(2004, 10, 11)
    asked = polls((first, {"A": 50.0, "B": 40.0}), (last, {"A": 40.0, "B": 45.0, "Other": 3.0}), (None, {"A": 9.0}))
    chart = chart_of(asked, {"A": "p-0"}, Palette(), (date(2004, 11, 2), {"Ann A": 41.5, "Bob C": 45.0}))
    assert [(series.choice, series.shape) for series in chart.series] == [("A", "circle"), ("B", "square")]
    assert [(row["kind"], row["choice"], row["day"], row["pct"]) for row in chart.rows if row["choice"] == "A"] == [
        ("poll", "A", "2004-10-11", 40.0),
        ("poll", "A", "2004-10-01", 50.0),
        ("result", "A", "2004-11-02", 41.5),
    ]
    assert {row["colour"] for row in chart.rows if row["choice"] == "A"} == {"var(--p-0)"}
    assert (chart.joined, chart.has_result, chart.rows[0]["asked"]) == (True, True, "500 LV")
    assert [day["date"] for day in chart.axis["days"]] == [1, 3, 6, 9, 11]


def test_a_result_is_shown_only_after_the_polls_and_for_a_name_that_can_be_told():
    asked = polls((date(2004, 10, 1), {"Smith": 50.0}), (date(2004, 11, 3), {"Smith": 50.0}))
    assert not chart_of(asked, {}, Palette(), (date(2004, 11, 2), {"Smith": 50.0})).has_result
    two = {"Ann Smith": 50.0, "Bob Smith": 50.0}
    assert not chart_of(asked, {}, Palette(), (date(2004, 12, 2), two)).has_result


def test_polls_about_different_people_are_not_joined():
    asked = polls((date(2008, 1, 1), {"A": 50.0, "B": 40.0}), (date(2008, 2, 1), {"A": 40.0, "C": 45.0}))
    chart = chart_of(asked, {}, Palette())
    assert {series.choice for series in chart.series} == {"A", "B", "C"}
    assert not chart.joined and not any(row["joined"] for row in chart.rows)


def test_no_chart_of_a_single_day():
    assert chart_of(polls((date(2004, 10, 1), {"A": 50.0})), {}, Palette()) is None
    assert chart_of(polls((None, {"A": 50.0}), (None, {"A": 51.0})), {}, Palette()) is None
