"""An item of a bullet list as a line of results: `* [[Ann Lee]] (Labour) – 12,345 votes (45.1%)`, `* Total: 23,456`.

Decides nothing of the list: whether its lines are results of an election is told by all of them (result_lists.py).
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from pipeline.elections.listed_candidates import ListedCandidate, read_listed
from pipeline.elections.results.lines import line_of_words
from pipeline.elections.words.figures import count, percent
from pipeline.elections.words.names import read_name
from pipeline.elections.words.parties import find_party, is_party_article, short_party
from pipeline.elections.words.plausible_names import is_name
from pipeline.records import Result
from pipeline.wikitext.model import ListItem

_HELD: Final = re.compile(r"\s*\(\s*(?:incumbent|inc\.?)\s*\)|(?<=\w),? +incumbent(?=\))", re.IGNORECASE)
_SHARE: Final = r"\d{1,3}(?:[.,]\d{1,3})? ?%"
_COUNT: Final = r"\d[\d,]{0,12}(?<!,)"
_BETWEEN: Final = r"(?: ?[,;–—/] ?| )?\(| ?[,;–—/] ?| "  # 120,301 (51.2%), 120,301, 51.2%; never nothing
_ITEM: Final = re.compile(
    r"(?P<name>[^\d:()–—,]{3,60}?)(?: ?\((?P<party>[^()\d]{1,50})\))?(?: ?[:,–—-] ?| )"
    rf"(?:(?P<votes>{_COUNT})(?: votes?)?(?:(?:{_BETWEEN})(?P<pct>{_SHARE})\)?)?"
    rf"|(?P<share>{_SHARE})(?:(?:{_BETWEEN})(?P<behind>{_COUNT})(?: votes?)?\)?)?)\.?"
)
_OF_VOTES: Final = re.compile(r"\d ?%|\d votes?\b|\d,\d{3}\b")  # numbers without any of these may be seats
_PARTICLES: Final = frozenset(
    ("al", "and", "bin", "da", "das", "de", "del", "den", "der", "di", "do", "dos", "e", "el", "for", "la", "le", "of",
     "ter", "the", "van", "von", "y", "–", "-", "&")
)  # fmt: skip
_ELECTED: Final = ("✓", "✔", "√", "▌✓", "Y ")  # {{aye}}, {{tick}}
_NAMED: Final = frozenset(("other", "write_in", "none_of_the_above"))  # lines that keep the words they have


class ListedLine(NamedTuple):
    """An item that can be a line of results."""

    line: str  # candidate, party, total, turnout, invalid, …
    name: str
    party: str | None
    votes: int | None
    pct: float | None
    item: ListItem
    is_held: bool

    @property
    def is_of_votes(self) -> bool:
        """Whether a share, thousands or the word say that the figures are votes."""
        return _OF_VOTES.search(self.item.body.text) is not None


def listed_line(item: ListItem, country: str | None) -> ListedLine | None:
    """The item's line; None where it is a sentence or has no figure."""
    text = item.body.text.strip()
    if not text:
        return None
    bare = _HELD.sub("", text)
    listed = read_listed(bare) or _plain(bare)
    if listed is None or (listed.votes is None and listed.pct is None):
        return None
    if listed.party is None and not _names_somebody(listed.name):
        return None
    kind = line_of_words(listed.name)
    if kind is None:
        link = _link(item, listed.name)
        is_party = find_party(link or listed.name, country) or (link and is_party_article(link))
        kind = "party" if is_party and listed.party is None else "candidate"
    return ListedLine(kind, listed.name, listed.party, listed.votes, listed.pct, item, bare != text)


def _plain(text: str) -> ListedCandidate | None:
    """A name with its figures, in whatever way they are parted."""
    match = _ITEM.fullmatch(text)
    if match is None:
        return None
    votes, pct, name = match["votes"] or match["behind"], match["pct"] or match["share"], match["name"].strip(" '\"")
    name = name if line_of_words(name) is not None else read_name(name, pairs=False).name or name
    return ListedCandidate(name, match["party"], count(votes) if votes else None, percent(pct) if pct else None)


def _names_somebody(words: str) -> bool:
    """Whether words can be a name or a total's label, and are no sentence: `The turnout was 45%`."""
    if line_of_words(words) is not None:
        return True
    capitals = [word for word in words.split() if word.casefold() not in _PARTICLES]
    return is_name(words) and bool(capitals) and all(word.strip("'\"“”’.")[:1].isupper() for word in capitals)


def result_of(line: ListedLine, key: tuple[str, int, int, int, str], country: str | None) -> Result:
    """The record of a line. `key`: election, page, table, row and contest."""
    if line.line == "party":
        link = _link(line.item, line.name)
        return Result(*key, "party", party=line.name, party_link=link, votes=line.votes, pct=line.pct)
    if line.line != "candidate":
        said = line.name if line.line in _NAMED else None
        return Result(*key, line.line, candidate=said, votes=line.votes, pct=line.pct)
    return Result(
        *key,
        "candidate",
        party=short_party(line.party.strip(), country) if line.party else None,
        party_link=_link(line.item, line.party.strip()) if line.party else None,
        candidate=line.name,
        candidate_link=_link(line.item, line.name),
        votes=line.votes,
        pct=line.pct,
        is_incumbent=line.is_held,
        is_winner=line.item.body.text.lstrip().startswith(_ELECTED) or None,
    )


def _link(item: ListItem, words: str) -> str | None:
    return next((link.target for link in item.body.links if link.label.strip() == words), None)
