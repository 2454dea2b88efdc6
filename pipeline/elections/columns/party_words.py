"""Whether words in a table's header name a party, and which of the page's candidates a party's name stands for.

Reads the registry of parties; a surname that is also a party's name (Green) is the candidate's where the page has one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from pipeline.elections.context import PageContext
from pipeline.elections.words.names import is_group
from pipeline.elections.words.parties import find_party, is_party_article, short_party
from pipeline.records import Candidate
from pipeline.wikitext.model import Link

_NAMED_PARTY: Final = re.compile(
    r".+ (?:party|parties|alliance|coalition|list|front|union|movement)|independents?", re.IGNORECASE
)
_OF_PARTY: Final = re.compile(r"\s+(?:candidate|nominee|ticket|elector)s?$", re.IGNORECASE)  # Democratic candidate
_ELECTORS: Final = re.compile(r"\belectors?$", re.IGNORECASE)
_NO_PARTY: Final = re.compile(
    r"(?:\d+(?:st|nd|rd|th)?|first|second|third|fourth|fifth|win(?:ning|ner)|leading|losing|elected|main|major|top|minor"
    r"|opposition|government|ruling|rival|runner[- ]up|candidates?|nominees?|challengers?|incumbents?)(?: \w+)?",
    re.IGNORECASE,
)
_ONE_WINNER: Final = re.compile(
    r"\b(?:presidential|gubernatorial|(?:united states|u\.s\.) senate|mayoral|senatorial)\b.*\belection\b",
    re.IGNORECASE,
)
_LETTERS: Final = 4  # of a party's abbreviation
_TICKET: Final = re.compile(r" ?[/–&] ?|, ")  # between the parties of a fusion ticket
_SECTION: Final = re.compile(r"\((?:northern|southern|national|independent|regular|liberal)\) .+", re.IGNORECASE)


def party_in(words: str, links: Iterable[Link], context: PageContext) -> str | None:
    """The party that a header's line names, a letter or abbreviation as its short name; None for other words."""
    bare = words.strip(" ()[]")
    if is_group(bare) and bare.casefold() != "independent":  # one, where "Independents" are several
        return bare if "part" in bare.casefold() else None
    of_party = _OF_PARTY.sub("", bare)
    if of_party != bare and (named := find_party(of_party, context.country)) is not None:
        return named.short
    party = find_party(bare, context.country)
    if party is not None:
        return party.short if len(bare) <= 4 or bare.isupper() else bare
    if (parts := _TICKET.split(bare))[1:] and all(part and find_party(part, context.country) for part in parts):
        return bare  # Democratic/Liberal
    if "/" in bare and len(parts[0]) > _LETTERS and parts[0] != "Green" and find_party(parts[0], context.country):
        return bare  # Republican/Protect Animals
    if any(link.label.strip() == bare and is_party_article(link.target) for link in links):
        return bare
    whole = bare.count("(") == bare.count(")")  # not Ann Lee (Republican Party), which is a name and a party
    return words.strip() if (whole and _NAMED_PARTY.fullmatch(bare)) or _SECTION.fullmatch(words.strip()) else None


def party_of_heading(words: str) -> str | None:
    """The party that heads a column of its candidates' names: "PLP" of `PLP candidate`; None for `Other candidates`.

    Nor of `Jefferson elector`, who is pledged to a person.
    """
    bare = _OF_PARTY.sub("", words).strip()
    of_person = _ELECTORS.search(words) is not None and find_party(bare, "United States") is None
    return None if of_person or is_group(bare) or _NO_PARTY.fullmatch(bare) else bare


def party_of(candidate: Candidate | None, context: PageContext) -> str | None:
    """The short name of a candidate's party."""
    return short_party(candidate.party, context.country) if candidate is not None and candidate.party else None


def is_of_one_winner(context: PageContext) -> bool:
    """Whether the page is about an election that one person wins."""
    return _ONE_WINNER.search(context.page.title) is not None


def candidate_of_party(party: str, context: PageContext) -> Candidate | None:
    """The page's one nominee of a party, on pages about an election that one person wins."""
    if not is_of_one_winner(context):
        return None
    first = context.elections[0].election_id if context.elections else None
    return context.candidate_of_party(party, first)
