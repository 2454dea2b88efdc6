"""Results in bullet lists: `* [[Ann Lee]] (R) – 103,770 (51.5%)`, as articles on many contests write them.

Like lists of predictions they have no table: their table_no is 0 and their row_no the item's number in the page's
lists of results, from 1. A list is read whole or not at all: every item is surely a line of results, and either they
are candidates with parties who have votes, or shares that come to a hundred, or a heading right above says `Results`.
Lists of polls and of earlier elections never are; nor is one in a section with a table, which has the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from pipeline.elections.contest import contest_of, is_plain_heading, lead_in
from pipeline.elections.context import PageContext, year_of
from pipeline.elections.kinds.view import TableView, folded, speaks_of_election
from pipeline.elections.results.listed_lines import ListedLine, listed_line, result_of
from pipeline.elections.words.parties import find_party
from pipeline.elections.words.rounding import ALL_SHARES
from pipeline.records import Result
from pipeline.wikitext.model import ListItem, Section, Table

_NOT_RESULTS: Final = re.compile(
    r"\b(?:poll(?:s|ing)?|surveys?|endorse\w*|predictions?|ratings?|forecasts?|fundrais\w*|financ\w*|donat\w*|straw"
    r"|previous|earlier|past|histor\w*|background|demograph\w*|exit|debates?|notes|references|see also|external"
    r"|delegates?|approval|registration|mock|students?|projections?)\b"
)
_SAYS_SO: Final = re.compile(
    r"(?:(?:final|official|election|electoral|general election|full|first[- ]round|second[- ]round|runoff) )?"
    r"(?:results?|outcome|vote)(?: of the (?:election|vote|first round|second round))?"
    r"|(?:first|second|third|fourth|fifth|sixth|final|last|\d+(?:st|nd|rd|th)) (?:round|ballot)|run-?off"
)
# `== Primary ==` over `=== Results ===`
_OF_OTHERS: Final = re.compile(r"primar|caucus|nominat|convention|other|local|council")
_OF_TOWNS: Final = (
    re.compile(  # pages whose sections are the offices and wards of a town: 1995 Calgary municipal election
        r"\b(?:municipal|civic|mayoral|city council|town council|local(?: government)?|council) (?:by-)?elections?\b"
    )
)
_OFFICE: Final = re.compile(
    r"(?:mayor|reeve|(?:city |town |municipal )?(?:councill?ors?|council|alderm[ae]n|commissioners?|controllers?)"
    r"|board of control|(?:(?:public|separate|catholic) )?school (?:board )?trustees?"
    r"|(?:ward|division|district) [\w ]{1,30})"
    r"(?: (?:election|race|results?))?"
)
_SUMS: Final = frozenset(("total", "turnout", "valid", "invalid", "write_in", "other", "overvotes", "undervotes"))
_NO_SHARE: Final = frozenset(("total", "turnout", "valid", "invalid"))  # of the vote that candidates share
_UNDECIDED: Final = "none"  # as those who were asked are, and nobody who voted
_FEWEST: Final = 2  # candidates: one alone may be anything
_WHOLE: Final = 100.6  # percent, of candidates that have votes too: small ones may be left out


def read_result_lists(context: PageContext) -> list[Result]:
    """The results of all lists of a page, in its order."""
    if not speaks_of_election(folded(context.page.title)):
        return []
    found: list[Result] = []
    names: set[str] = set()
    tabled = {table.section_no for table in context.page.tables}
    for section in context.page.sections:
        if section.section_no in tabled or not _may_hold(section, context):
            continue
        for items in _lists(section, context.page.wikitext):
            lines = _lines(items, section, context)
            view = _view_of(section, items, context) if lines else None
            if view is None or (name := _name(view, context)) in names:
                continue  # of two lists below one heading nobody says which is of what
            names.add(name)
            election_id = contest_of(view, context).election_id
            for line in lines:
                key = (election_id, context.page_id, 0, len(found) + 1, name)
                found.append(result_of(line, key, _country(context)))
    return found


def _country(context: PageContext) -> str:
    """The country by whose parties letters are read."""
    return context.country or "United States"


def _may_hold(section: Section, context: PageContext) -> bool:
    """Whether a section's lists may be results of the page's election: most have no figure at all."""
    if not any(
        item.body.text[-1:].isdigit() or "%" in item.body.text or "vote" in item.body.text for item in section.items
    ):
        return False
    words = folded(" | ".join(section.path))
    if _NOT_RESULTS.search(words):
        return False
    year = year_of(words)
    return year is None or context.year is None or year == context.year


def _lists(section: Section, wikitext: str) -> Iterator[list[ListItem]]:
    """The items of a section, list by list: what stands between two items parts them."""
    at, begun = section.start, False
    items: list[ListItem] = []
    for item in section.items:
        start = wikitext.find(item.wikitext, at, section.end) if item.wikitext else -1
        if start < 0:
            return  # made by a template: where it stands, nobody says
        if begun and wikitext[at:start].strip(" \t\n*#") and items:
            yield items
            items = []
        items.append(item)
        at, begun = start + len(item.wikitext), True
    if items:
        yield items


def _lines(items: Sequence[ListItem], section: Section, context: PageContext) -> list[ListedLine]:
    """A list's lines; none of a list with any other item, or if nothing says that they are results."""
    lines: list[ListedLine] = []
    for item in items:
        line = listed_line(item, _country(context)) if item.marker in {"*", "#"} else None
        if line is None:
            return []
        lines.append(line)
    if len(lines) < _FEWEST:
        return []
    whole = sum(line.pct or 0.0 for line in lines if line.line not in _NO_SHARE)
    return (
        lines
        if _are_of_candidates(lines, whole, context)
        or _are_headed(lines, whole, section)
        or _are_of_office(lines, whole, section, context)
        else []
    )


def _are_of_candidates(lines: Sequence[ListedLine], whole: float, context: PageContext) -> bool:
    """Whether all are candidates with parties, most of them known, beside their sums: `Ann Lee (R) 51.2%`."""
    named = [line for line in lines if line.line == "candidate"]
    if len(named) < _FEWEST or any(line.line not in _SUMS for line in lines if line.line != "candidate"):
        return False
    known = sum(find_party(line.party, _country(context)) is not None for line in named)
    if any(line.party is None for line in named) or 2 * known < len(named):
        return False
    shared = all(line.pct is not None for line in named) and ALL_SHARES[0] <= whole <= ALL_SHARES[1]
    return shared or (all(line.votes is not None for line in named) and whole <= _WHOLE)


def _are_headed(lines: Sequence[ListedLine], whole: float, section: Section) -> bool:
    """Whether the heading right above says that results follow, and the figures are votes; numbers alone may be
    seats, shares alone those of anything (`Ohio: 45%`)."""
    if not _SAYS_SO.fullmatch(folded(section.heading)) or _OF_OTHERS.search(folded(" | ".join(section.path))):
        return False
    named = [line for line in lines if line.line in {"candidate", "party"}]
    if len(named) < _FEWEST or any(line.line == _UNDECIDED for line in lines) or whole > ALL_SHARES[1]:
        return False
    surely = any(line.votes is not None or line.party or line.line == "party" or line.item.body.links for line in named)
    return surely and any(line.is_of_votes for line in lines)


def _are_of_office(lines: Sequence[ListedLine], whole: float, section: Section, context: PageContext) -> bool:
    """Whether an office or a ward heads candidates with votes, on a page about the elections of a town.

    `=== Ward 1 ===` over `*Dale Hodges - 16,001`; a thousand among them says that the figures are votes.
    """
    if not (_OF_TOWNS.search(folded(context.page.title)) and _OFFICE.fullmatch(folded(section.heading))):
        return False
    named = [line for line in lines if line.line == "candidate"]
    if len(named) < _FEWEST or any(line.line not in _SUMS for line in lines if line.line != "candidate"):
        return False
    counted = all(line.votes is not None for line in named) and whole <= _WHOLE
    return counted and any(line.is_of_votes for line in lines)


def _view_of(section: Section, items: Sequence[ListItem], context: PageContext) -> TableView:
    """What tells a table's contest, of a list: the headings above and the line before."""
    start = context.page.wikitext.find(items[0].wikitext, section.start)
    start = context.page.wikitext.rfind("\n", 0, start) + 1
    table = Table(0, section.section_no, "", (), 0, True, None, start, start)
    words = " | ".join(folded(heading) for heading in reversed(section.path))
    return TableView(table, context.page.title, section.path, (), words, True, (), (), "", (), (), 0, [], [])


def _name(view: TableView, context: PageContext) -> str:
    """What a list is called, by all headings above it: lists have one table_no, so that its name alone parts them."""
    before = lead_in(view, context.page)
    said = [heading for heading in view.path if heading and not is_plain_heading(heading)]
    said += [before] if before and not is_plain_heading(before) else []
    return " – ".join(said) or view.heading or "Results"
