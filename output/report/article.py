"""What the page of one article shows, put together from its rows. Pure: rows in, values for the template out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from output.report.areas import AreaTable, area_tables
from output.report.colours import Palette, one_party
from output.report.polling import Chart, Poll, chart_of, polls_of
from output.report.reading import Row

MOST_CHANGES = 500
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
    predictions: Sequence[tuple[Row, str]]
    rows: Mapping[str, Sequence[Row]]
    n_changes: int

    @property
    def file(self) -> str:
        """The name of its page, in the folder `report`."""
        return article_file(self.page["page_id"])

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
        chart=chart_of(polls, colours, palette),
        predictions=[(row, palette.of_letter(row["rating_party"])) for row in rows["predictions"]],
        rows={**rows, "changes": rows["changes"][:MOST_CHANGES]},
        n_changes=len(rows["changes"]),
    )


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
