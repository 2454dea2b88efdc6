"""What is known of a page before its tables are read: its elections, the people in them, state, country and year.

Names in tables are short ("Kerry%", "J. Kerry"); here they are matched with the people the page names in full.
A name that may mean two of them means none.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from typing import Final

import us

from pipeline.elections.infobox.reading import read_infoboxes
from pipeline.elections.named_people import PagePeople
from pipeline.elections.page_people import read_people
from pipeline.elections.words.names import name_tokens
from pipeline.elections.words.numbers import LONGEST
from pipeline.elections.words.parties import find_party
from pipeline.records import Candidate, Election
from pipeline.wikitext.model import Page
from pipeline.wikitext.remembering import remembered

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
    election_of_path: Mapping[tuple[str, ...], str] = field(default_factory=dict, compare=False)  # of infoboxes there
    # Each one, made when first asked for: compiled, a cached_property would be worked out anew each time.
    named: list[PagePeople] = field(default_factory=list, compare=False, repr=False)
    of_all: list[PageContext] = field(default_factory=list, compare=False, repr=False)

    @property
    def election_date(self) -> date | None:
        """The day of the page's first election."""
        return self.elections[0].election_date if self.elections else None

    def among_all_people(self) -> PageContext:
        """The context of a contest that the infoboxes are not about: nobody comes before the other people named."""
        if not self.of_all:
            people = (*self.candidates, *self.people)
            self.of_all.append(replace(self, candidates=(), people=people, named=[], of_all=[]))
        return self.of_all[0]

    def resolve_candidate(self, words: str, election_id: str | None = None) -> Candidate | None:
        """The one person of the page whom the words can mean: "Kerry", "Kerry%", "J. Kerry", "Sen. John Kerry".

        The infoboxes' candidates come first, then the people of the page's tables; with an `election_id` that
        box's candidates alone come before all. None for nobody and for more than one.
        """
        tokens = _tokens_without_unit(words) if len(words) <= LONGEST else ()
        return self._named().meant_by(tokens, election_id) if tokens else None

    def is_ticket(self, name: str, mate: str) -> bool:
        """Whether words name one of the infoboxes' candidates and his running mate: "Anies" and "Muhaimin"."""
        pairs = [(person.name or "", person.running_mate) for person in self.candidates if person.running_mate]
        if not pairs or not (tokens := set(name_tokens(name))) or not (of_mate := set(name_tokens(mate))):
            return False
        return any(tokens <= set(name_tokens(one)) and of_mate <= set(name_tokens(other)) for one, other in pairs)

    def candidate_of_party(self, words: str, election_id: str | None = None) -> Candidate | None:
        """The one candidate of a party, by its short name, article or letter; None for none or several.

        The infoboxes' candidates come first; of a party that has none there, the one person of the page's tables.
        """
        wanted = find_party(words, self.country)
        return None if wanted is None else self._named().of_party(wanted.short, self.country, election_id)

    def _named(self) -> PagePeople:
        if not self.named:
            self.named.append(PagePeople(self.candidates, self.people))
        return self.named[0]


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
    paths = _elections_by_path(page, elections)
    return PageContext(page, page_id, tuple(elections), tuple(candidates), tuple(people), state, country, year, paths)


def _elections_by_path(page: Page, elections: Sequence[Election]) -> dict[tuple[str, ...], str]:
    """The election of the first infobox in each section, by the section's path; none for the page's beginning."""
    sections = {box.infobox_no: box.section_no for box in page.infoboxes}
    found: dict[tuple[str, ...], str] = {}
    for election in elections:
        section_no = sections.get(election.infobox_no, 0)
        if 0 < section_no < len(page.sections) and (path := page.sections[section_no].path):
            found.setdefault(path, election.election_id)
    return found


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
