"""What is known of a page before its tables are read: its elections, the people in them, state, country and year.

Names in tables are short ("Kerry%", "J. Kerry"); here they are matched with the people the page names in full.
A name that may mean two of them means none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from typing import Final

import us

from pipeline.elections.infobox.reading import read_infoboxes
from pipeline.elections.page_people import read_people
from pipeline.elections.words.names import name_tokens
from pipeline.elections.words.numbers import LONGEST
from pipeline.elections.words.parties import find_party
from pipeline.records import Candidate, Election
from pipeline.wikitext.model import Page
from pipeline.wikitext.remembering import remembered

_INITIALS: Final = 3  # and more letters stand for a name: FDR
_UNITS: Final = re.compile(r"\s*(?:%|#|votes?|pct\.?|percent(?:age)?|swing|±)+\s*$", re.IGNORECASE)
_STATE_NAMES: Final = re.compile(  # the longest first: West Virginia is not Virginia
    r"(?<![\w-])(?:"
    + "|".join(sorted((re.escape(s.name) for s in (*us.STATES_AND_TERRITORIES, us.states.DC)), key=len, reverse=True))
    + r")(?![\w-])"
)
_COUNTRIES: Final = {
    "United States": r"\bunited states\b|\bu\.s\. |\bus house\b|congressional district"
    r"|\bguam(?:anian)?\b|\bpuerto ric(?:o|an)\b|\bamerican samoan?\b|\bnorthern mariana\b",
    "United Kingdom": r"\bunited kingdom\b|\(uk\)|\buk parliament|\bbritish\b|\bscottish\b|\bwelsh\b"
    r"|\b(?:city|borough|district|county) council election",
    "Canada": r"\bcanad(?:a|ian)\b|federal electoral district"
    r"|\b(?:ontario|quebec|alberta|manitoba|saskatchewan|british columbia) general election",
    "Australia": r"\baustralian?\b|electoral district of|division of"
    r"|\b(?:new south wales|victorian|queensland) state election",
    "India": r"\bindian?\b|lok sabha|legislative assembly election|vidhan sabha|rajya sabha",
    "Ireland": r"\birish\b|d[áa]il",
    "New Zealand": r"\bnew zealand\b",
}


@dataclass(frozen=True)
class PageContext:
    """A page and what its title and infoboxes say; `candidates` are the infoboxes', `people` also the tables'."""

    page: Page
    page_id: int
    elections: tuple[Election, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    people: tuple[Candidate, ...] = field(default=())
    state: str | None = None  # of the United States, by name
    country: str | None = None
    year: int | None = None

    @property
    def election_date(self) -> date | None:
        """The day of the page's first election."""
        return self.elections[0].election_date if self.elections else None

    def among_all_people(self) -> PageContext:
        """The context of a contest that the infoboxes are not about: nobody comes before the other people named."""
        return replace(self, candidates=(), people=(*self.candidates, *self.people))

    def resolve_candidate(self, words: str, election_id: str | None = None) -> Candidate | None:
        """The one person of the page whom the words can mean: "Kerry", "Kerry%", "J. Kerry", "Sen. John Kerry".

        The infoboxes' candidates come first, then the people of the page's tables; with an `election_id` that
        box's candidates alone come before all. None for nobody and for more than one.
        """
        tokens = _tokens_without_unit(words) if len(words) <= LONGEST else ()
        if not tokens:
            return None
        pools = [self.candidates, self.people]
        if election_id is not None:
            pools.insert(0, tuple(c for c in self.candidates if c.election_id == election_id))
        for pool in pools:
            matched = [person for person in pool if person.name and _matches(tokens, name_tokens(person.name))]
            exact = [person for person in matched if name_tokens(person.name or "") == tokens]
            names = {name_tokens(person.name or "") for person in exact or matched}
            if len(names) == 1:
                return (exact or matched)[0]
            if names:
                return None
        return None

    def candidate_of_party(self, words: str, election_id: str | None = None) -> Candidate | None:
        """The one candidate of a party, by its short name, article or letter; None for none or several.

        The infoboxes' candidates come first; of a party that has none there, the one person of the page's tables.
        """
        wanted = find_party(words, self.country)
        if wanted is None:
            return None
        nominees = [c for c in self.candidates if election_id in {None, c.election_id}]
        for pool in (nominees, self.people):
            parties = [(person, find_party(person.party, self.country)) for person in pool]
            of_party = [person for person, party in parties if party and party.short == wanted.short]
            if of_party:
                return of_party[0] if len({person.name for person in of_party}) == 1 else None
        return None


@remembered
def _tokens_without_unit(words: str) -> tuple[str, ...]:
    """The words of a name, a unit behind it left out: `Kerry %`."""
    return name_tokens(_UNITS.sub("", words.strip()))


def read_context(page: Page, page_id: int) -> PageContext:
    """The context of a page."""
    elections, candidates = read_infoboxes(page, page_id)
    state = state_of(page.title)
    country = "United States" if state else country_of(page.title) or _country_of_boxes(elections, candidates)
    years = [election.year for election in elections if election.year]
    year = years[0] if years else year_of(page.title)
    people = read_people(page)
    return PageContext(page, page_id, tuple(elections), tuple(candidates), tuple(people), state, country, year)


@lru_cache(maxsize=256)
def state_of(title: str) -> str | None:
    """The one state of the United States (or D.C.) that a title names; None for none, several, or another country's."""
    text = re.sub(r"Washington,? D\.?C\.?", "District of Columbia", title)
    found: set[str] = set(_STATE_NAMES.findall(text))
    if len(found) != 1 or re.search(r"\((?:UK|Philippine|Canad)|Lok Sabha", title):
        return None
    return found.pop()


def country_of(title: str) -> str | None:
    """The country that a title names, if it is one whose parties are known by their short names."""
    text = title.casefold()
    found = [country for country, pattern in _COUNTRIES.items() if re.search(pattern, text)]
    return found[0] if len(found) == 1 else None


def _country_of_boxes(elections: Sequence[Election], candidates: Sequence[Candidate]) -> str | None:
    """The country that the infoboxes name, or else their parties' articles: `Democratic Party (United States)`.

    A city's election ("2013 Boston mayoral election") has none in its title.
    """
    boxes, parties = (one.country for one in elections), (one.party for one in candidates)
    return country_of(" ; ".join(filter(None, boxes))) or country_of(" ; ".join(filter(None, parties)))


def year_of(title: str) -> int | None:
    """The one year that a title names."""
    years = set(re.findall(r"(?<!\d)(?:1[6-9]\d\d|20\d\d)(?!\d)", title))
    return int(years.pop()) if len(years) == 1 else None


def _matches(words: tuple[str, ...], name: tuple[str, ...]) -> bool:
    """Whether words can stand for a name: its last words, its first ones as initials or in part left out.

    `kerry`, `j kerry`, `john kerry`, `bush`, `george bush` for George W. Bush, `la follette`, `fdr`; never a first name
    alone. Of two surnames the second may be left out.
    """
    for size in range(1, len(words) + 1):
        if size > len(name) or words[-size:] != name[-size:]:
            break
        given, first = words[:-size], list(name[:-size])
        if _in_order(given, first) and (size > 1 or not given or bool(first)):
            return True
    if len(words) > 1 and words == name[:-1]:
        return True  # Carlos Delgado, of Carlos Delgado Altieri
    if len(words) == 1 and len(name) == len(words[0]) >= _INITIALS:
        return all(map(str.startswith, name, words[0]))  # FDR, LBJ, RFK
    return len(words) > len(name) > 1 and tuple(w for w in words if len(w) > 1) == name  # Mario M. Cuomo


def _in_order(given: tuple[str, ...], first: list[str]) -> bool:
    rest = iter(first)
    return all(any(_stands_for(word, full) for full in rest) for word in given)


def _stands_for(word: str, full: str) -> bool:
    """Whether a given name is another's, one of them maybe as its initial: `Delano` of Franklin D. Roosevelt."""
    return word == full or (1 in {len(word), len(full)} and word[:1] == full[:1])
