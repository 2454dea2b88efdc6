"""Polls as the report shows them: a list, and the rows of the chart of polls over time. Pure functions over rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple

from output.report.colours import Palette, is_combined
from output.report.formats import count, day, share
from output.report.reading import Row

FEWEST_DAYS = 2  # polls that ended on this many days at least make a chart
MOST_LINES = 6
SHAPES = ("circle", "square", "diamond", "triangle-up", "triangle-down", "cross")


@dataclass(frozen=True)
class Poll:
    """A poll with its choices, most first."""

    row: Row
    choices: Sequence[Row]

    @property
    def lead(self) -> tuple[Row, float] | None:
        """The leading choice and its lead in points; None at a tie or below two choices."""
        named = [c for c in self.choices if c["pct"] is not None and not is_combined(c["choice"])]
        if len(named) < 2 or named[0]["pct"] == named[1]["pct"]:
            return None
        return named[0], named[0]["pct"] - named[1]["pct"]


class Series(NamedTuple):
    """A choice of the chart: its name, colour class and the mark of its polls, so that colour is not all that tells."""

    choice: str
    colour: str
    shape: str


class Chart(NamedTuple):
    """Polls over time. `rows` are those of charts/polls.vl.json: a poll's share for a choice, or a choice's result.

    `joined`: lines join the days' means; not where the polls asked about different people, as they would mean nothing.
    """

    series: Sequence[Series]
    rows: Sequence[Mapping[str, Any]]
    joined: bool
    has_result: bool
    first_day: date
    last_day: date

    @property
    def axis(self) -> Mapping[str, Any]:
        """About five days evenly apart, as Vega-Lite's axis marks them, and how they are written."""
        span = (self.last_day - self.first_day).days
        steps = min(4, span)
        days = sorted({self.first_day + timedelta(days=round(span * n / steps)) for n in range(steps + 1)})
        marks = [{"year": day.year, "month": day.month, "date": day.day, "utc": True} for day in days]
        return {"days": marks, "day": "%b %Y" if span > 900 else "%-d %b %Y"}


def polls_of(polls: Iterable[Row], results: Iterable[Row]) -> list[Poll]:
    """Each poll with its choices, newest first, undated ones last."""
    choices: dict[tuple[int, int], list[Row]] = {}
    for row in results:
        choices.setdefault((row["table_no"], row["row_no"]), []).append(row)
    found = [Poll(row, choices.get((row["table_no"], row["row_no"]), [])) for row in polls]
    return sorted(found, key=lambda poll: -(poll.row["field_end"] or date.min).toordinal())


def chart_of(
    polls: Sequence[Poll],
    colours: Mapping[str, str],
    palette: Palette,
    outcome: tuple[date, Mapping[str, float]] | None = None,
) -> Chart | None:
    """The chart of the choices asked for most; None below two days.

    `colours`: the class of names already coloured. `outcome`: the day of the election and each candidate's share in it.
    """
    dated = [poll for poll in polls if poll.row["field_end"]]
    asked = [(poll, c) for poll in dated for c in poll.choices if c["pct"] is not None and not is_combined(c["choice"])]
    times: dict[str, int] = {}
    for _, choice in asked:
        times[choice["choice"]] = times.get(choice["choice"], 0) + 1
    names = sorted(times, key=lambda name: (-times[name], name))[:MOST_LINES]
    days = {poll.row["field_end"] for poll, choice in asked if choice["choice"] in names}
    if len(days) < FEWEST_DAYS:
        return None
    people = [{c["choice"] for c in poll.choices if c["choice"] in names and c["pct"] is not None} for poll in dated]
    joined = all(same == set(names) for same in people if same)
    series = {
        name: Series(name, colours.get(name) or palette.of(None, name), SHAPES[number])
        for number, name in enumerate(names)
    }
    rows = [
        _poll_row(poll.row, choice, series[choice["choice"]], joined)
        for poll, choice in asked
        if choice["choice"] in series
    ]
    results = _result_rows(outcome, series, max(days)) if outcome else []
    return Chart(list(series.values()), rows + results, joined, bool(results), min(days), max(days))


def _poll_row(poll: Row, choice: Row, series: Series, joined: bool) -> dict[str, Any]:
    return {
        "kind": "poll",
        "choice": series.choice,
        "colour": f"var(--{series.colour})",
        "shape": series.shape,
        "day": poll["field_end"].isoformat(),
        "pct": choice["pct"],
        "joined": joined,
        "share": share(choice["pct"], 1),
        "pollster": poll["pollster"],
        "until": day(poll["field_end"]),
        "asked": " ".join(filter(None, (count(poll["sample_size"]), poll["population"]))) or "not said",
    }


def _result_rows(
    outcome: tuple[date, Mapping[str, float]], series: Mapping[str, Series], last: date
) -> list[dict[str, Any]]:
    """The shares in the election itself, where it came after the polls and its candidates can be told by name."""
    voted, shares = outcome
    if voted < last:
        return []
    return [
        {
            "kind": "result",
            "choice": series[name].choice,
            "colour": f"var(--{series[name].colour})",
            "day": voted.isoformat(),
            "pct": shares[found],
            "joined": False,
            "share": share(shares[found]),
            "until": day(voted),
        }
        for name in series
        if (found := _candidate(name, shares)) is not None
    ]


def _candidate(choice: str, candidates: Mapping[str, float]) -> str | None:
    """The candidate whom a choice names: in full, or by a surname that only one of them has (Kerry, John Kerry)."""
    if choice in candidates:
        return choice
    same = [name for name in candidates if name.endswith(f" {choice}") or choice.endswith(f" {name}")]
    return same[0] if len(same) == 1 else None
