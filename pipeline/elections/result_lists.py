"""Results in bullet lists: `* [[Ann Lee]] (R) – 103,770 (51.5%)`, as articles on many contests write them.

Like lists of predictions they have no table: their table_no is 0 and their row_no the item's number in the page's
lists of results, from 1. A list is read whole or not at all: every item is surely a candidate with a party, or the
total; all candidates have votes, or shares that come to a hundred. Lists of polls and of earlier elections never are.
Those without parties, under a heading that says results, are read by results/listed_results.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from pipeline.elections.contest import contest_of, is_plain_heading, lead_in
from pipeline.elections.context import PageContext, year_of
from pipeline.elections.kinds.view import TableView, folded, speaks_of_election
from pipeline.elections.listed_candidates import ListedCandidate, read_listed
from pipeline.elections.results.lines import line_of_words
from pipeline.elections.results.listed_results import read_listed_results
from pipeline.elections.words.numbers import read_count
from pipeline.elections.words.parties import find_party
from pipeline.elections.words.rounding import ALL_SHARES
from pipeline.records import Result
from pipeline.wikitext.model import ListItem, Section, Table

_NOT_RESULTS: Final = re.compile(
    r"\b(?:poll(?:s|ing)?|surveys?|endorse\w*|predictions?|ratings?|forecasts?|fundrais\w*|financ\w*|donat\w*|straw"
    r"|previous|earlier|past|histor\w*|background|demograph\w*|exit|debates?|notes|references|see also|external"
    r"|delegates?|approval|registration)\b"
)
_HELD: Final = re.compile(r"\s*\(\s*(?:incumbent|inc\.?)\s*\)|(?<=\w),? +incumbent(?=\))", re.IGNORECASE)
_SUM: Final = re.compile(r"(?P<name>[^\d:–—()]{3,40}?)\s*[:–—-]\s*(?P<votes>\d[\d,]*)(?:\s+votes)?")
_SUMS: Final = frozenset(("total", "turnout", "valid", "invalid", "write_in", "other", "overvotes", "undervotes"))
_ELECTED: Final = ("✓", "✔", "√", "▌✓", "Y ")  # {{aye}}, {{tick}}
_SEVERAL: Final = 2  # candidates: one alone may be anything
_LONGEST: Final = 150  # characters of an item; what is longer is prose
_WHOLE: Final = 100.6  # percent, of candidates that have votes too: small ones may be left out


class _Line(NamedTuple):
    """An item that is surely a line of results."""

    line: str
    listed: ListedCandidate
    item: ListItem
    is_held: bool


def read_result_lists(context: PageContext) -> list[Result]:
    """The results of all lists of a page, in its order."""
    found: list[Result] = []
    number = 0
    names: set[str] = set()
    sections: set[int] = set()
    tabled = {table.section_no for table in context.page.tables}
    for section in context.page.sections:
        if section.section_no in tabled:
            continue  # the table has them, too
        for items in _lists(section, context.page.wikitext) if _may_hold(section, context) else ():
            lines = _lines(items, context)
            view = _view_of(section, items, context) if lines else None
            if view is None or (name := _name(view, context)) in names:
                continue  # of two lists below one heading nobody says which is of what
            names.add(name)
            sections.add(section.section_no)
            election_id = contest_of(view, context).election_id
            for line in lines:
                number += 1
                found.append(_result(line, number, election_id, name, context))
    return [*found, *read_listed_results(context, frozenset(sections), number)]


def _may_hold(section: Section, context: PageContext) -> bool:
    """Whether a section's lists may be results of the page's election: most have no figure at all."""
    if not any("%" in item.body.text or "votes" in item.body.text for item in section.items):
        return False
    words = folded(" | ".join(section.path))
    if _NOT_RESULTS.search(words) or not speaks_of_election(folded(context.page.title)):
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


def _lines(items: Sequence[ListItem], context: PageContext) -> list[_Line]:
    """A list's lines; none of a list with any other item, with few candidates or with shares of something else."""
    lines: list[_Line] = []
    for item in items:
        line = _line(item) if len(item.marker) == 1 and item.marker in "*#" else None
        if line is None:
            return []
        lines.append(line)
    named = [line.listed for line in lines if line.line == "candidate"]
    known = sum(find_party(one.party, context.country or "United States") is not None for one in named)
    whole = sum(line.listed.pct or 0.0 for line in lines if line.line not in {"total", "turnout", "valid", "invalid"})
    if len(named) < _SEVERAL or any(one.party is None for one in named) or 2 * known < len(named):
        return []
    counted = all(one.votes is not None for one in named)
    shared = all(one.pct is not None for one in named) and ALL_SHARES[0] <= whole <= ALL_SHARES[1]
    return lines if shared or (counted and whole <= _WHOLE) else []


def _line(item: ListItem) -> _Line | None:
    """An item's line: a candidate with a party, write-ins, or the total; None for anything else."""
    text = item.body.text.strip()
    if not text or len(text) > _LONGEST:
        return None
    bare = _HELD.sub("", text)
    listed = read_listed(bare)
    if listed is None:
        match = _SUM.fullmatch(bare)
        listed = ListedCandidate(match["name"].strip(), None, read_count(match["votes"]), None) if match else None
    if listed is None or (listed.votes is None and listed.pct is None):
        return None
    kind = line_of_words(listed.name)
    if kind is None:
        return _Line("candidate", listed, item, bare != text) if listed.party is not None else None
    return _Line(kind, listed, item, False) if kind in _SUMS else None


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


def _result(line: _Line, number: int, election_id: str, contest: str, context: PageContext) -> Result:
    listed = line.listed
    is_candidate = line.line == "candidate"
    party = find_party(listed.party, context.country or "United States")
    short = party.short if party is not None and len(listed.party or "") <= len(party.short) else listed.party
    link = next((link.target for link in line.item.body.links if link.label.strip() == listed.name), None)
    return Result(
        election_id,
        context.page_id,
        0,
        number,
        contest,
        line.line,
        party=short if is_candidate else None,
        candidate=listed.name if is_candidate or line.line in {"write_in", "other"} else None,
        candidate_link=link if is_candidate else None,
        votes=listed.votes,
        pct=listed.pct,
        is_incumbent=line.is_held if is_candidate else None,
        is_winner=line.item.body.text.lstrip().startswith(_ELECTED) or None if is_candidate else None,
    )
