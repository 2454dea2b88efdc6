"""Results in a list under a heading that says so: `* [[Ann Lee]] (Labour) – 12,345 votes (45.1%)`.

Read only where every item of the section is such a line and no table stands beside it. Numbers without a share, the
word or thousands among them may be seats and are nobody's votes. Rows are the items' numbers, under table_no 0.
"""

from __future__ import annotations

import re
from typing import Final

from pipeline.elections.context import PageContext
from pipeline.elections.kinds.view import folded, speaks_of_election
from pipeline.elections.results.lines import line_of_words
from pipeline.elections.words.figures import count, percent
from pipeline.elections.words.names import read_name
from pipeline.elections.words.numbers import LONGEST
from pipeline.elections.words.parties import find_party, is_party_article, short_party
from pipeline.elections.words.plausible_names import is_name
from pipeline.records import Result
from pipeline.wikitext.model import ListItem, Section

_HEADING: Final = re.compile(
    r"(?:(?:final|official|election|electoral|general election|full|first[- ]round|second[- ]round|runoff) )?"
    r"(?:results?|outcome|vote)(?: of the (?:election|vote|first round|second round))?"
    r"|(?:first|second|third|\d+(?:st|nd|rd|th)) (?:round|ballot)|run-?off"
)
_ELSEWHERE: Final = re.compile(  # of another contest: `== Primary ==` over `=== Results ===`
    r"poll|primar|caucus|student|mock|nominat|straw|previous|histor|convention|projection|forecast|other|local|council"
)
_SHARE: Final = r"\d{1,3}(?:[.,]\d{1,3})? ?%"
_COUNT: Final = r"\d[\d,]{0,12}(?<!,)"
_BETWEEN: Final = r"(?: ?[,;–—/] ?| )?\(| ?[,;–—/] ?| "  # 120,301 (51.2%), 120,301, 51.2%; never nothing
_ITEM: Final = re.compile(
    r"(?P<name>[^\d:()–—,]{3,60}?)(?: ?\((?P<party>[^()\d]{2,50})\))?(?: ?[:,–—-] ?| )"
    rf"(?:(?P<votes>{_COUNT})(?P<unit> votes?)?(?:(?:{_BETWEEN})(?P<pct>{_SHARE})\)?)?"
    rf"|(?P<share>{_SHARE})(?:(?:{_BETWEEN})(?P<behind>{_COUNT})(?: votes?)?\)?)?)\.?"
)
_PARTICLES: Final = frozenset(
    ("al", "and", "bin", "da", "das", "de", "del", "den", "der", "di", "do", "dos", "e", "el", "for", "la", "le", "of",
     "ter", "the", "van", "von", "y", "–", "-", "&")
)  # fmt: skip
_FEWEST: Final = 2
_MOST: Final = 40
_WHOLE: Final = 101  # percent that the shares of all come to at most


def read_listed_results(context: PageContext, read: frozenset[int], before: int) -> list[Result]:
    """The lines of a page's lists of results, numbered over the page behind those `before`.

    The sections `read` are left out: their lists have been read already (result_lists.py).
    """
    page = context.page
    tabled = {table.section_no for table in page.tables}
    is_of_election = speaks_of_election(folded(page.title))
    found: list[Result] = []
    for section in page.sections if is_of_election else ():
        if not section.items or section.section_no in tabled or _HEADING.fullmatch(folded(section.heading)) is None:
            continue
        if section.section_no in read or any(_ELSEWHERE.search(folded(heading)) for heading in section.path):
            continue
        found += _of_section(section, context, before + len(found))
    return found


def _of_section(section: Section, context: PageContext, before: int) -> list[Result]:
    items = [item for item in section.items if item.body.text.strip()]
    if not _FEWEST <= len(items) <= _MOST or any(item.marker not in {"*", "#"} for item in items):
        return []
    election_id = context.elections[0].election_id if context.elections else context.page.title
    lines: list[Result] = []
    are_votes = False
    for number, item in enumerate(items, before + 1):
        text = item.body.text.strip()
        match = _ITEM.fullmatch(text) if len(text) <= LONGEST else None
        if match is None or not _names_somebody(match["name"]):
            return []
        votes, pct = match["votes"] or match["behind"], match["pct"] or match["share"]
        are_votes = are_votes or bool(pct or match["unit"] or (votes and "," in votes))
        figures = (count(votes) if votes else None, percent(pct) if pct else None)
        lines.append(_line((election_id, context.page_id, 0, number, section.heading), match, item, figures, context))
    shares = sum(line.pct or 0 for line in lines if line.line in {"candidate", "party", "other"})
    return lines if are_votes and shares < _WHOLE else []


def _names_somebody(words: str) -> bool:
    """Whether words can be a name or a total's label, and are no sentence: `The turnout was 45%`."""
    if line_of_words(words) is not None:
        return True
    capitals = [word for word in words.split() if word.casefold() not in _PARTICLES]
    return is_name(words) and bool(capitals) and all(word.strip("'\"“”’.")[:1].isupper() for word in capitals)


def _line(
    key: tuple[str, int, int, int, str],
    match: re.Match[str],
    item: ListItem,
    figures: tuple[int | None, float | None],
    context: PageContext,
) -> Result:
    """An item's line: a total, a party or a candidate with the party in brackets behind."""
    name = match["name"].strip(" '\"")
    said = line_of_words(name)
    votes, pct = figures
    if said is not None:
        other = name if said in {"other", "write_in", "none_of_the_above"} else None
        return Result(*key, said, candidate=other, votes=votes, pct=pct)
    link = next((link.target for link in item.body.links if link.label.strip() == name), None)
    if find_party(link or name, context.country) or (link and is_party_article(link)):
        return Result(*key, "party", party=name, party_link=link, votes=votes, pct=pct)
    read = read_name(name, pairs=False)
    party = match["party"]
    of_party = next((at.target for at in item.body.links if party and at.label.strip() == party.strip()), None)
    return Result(
        *key,
        "candidate",
        party=short_party(party.strip(), context.country) if party else None,
        party_link=of_party,
        candidate=read.name or name,
        candidate_link=link,
        votes=votes,
        pct=pct,
    )
