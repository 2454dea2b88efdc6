"""What the page of one article shows, put together from its rows. Pure: rows in, values for the template out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from output.report.areas import AreaTable, area_tables
from output.report.charting import can_draw
from output.report.colours import Palette, one_party
from output.report.formats import edit_address
from output.report.polling import Chart, Poll, chart_of, polls_of
from output.report.reading import Row
from output.report.swing import Swing, swing_of

MOST_CHANGES = 500
_LEVELS = ("Safe", "Solid", "Likely", "Lean", "Tilt")
_OUTCOMES = ("hold", "gain")
_FOR_SOMEBODY = ("candidate", "party", "write_in", "other", "none_of_the_above")


@dataclass(frozen=True)
class ResultLine:
    """A line of a results table. `since_before`: points gained since the election before, computed."""

    row: Row
    colour: str
    since_before: float | None

    @property
    def is_person(self) -> bool:
        """A line that stands for votes for somebody: gets a bar."""
        return self.row["line"] in _FOR_SOMEBODY


@dataclass(frozen=True)
class Contest:
    """A results table."""

    heading: str
    lines: Sequence[ResultLine]
    outcome: str  # "Democratic hold", where the table says so
    has_before: bool

    def has(self, column: str) -> bool:
        """Any line has a value there (and not just no, or none)."""
        return any(line.row[column] not in (None, False) for line in self.lines)

    @property
    def names(self) -> str:
        """What the lines are of. A table of parties with a line "Others" is not of candidates for its sake."""
        if any(line.row["line"] in ("candidate", "write_in") for line in self.lines):
            return "Candidate"
        return "Party" if any(line.row["line"] == "party" for line in self.lines) else "Line"


@dataclass(frozen=True)
class ElectionFacts:
    """An infobox: its row of `elections` and its candidates with their colours."""

    row: Row
    candidates: Sequence[tuple[Row, str]]


@dataclass(frozen=True)
class Article:
    """All that the page of an article shows."""

    page: Row
    elections: Sequence[ElectionFacts]
    contests: Sequence[Contest]
    areas: Sequence[AreaTable]
    polls: Sequence[Poll]
    chart: Chart | None
    swings: Sequence[Swing | None]  # one per table of `areas`
    predictions: Sequence[tuple[Row, str]]
    rows: Mapping[str, Sequence[Row]]
    n_changes: int

    @property
    def file(self) -> str:
        """The name of its page, in the folder `report`."""
        return article_file(self.page["page_id"])

    @property
    def ratings(self) -> list[tuple[str, str, int]]:
        """(Rating, colour class, how many sources), surest of the first side first: Solid D, …, Tossup, …, Solid R."""
        counted: dict[tuple[str, str | None], tuple[str, int]] = {}
        for row, colour in self.predictions:
            if row["rating_level"]:
                key = row["rating_level"], row["rating_party"]
                counted[key] = (colour, counted.get(key, (colour, 0))[1] + 1)
        sides = sorted({side for level, side in counted if side and level != "Tossup"})

        def place(key: tuple[str, str | None]) -> tuple[int, int]:
            level, side = key
            if side not in sides or level == "Tossup":
                return (1, 0)
            sure = _LEVELS.index(level) if level in _LEVELS else len(_LEVELS)
            return (0, sure) if side == sides[0] else (2 + sides.index(side), -sure)

        return [(" ".join(filter(None, key)), *counted[key]) for key in sorted(counted, key=place)]

    @property
    def needs_charts(self) -> bool:
        """There is a chart for `charts.js` to draw."""
        return can_draw() and (self.chart is not None or any(self.swings))

    @property
    def edit_url(self) -> str | None:
        """Where the article can be edited; None for a text that is on no wiki."""
        return edit_address(self.page["url"], self.page["title"])

    @property
    def leader(self) -> tuple[str, str] | None:
        """(Name, colour class) of the first infobox's winner, else of the first results table's first candidate."""
        for facts in self.elections[:1]:
            for row, colour in facts.candidates:
                if row["is_winner"] and row["name"]:
                    return row["name"], colour
        if len(self.contests) == 1:
            for line in self.contests[0].lines:
                if line.row["is_winner"] and line.row["candidate"]:
                    return line.row["candidate"], line.colour
        return None


def article_file(page_id: int) -> str:
    """The file name of an article's page: by id, as titles are not file names; `n` marks a negative one."""
    return f"page-{'n' if page_id < 0 else ''}{abs(page_id)}.html"


def article_of(page: Row, rows: Mapping[str, list[Row]]) -> Article:
    """An article's page from the rows of all tables (`reading.PAGE_TABLES`)."""
    palette = Palette()
    elections = _elections(rows, palette)
    contests = _contests(rows, palette)
    areas = area_tables(rows["areas"], rows["area_results"], rows["areas_before"], rows["page_tables"], palette)
    polls = polls_of(rows["polls"], rows["poll_results"])
    colours = {line.row["candidate"]: line.colour for contest in contests for line in contest.lines}
    colours |= {row["name"]: colour for facts in elections for row, colour in facts.candidates}
    return Article(
        page=page,
        elections=elections,
        contests=contests,
        areas=areas,
        polls=polls,
        chart=chart_of(polls, colours, palette, _outcome(elections, contests)),
        swings=[swing_of(table) for table in areas],
        predictions=[(row, palette.of_letter(row["rating_party"])) for row in rows["predictions"]],
        rows={**rows, "changes": rows["changes"][:MOST_CHANGES]},
        n_changes=len(rows["changes"]),
    )


def _outcome(
    elections: Sequence[ElectionFacts], contests: Sequence[Contest]
) -> tuple[date, Mapping[str, float]] | None:
    """The day and the candidates' shares of the page's only election; None where that is not said."""
    if len(elections) != 1 or elections[0].row["election_date"] is None:
        return None
    people = [row for row, _ in elections[0].candidates]
    shares = {row["name"]: row["pct"] for row in people if row["name"] and row["pct"] is not None}
    if not shares and len(contests) == 1:
        lines = [line.row for line in contests[0].lines if line.row["line"] == "candidate"]
        shares = {row["candidate"]: row["pct"] for row in lines if row["candidate"] and row["pct"] is not None}
    return elections[0].row["election_date"], shares


def _elections(rows: Mapping[str, list[Row]], palette: Palette) -> list[ElectionFacts]:
    candidates: dict[str, list[tuple[Row, str]]] = {}
    for election, group in groupby(rows["candidates"], key=lambda row: row["election_id"]):
        people = list(group)
        primary = one_party([row["party"] for row in people])
        candidates[election] = [
            (row, palette.of(None if primary and row["name"] else row["party"], row["name"])) for row in people
        ]
    return [ElectionFacts(row, candidates.get(row["election_id"], [])) for row in rows["elections"]]


def _contests(rows: Mapping[str, list[Row]], palette: Palette) -> list[Contest]:
    before = {(row["election_id"], row["party"]): row["pct"] for row in rows["results_before"]}
    by_table = groupby(rows["results"], key=lambda row: (row["table_no"], row["contest"]))
    return [_contest(heading or "", list(lines), before, palette) for (_, heading), lines in by_table]


def _contest(heading: str, rows: list[Row], before: Mapping[Any, float], palette: Palette) -> Contest:
    outcomes = [row for row in rows if row["line"] in _OUTCOMES]
    rows = [row for row in rows if row["line"] not in _OUTCOMES]
    parties = [row["party"] for row in rows if row["line"] == "candidate"]

    def gained(row: Row) -> float | None:
        past = before.get((row["election_id"], row["party"]))
        alone = row["line"] == "candidate" and parties.count(row["party"]) == 1
        return row["pct"] - past if past is not None and alone and row["pct"] is not None else None

    primary = one_party(parties)
    lines = [
        ResultLine(row, palette.of(None if primary else row["party"], row["candidate"]), gained(row)) for row in rows
    ]
    outcome = "; ".join(" ".join(filter(None, (row["party"], row["line"]))) for row in outcomes)
    return Contest(heading, lines, outcome, any(line.since_before is not None for line in lines))
