"""Recognises tables by area: a row per county, ward, district or state, figures per candidate or party as columns."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.elections.areas.column import area_column
from pipeline.elections.areas.listed_columns import listed_columns
from pipeline.elections.columns.column import Column
from pipeline.elections.columns.leads import LEAD
from pipeline.elections.columns.reading import read_columns
from pipeline.elections.kinds.registry import Evidence, recogniser
from pipeline.elections.kinds.view import TableView, folded
from pipeline.elections.opinion.poll_columns import role_of as column_role
from pipeline.elections.words.dates import YEAR
from pipeline.elections.words.figures import count

# What is counted by area on pages of elections without being votes for somebody.
_NOT_VOTES = (
    "(?:voter )?registrations?",
    "registered voters",
    "enrol+ments?",
    "early vot(?:ing|es?)",
    "absentee.*",
    "ballots returned",
    "delegates?",
    "demographics?",
    "population",
    "exit polls?",
    "fundraising",
    "donations?",
    "endorsements?",
    "roll[- ]call.*",
    "super ?delegates?",
    "(?:television |tv )?ad(?:s|vertis\\w+)?(?: spending)?",
    "campaign (?:visits|events|stops|appearances|spending|finance)",
)
_POLLING = (
    r"opinion poll(?:s|ing)?(?: .*)?",
    r"(?:regional|state|constituency|national) poll(?:s|ing)",
    r"polling(?! (?:place|station|division|district|area|booth|unit)s?)",
)
_MARGINS = frozenset(  # what a table of close areas or swings is made of
    ("area", "margin", "swing_from", "change", "party", "winner", "electoral_votes", "spacer", "blank", "note", "rank")
)
_OF_ELECTORS = ("electoral votes?(?: by state.*)?", "electoral college(?: .*)?", "electors by state.*")
_FEW_TOTALS = 0.4  # of a column's cells: the total of all electors is above 100
_BY_ROW = ("winner", "candidate", "runner_up")
_EARLIER = re.compile(
    r"(?:the )?(?:previous|prior|past|earlier|last) (?:\w+ )?(?:elections?|results?|votes?|returns?)(?: by .*| in .*)?"
    r"|(?:results? (?:of|from|in) )?(?:the )?(?P<year>1[6-9]\d\d|20\d\d)"
    r"(?: (?:presidential |general |gubernatorial |senate )?(?:elections?|results?|votes?|returns?))*"
    r"(?: by .*| in .*)?"
)


_OF_POLLS = frozenset(("pollster", "aggregate", "sample", "moe"))
_COUNTS = frozenset(("votes", "both", "mixed"))


@recogniser
def areas(view: TableView) -> Evidence | None:
    """A column of areas and columns of candidates' figures (or of who won there)."""
    found = area_column(view)
    if found is None:
        return None
    if not view.is_of_election or view.says(*_NOT_VOTES):
        return None
    if view.says(*_POLLING):
        return Evidence("polls_by_area", 0.93, "a column of areas under a heading of polls: what was said, not voted")
    earlier = earlier_election(view)
    if earlier:
        return Evidence("history", 0.93, f"a column of areas under {earlier!r}: figures of another election")
    columns = read_columns(view, in_us=True)
    choices = {column.lines for column in columns if column.role == "choice" and column.measure}
    of_polls = view.says("polls") or "opinion polling" in folded(view.page_title)
    if choices and of_polls and not any(c.measure != "pct" for c in columns if c.role == "choice"):
        return Evidence("polls_by_area", 0.93, "a column of areas and shares alone, of those who were asked")
    if choices and _are_several(columns):
        return None  # `Mondale`: `County | %` beside `Reagan`: `County | %`
    if choices and view.says(*_OF_ELECTORS) and not any(_may_be_popular(column) for column in columns):
        return Evidence("electoral_votes", 0.91, "a column of areas and electoral votes, not those of the people")
    if choices and _are_of_electors(columns, view):
        return Evidence("electoral_votes", 0.91, "a column of areas, their electors and for whom these voted")
    kind = found.area_type.replace("_", " ")
    if view.has_header("disapprov(?:e|ed|al)"):
        return None  # of an office holder: opinion polls by state
    counted = any(column.role == "choice" and column.measure in _COUNTS for column in columns)
    asked = {column_role(column.text) or column_role(column.top) for column in view.columns}
    if not counted and (asked & _OF_POLLS or ("source" in asked and "date" in asked) or view.has_header("rating")):
        return None  # polls by area give no counts
    if view.has_header("date.*") and not ((found.by_header or found.area_type == "state") and len(choices) > 1):
        return None
    if choices:
        score = 0.9 if found.by_header else 0.8
        return Evidence("areas", score, f"a column of areas ({kind}) and figures of {len(choices)} choices")
    if listed := listed_columns(columns, view):
        return Evidence("areas", 0.9, f"a column of areas ({kind}) and {len(listed)} whose cells name a candidate")
    if view.has_header("pvi"):
        return None  # a table of ratings or of members: `District | PVI | Incumbent | Cook | Inside`
    roles = {column.role for column in columns}
    if any(column.measure == LEAD or (column.role == "margin" and YEAR.search(column.header)) for column in columns):
        return Evidence("areas", 0.8, f"a column of areas ({kind}) and the margins of the page's year")
    years = [column for column in columns if column.role == "swing_from" and column.content.numeric > 0.5]
    if len(years) > 1 and found.by_header:
        return Evidence("history", 0.6, f"a column of areas ({kind}) and {len(years)} of several years")
    of_margins = {column.role for column in columns if column.content.filled}
    if of_margins & {"margin", "swing_from", "change"} and of_margins <= _MARGINS and found.by_header:
        if "margin" in roles and roles & {*_BY_ROW, "party"}:
            return Evidence("areas", 0.8, f"a column of areas ({kind}), who won there and by how much")
        return Evidence("margins", 0.55, f"a column of areas ({kind}) and margins or swings alone")
    unread = [column for column in columns if column.role == "unread" and column.content.numeric > 0.5]
    if len(unread) > 1 and found.by_header:
        return Evidence("areas", 0.5, f"a column of areas ({kind}); the figures could be votes or percentages")
    if roles & set(_BY_ROW) and roles & {"votes", "pct", "margin"}:
        return Evidence("areas", 0.8, f"a column of areas ({kind}), who won there and by how much")
    if roles & {"winner", "representative"} and "party" in roles and not roles & {"votes", "pct", "margin"}:
        return Evidence("members", 0.5, f"a column of areas ({kind}) and who won there, without figures")
    of_voters = view.says("(?:voter )?turn-?outs?", "participation", "voters", "registrations?", "polls?")
    if roles & {"turnout", "registered"} or (roles & {"pct", "total"} and len(view.columns) <= 3 and of_voters):
        return Evidence("turnout", 0.6, f"a column of areas ({kind}) and turnout or registration")
    return None


def _are_several(columns: Sequence[Column]) -> bool:
    """Whether choices of their own stand behind each of several columns of areas: as many lists side by side."""
    areas = [column.col for column in columns if column.role == "area"]
    if len(areas) < 2:
        return False
    before = {c.lines for c in columns if c.role == "choice" and areas[0] < c.col < areas[-1]}
    behind = {c.lines for c in columns if c.role == "choice" and c.col > areas[-1]}
    return bool(before and behind) and not before & behind


def _are_of_electors(columns: Sequence[Column], view: TableView) -> bool:
    """Whether the choices' figures come to no more than the electors in a column beside them, in any row.

    `State | Electoral votes | Grant | Hendricks | Brown`, also a second time for the vice presidents.
    """
    electors = next((column.col for column in columns if column.role == "electoral_votes"), None)
    if electors is None:
        return False
    choices = [column for column in columns if column.role == "choice"]
    if any(column.content.signed + column.content.decimal + column.content.both > 0 for column in choices):
        return False
    groups = {column.group: [c.col for c in choices if c.group == column.group] for column in choices}
    for _, row in view.rows:
        most = count(row.text_at(electors)) or 0
        if any(sum(count(row.text_at(col)) or 0 for col in cols) > most for cols in groups.values()):
            return False
    return True


def _may_be_popular(column: Column) -> bool:
    """Whether a column can have votes of the people: percentages, or counts as no state has electors."""
    content = column.content
    if column.role not in {"choice", "total", "votes", "pct", "margin"}:
        return False
    return content.signed + content.decimal + content.both > 0 or content.large > _FEW_TOTALS


def earlier_election(view: TableView) -> str | None:
    """The title or heading that says the table is of an election before the page's; None where none does.

    `==Previous result by county==` and `===2008===` on the page of 2012.
    """
    years = {int(year) for year in YEAR.findall(view.page_title)}
    for words in (*view.titles, *reversed(view.path)):
        match = _EARLIER.fullmatch(folded(words))
        if match and len(years) == 1 and (match["year"] is None or int(match["year"]) < min(years)):
            return words
    return None
