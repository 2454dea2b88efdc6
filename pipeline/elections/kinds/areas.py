"""Recognises tables by area: a row per county, ward, district or state, figures per candidate or party as columns."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

from pipeline.elections.areas.column import AreaColumn, area_column
from pipeline.elections.areas.listed_columns import listed_columns
from pipeline.elections.areas.nested import has_areas_within
from pipeline.elections.areas.party_rows import parties_in_rows
from pipeline.elections.areas.shares_down import add_up_down
from pipeline.elections.areas.winners import names_elected
from pipeline.elections.columns.chairs import names_heads
from pipeline.elections.columns.column import Column
from pipeline.elections.columns.labels import is_group_heading
from pipeline.elections.columns.leads import LEAD
from pipeline.elections.columns.reading import read_columns
from pipeline.elections.columns.seats import SEATS
from pipeline.elections.kinds.area_electors import are_of_electors, may_be_popular
from pipeline.elections.kinds.earlier import earlier_election
from pipeline.elections.kinds.registry import UNKNOWN, Evidence, recogniser
from pipeline.elections.kinds.view import TableView, folded
from pipeline.elections.opinion.poll_columns import role_of as column_role
from pipeline.elections.words.dates import YEAR
from pipeline.package_yaml import package_yaml
from pipeline.wikitext.remembering import remembered

_FILE: Final = Path(__file__).with_name("not_votes_by_area.yaml")
_MARGINS: Final = frozenset(  # what a table of close areas or swings is made of
    ("area", "margin", "swing_from", "change", "party", "winner", "electoral_votes", "spacer", "blank", "note", "rank")
)
_OF_ELECTORS: Final = ("electoral votes?(?: by state.*)?", "electoral college(?: .*)?", "electors by state.*")
_BY_ROW: Final = ("winner", "candidate", "runner_up")
_OF_POLLS: Final = frozenset(("pollster", "aggregate", "sample", "moe"))
_COUNTS: Final = frozenset(("votes", "both", "mixed"))
_MOST: Final = 0.5  # of a column's cells, of a table's columns
_TIME_OF_DAY: Final = re.compile(r"\b\d{1,2}(?:[:.h]\d{2}\b|:\d{2}|(?: ?[ap]\.?m\b| noon\b| ?hrs?\b| ?h\b))")


class _Told(NamedTuple):
    """What headings say of tables by area that are no votes: patterns."""

    not_votes: tuple[str, ...]
    polling: tuple[str, ...]


@cache
def _told() -> _Told:
    lists: dict[str, list[str]] = package_yaml(_FILE)
    return _Told(tuple(lists["not_votes"]), tuple(lists["polling"]))


class ByArea(NamedTuple):
    """A table with a column of areas, as the rules below look at it."""

    view: TableView
    area: AreaColumn
    columns: Sequence[Column]
    choices: frozenset[tuple[str, ...]]  # the headers of candidates and parties with figures

    @property
    def areas(self) -> str:
        """The column of areas, for a reason: "a column of areas (county)"."""
        return f"a column of areas ({self.area.area_type.replace('_', ' ')})"

    @property
    def roles(self) -> set[str]:
        """The roles of all columns."""
        return {column.role for column in self.columns}


NOTHING: Final = Evidence(
    UNKNOWN, 0.0, "a column of areas, but no votes by area"
)  # a rule's last word: none below is asked


@recogniser(at_most=0.93)
def areas(view: TableView) -> Evidence | None:
    """A column of areas and columns of candidates' figures (or of who won there): the first rule that has an answer."""
    found = area_column(view)
    if found is None or not view.is_of_election or view.says(*_told().not_votes):
        return None
    if view.says(*_told().polling):
        return Evidence("polls_by_area", 0.93, "a column of areas under a heading of polls: what was said, not voted")
    earlier = earlier_election(view)
    if earlier:
        return Evidence("history", 0.93, f"a column of areas under {earlier!r}: figures of another election")
    columns = read_columns(view, in_us=True)
    choices = frozenset(column.lines for column in columns if column.role == "choice" and column.measure)
    table = ByArea(view, found, columns, choices)
    return next((evidence for rule in RULES if (evidence := rule(table)) is not None), None)


def _shares_of_rows(table: ByArea) -> Evidence | None:
    """Parties as rows and areas as columns, below a heading that seems to name the rows."""
    return NOTHING if not table.area.by_header and add_up_down(table.columns, table.view) else None


def _shares_of_the_asked(table: ByArea) -> Evidence | None:
    view = table.view
    of_polls = view.says("polls") or "opinion polling" in folded(view.page_title)
    if table.choices and of_polls and not any(c.measure != "pct" for c in table.columns if c.role == "choice"):
        return Evidence("polls_by_area", 0.93, "a column of areas and shares alone, of those who were asked")
    return None


@remembered
def _is_time(header: str) -> bool:
    return _TIME_OF_DAY.search(header) is not None


def _turnout_by_time(table: ByArea) -> Evidence | None:
    """`Region | 12:00 | 19:00 | 23:00`: how many had voted by then."""
    timed = sum(_is_time(column.header) for column in table.columns)
    headed = sum(bool(column.header) for column in table.columns)  # a source below may reach further
    if timed > 1 and timed >= _MOST * (headed - 1):
        return Evidence("turnout_by_time", 0.93, f"{table.areas} and {timed} of hours of the day")
    return None


def _lists_side_by_side(table: ByArea) -> Evidence | None:
    """`Mondale`: `County | %` beside `Reagan`: `County | %`."""
    return NOTHING if table.choices and _are_several(table.columns) else None


def _electoral_votes(table: ByArea) -> Evidence | None:
    if table.choices and table.view.says(*_OF_ELECTORS) and not any(map(may_be_popular, table.columns)):
        return Evidence("electoral_votes", 0.91, "a column of areas and electoral votes, not those of the people")
    if are_of_electors(table.columns, table.view):
        return Evidence("electoral_votes", 0.91, "a column of areas, their electors and for whom these voted")
    return None


def _opinions(table: ByArea) -> Evidence | None:
    """Polls by area, which give no counts, and what people think of an office holder."""
    view = table.view
    if view.has_header("disapprov(?:e|ed|al)"):
        return NOTHING
    if any(column.role == "choice" and column.measure in _COUNTS for column in table.columns):
        return None
    asked = {
        column_role(head.text) or column_role(head.top)
        for head, column in zip(view.columns, table.columns, strict=True)
        if column.content.numeric <= _MOST or head.text != "poll"  # `Poll` over figures: who came
    }
    of_polls = asked & _OF_POLLS or ("source" in asked and "date" in asked)
    return NOTHING if of_polls or view.has_header("rating") else None


def _in_one_year(table: ByArea) -> bool:
    """Whether the days beside the areas are all of one year."""
    texts = [text for c in table.columns if c.role == "year" for text in table.view.texts[c.col]]
    return len({year for text in texts for year in YEAR.findall(text)}) < 2


def _dated(table: ByArea) -> Evidence | None:
    """A table with dates is one of votes by area only if it surely is: `State | Date | Obama | Clinton`."""
    named = "winner" in table.roles or ("candidate" in table.roles and _in_one_year(table))  # or by-elections of a year
    won = named and table.roles & {"votes", "pct", "margin"}  # and the day on which each province voted
    surely = (table.area.by_header or table.area.area_type == "state") and (len(table.choices) > 1 or won)
    return NOTHING if not surely and table.view.has_header("date.*") else None


def _votes(table: ByArea) -> Evidence | None:
    if table.choices:
        score = 0.9 if table.area.by_header else 0.8
        return Evidence("areas", score, f"{table.areas} and figures of {len(table.choices)} choices")
    if listed := listed_columns(table.columns, table.view):
        return Evidence("areas", 0.9, f"{table.areas} and {len(listed)} whose cells name a candidate")
    return None


def _ratings(table: ByArea) -> Evidence | None:
    """Ratings or members: `District | PVI | Incumbent | Cook | Inside`."""
    return NOTHING if table.view.has_header("pvi") else None


def _leads(table: ByArea) -> Evidence | None:
    leads = (c.measure == LEAD or (c.role == "margin" and YEAR.search(c.header)) for c in table.columns)
    return Evidence("areas", 0.8, f"{table.areas} and the margins of the page's year") if any(leads) else None


def _several_years(table: ByArea) -> Evidence | None:
    years = [column for column in table.columns if column.role == "swing_from" and column.content.numeric > _MOST]
    if len(years) > 1 and table.area.by_header:
        return Evidence("history", 0.6, f"{table.areas} and {len(years)} of several years")
    return None


def _margins(table: ByArea) -> Evidence | None:
    filled = {column.role for column in table.columns if column.content.filled}
    if not (filled & {"margin", "swing_from", "change"} and filled <= _MARGINS and table.area.by_header):
        return None
    if "margin" in table.roles and table.roles & {*_BY_ROW, "party"}:
        return Evidence("areas", 0.8, f"{table.areas}, who won there and by how much")
    return Evidence("margins", 0.55, f"{table.areas} and margins or swings alone")


def _seats(table: ByArea) -> Evidence | None:
    """`District | Seats | LDF | UDF`: of its areas the table says nothing that has a place among the records."""
    seats = sum(column.measure == SEATS for column in table.columns)
    if not seats or _winners(table) or any(c.role in {"margin", "total"} and c.measure for c in table.columns):
        return None
    return Evidence("seats", 0.8, f"{table.areas} and {seats} of numbers that are seats, or could be")


def _unread_figures(table: ByArea) -> Evidence | None:
    # not `City | NOC | Round 1 | Round 2`: what was voted on, and no areas that vote
    unread = [
        column
        for column in table.columns
        if column.role == "unread" and column.content.numeric > _MOST and not is_group_heading(" ".join(column.lines))
    ]
    if len(unread) > 1 and table.area.by_header:
        return Evidence("areas", 0.5, f"{table.areas}; the figures could be votes or percentages")
    return None


def _winners(table: ByArea) -> Evidence | None:
    figures = table.roles & {"votes", "pct", "margin"} or any(
        column.role == "winner" and column.measure for column in table.columns
    )
    if (table.roles & set(_BY_ROW) or names_elected(table.columns)) and figures:
        return Evidence("areas", 0.8, f"{table.areas}, who won there and by how much")
    if table.roles & {"winner", "representative"} and "party" in table.roles and not figures:
        return Evidence("members", 0.5, f"{table.areas} and who won there, without figures")
    return None


def _chairs_by_area(table: ByArea) -> Evidence | None:
    """`City | Seat | Winner`: a mayor and a council's members of one city are of contests that no area tells apart."""
    of_chairs = (c for c in table.columns if c.col != table.area.column and names_heads(table.view, c.col))
    return NOTHING if any(of_chairs) else None


def _areas_within_areas(table: ByArea) -> Evidence | None:
    """`County | District` over Hinds, that spans its districts 1 and 2, or `County | Office`: contests of their own."""
    finer = [c.col for c in table.columns if c.role in {"area", "office"} and c.col != table.area.column]
    return NOTHING if any(has_areas_within(table.view, table.area.column, col) for col in finer) else None


def _party_rows(table: ByArea) -> Evidence | None:
    found = table.area.by_header and parties_in_rows(table.columns, table.area.column, table.view)
    return Evidence("areas", 0.9, f"{table.areas}, each over the rows of its parties") if found else None


def _turnout(table: ByArea) -> Evidence | None:
    view, roles = table.view, table.roles
    of_voters = view.says("(?:voter )?turn-?outs?", "participation", "voters", "registrations?", "polls?")
    if roles & {"turnout", "registered"} or (roles & {"pct", "total"} and len(view.columns) <= 3 and of_voters):
        return Evidence("turnout", 0.6, f"{table.areas} and turnout or registration")
    return None


RULES: Final[
    tuple[Callable[[ByArea], Evidence | None], ...]
] = (  # in this order; to add one, enter it where it belongs
    _turnout_by_time,
    _chairs_by_area,
    _areas_within_areas,
    _shares_of_rows,
    _shares_of_the_asked,
    _lists_side_by_side,
    _electoral_votes,
    _opinions,
    _dated,
    _votes,
    _party_rows,
    _ratings,
    _leads,
    _several_years,
    _margins,
    _seats,
    _unread_figures,
    _winners,
    _turnout,
)


def _are_several(columns: Sequence[Column]) -> bool:
    """Whether choices of their own stand behind each of several columns of areas: as many lists side by side."""
    areas = [column.col for column in columns if column.role == "area"]
    if len(areas) < 2:
        return False
    before = {c.lines for c in columns if c.role == "choice" and areas[0] < c.col < areas[-1]}
    behind = {c.lines for c in columns if c.role == "choice" and c.col > areas[-1]}
    return bool(before and behind) and not before & behind
