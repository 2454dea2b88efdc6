"""Polls over time."""

from __future__ import annotations

from datetime import date

from output.report.colours import Palette
from output.report.polling import BOTTOM, HEIGHT, LEFT, RIGHT, TOP, WIDTH, chart_of, polls_of


def polls(*asked):
    """Polls of (day, {choice: share})."""
    rows = [{"table_no": 1, "row_no": n, "pollster": f"P{n}", "field_end": day} for n, (day, _) in enumerate(asked, 1)]
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


def test_the_chart_keeps_to_its_box_and_takes_the_mean_of_a_day():
    first, last = date(2004, 10, 1), date(2004, 10, 11)
    chart = chart_of(
        polls(
            (first, {"A": 50.0, "B": 40.0}),
            (last, {"A": 40.0, "B": 45.0}),
            (last, {"A": 44.0, "B": 41.0, "Other": 3.0}),
        ),
        {"A": "p-0"},
        Palette(),
    )
    lines = {line.choice: line for line in chart.lines}
    assert set(lines) == {"A", "B"}
    assert lines["A"].colour == "p-0"
    assert len(lines["A"].points) == 3
    assert [x for x, _ in lines["A"].means] == [LEFT, WIDTH - RIGHT]
    ends = [point.y for point in lines["A"].points[1:]]
    assert lines["A"].means[1][1] * 2 == sum(ends)
    assert all(TOP <= point.y <= HEIGHT - BOTTOM for line in chart.lines for point in line.points)
    assert [tick.text for tick in chart.days][:: len(chart.days) - 1] == ["1 Oct 2004", "11 Oct 2004"]


def test_polls_about_different_people_are_not_joined():
    asked = polls((date(2008, 1, 1), {"A": 50.0, "B": 40.0}), (date(2008, 2, 1), {"A": 40.0, "C": 45.0}))
    chart = chart_of(asked, {}, Palette())
    assert {line.choice for line in chart.lines} == {"A", "B", "C"}
    assert all(not line.means and line.points for line in chart.lines)


def test_no_chart_of_a_single_day():
    assert chart_of(polls((date(2004, 10, 1), {"A": 50.0})), {}, Palette()) is None
    assert chart_of(polls((None, {"A": 50.0}), (None, {"A": 51.0})), {}, Palette()) is None
