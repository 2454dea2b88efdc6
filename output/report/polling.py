"""Polls over time as the points and lines of a chart. Pure geometry: what it looks like is the template's."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import NamedTuple

from output.report.colours import Palette, is_combined
from output.report.reading import Row

WIDTH, HEIGHT = 640, 260
LEFT, RIGHT, TOP, BOTTOM = 36, 120, 12, 28  # room for the axes, and for the names at the lines' ends
FEWEST_DAYS = 2  # polls that ended on this many days at least make a chart
MOST_LINES = 6
_NAME_HEIGHT = 14


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


class Point(NamedTuple):
    """A poll's figure for a choice, with its place in the chart."""

    x: float
    y: float
    pct: float
    pollster: str
    day: date


class Line(NamedTuple):
    """A choice's points in order of time; its name is written at `name_y`.

    `means`: the days' means, to be joined; none where the polls asked about different people, as a line between them
    would mean nothing.
    """

    choice: str
    colour: str
    shape: str  # what marks its points, so that colour is not all that tells them apart
    points: Sequence[Point]
    means: Sequence[tuple[float, float]]
    name_y: float


class Tick(NamedTuple):
    """A mark on an axis."""

    at: float
    text: str


class Chart(NamedTuple):
    """Polls over time."""

    lines: Sequence[Line]
    days: Sequence[Tick]
    shares: Sequence[Tick]
    first_day: date
    last_day: date


def polls_of(polls: Iterable[Row], results: Iterable[Row]) -> list[Poll]:
    """Each poll with its choices, newest first, undated ones last."""
    choices: dict[tuple[int, int], list[Row]] = {}
    for row in results:
        choices.setdefault((row["table_no"], row["row_no"]), []).append(row)
    found = [Poll(row, choices.get((row["table_no"], row["row_no"]), [])) for row in polls]
    return sorted(found, key=lambda poll: -(poll.row["field_end"] or date.min).toordinal())


def chart_of(polls: Sequence[Poll], colours: dict[str, str], palette: Palette) -> Chart | None:
    """The chart of the choices asked for most; None below two days. `colours`: the class of names already coloured."""
    figures: dict[str, list[tuple[date, float, str]]] = {}
    for poll in polls:
        for choice in poll.choices:
            if poll.row["field_end"] and choice["pct"] is not None and not is_combined(choice["choice"]):
                figure = (poll.row["field_end"], choice["pct"], poll.row["pollster"])
                figures.setdefault(choice["choice"], []).append(figure)
    names = sorted(figures, key=lambda name: (-len(figures[name]), name))[:MOST_LINES]
    days = {day for name in names for day, *_ in figures[name]}
    if len(days) < FEWEST_DAYS:
        return None
    asked = [{choice["choice"] for choice in poll.choices if choice["choice"] in names} for poll in polls]
    alike = all(people == set(names) for people in asked if people)
    first, last = min(days), max(days)
    low, high = _round_range([pct for name in names for _, pct, _ in figures[name]])

    def x(day: date) -> float:
        return round(LEFT + (WIDTH - LEFT - RIGHT) * (day - first).days / (last - first).days, 1)

    def y(pct: float) -> float:
        return round(TOP + (HEIGHT - TOP - BOTTOM) * (high - pct) / (high - low), 1)

    lines = []
    for number, name in enumerate(names):
        points = [Point(x(day), y(pct), pct, pollster, day) for day, pct, pollster in sorted(figures[name])]
        shape = ("circle", "square", "diamond")[number % 3]
        by_day = ((day, [f[1] for f in same]) for day, same in groupby(sorted(figures[name]), key=lambda f: f[0]))
        means = [(x(day), y(sum(shares) / len(shares))) for day, shares in by_day] if alike else []
        colour = colours.get(name) or palette.of(None, name)
        lines.append(Line(name, colour, shape, points, means, points[-1].y))
    step = 5 if high - low <= 30 else 10
    shares = [Tick(y(pct), f"{pct} %") for pct in range(low, high + 1, step)]
    return Chart(_apart(lines), [Tick(x(day), text) for day, text in _days(first, last)], shares, first, last)


def _round_range(shares: Sequence[float]) -> tuple[int, int]:
    low, high = math.floor(min(shares) / 5) * 5, math.ceil(max(shares) / 5) * 5
    return max(0, low - 5), min(100, high + 5)


def _days(first: date, last: date) -> list[tuple[date, str]]:
    """About five days evenly apart, the first and the last among them."""
    span = (last - first).days
    count = min(4, span)
    days = sorted({first + timedelta(days=round(span * n / count)) for n in range(count + 1)})
    return [(day, f"{day.day} {day:%b} {day.year}" if span < 900 else f"{day:%b} {day.year}") for day in days]


def _apart(lines: Sequence[Line]) -> list[Line]:
    """The lines with their names moved down where they would cover one another."""
    placed: list[Line] = []
    for line in sorted(lines, key=lambda line: (line.name_y, line.choice)):
        least = placed[-1].name_y + _NAME_HEIGHT if placed else 0
        placed.append(line._replace(name_y=max(line.name_y, least)))
    return placed
