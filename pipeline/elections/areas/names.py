"""The areas of a table's rows: each row's name with its identifiers.

A row that names no area (a note, a section) is no row; nothing is read here of votes. Which column it is, and what kind
of area: `column.py`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

from pipeline.elections.areas.chambers import LONGEST_TITLE
from pipeline.elections.areas.column import (
    NUMBERED_AREAS,
    above_figure,
    area_column,
    linked_area,
    narrowed,
)
from pipeline.elections.areas.footers import footers
from pipeline.elections.areas.numbered import column_before_numbers, numbers_behind, with_larger_area
from pipeline.elections.areas.rows import is_no_area, is_total_area
from pipeline.elections.areas.totals import namesake_totals, unnamed_total
from pipeline.elections.context import PageContext
from pipeline.elections.kinds.view import TableView, folded
from pipeline.elections.words.places import (
    Place,
    county_place,
    district_place,
    name_keys,
    state_code,
    state_place,
    without_contest,
)
from pipeline.wikitext.making import new
from pipeline.wikitext.model import Row, texts_of
from pipeline.wikitext.remembering import remembered

_DISTRICT: Final = re.compile(  # 4, 4th, District 4, No. 4, CD-4, HD 4
    r"(?:(?:congressional|house|senate|assembly|state)? ?district |[chslad]d[- –]?)?(?:no\.? )?(\d+)(?:st|nd|rd|th)?"
    r"(?: (?:congressional )?district)?"
)
_AT_LARGE: Final = re.compile(r"(?:.* )?at[- ]large(?: district)?", re.IGNORECASE)
_STATE_DISTRICT: Final = re.compile(  # ME-1, Nebraska's 2nd, Alabama 4, NE CD-2
    # 4, 4th, District 4, No. 4
    r"(?P<state>[A-Za-z .]+?)['’]?s?[ –-]*(?:cd[- –]?)?(?P<number>\d{1,2})(?:st|nd|rd|th)?"
    r"(?: (?:congressional )?district)?",
    re.IGNORECASE,
)
_KIND_BEHIND: Final = re.compile(r"\s+(?:county|parish|co\.)$", re.IGNORECASE)
_RESERVED: Final = re.compile(  # who may stand there (India), how many are elected; no part of the name
    r"\s*\((?:SC|ST|GEN|\d{1,2} (?:seats?|members?|councillors?|mps|vacanc(?:y|ies)))\)$"
)
_STATED: Final = re.compile(  # a line below an area's name: 63.1% turnout, Turnout: 63.1%, 45,201 electors, 3 seats
    r"\(?(?:turn-?out:? )?\d[\d,.]{0,12} ?%(?: turn-?out)?\)?"
    r"|\(?\d[\d,.]{0,12} (?:(?:registered |eligible )?(?:voters?|electors?)|votes?|seats?|members?|mps?|deputies)\)?"
    r"|(?:(?:registered|eligible|total|valid) )?(?:turn-?out|voters|electors|electorate|votes|seats|population|quota)"
    r"(?: ?[:–] ?| )\d[\d,.]{0,12} ?%?",
    re.IGNORECASE,
)
_MARKS: Final = re.compile(r"(?:\s*(?:\[[^\]]{0,8}\]|[*†‡§¶#^⁰¹²³⁴⁵⁶⁷⁸⁹]))+$")
_APOSTROPHE: Final = re.compile(r"'(?=[A-ZÀ-Þ])")  # ''''''Ford''' shows one; but 's-Gravenhage
_FLIPPED: Final = re.compile(
    r"\s*\((?:flip(?:ped)?|gain|pick-?up|new seat|rcv|ranked[- ]choice(?: voting)?)\)$", re.IGNORECASE
)

_BELOW_STATE: Final = re.compile(r"\((?:class (?:[123]|I{1,3})|special|regular)\)", re.IGNORECASE)  # of its two seats

NOWHERE: Final = Place(None, None)


class AreaName(NamedTuple):
    """A row's area."""

    area_type: str
    area: str
    link: str | None
    geoid: str | None
    ocd_id: str | None
    is_total: bool


class _Words(NamedTuple):
    """What an area's place says, whatever the table."""

    text: str  # without marks behind it
    folded: str
    is_total: bool
    is_no_area: bool  # a note, a source


@remembered
def _words(text: str) -> _Words:
    text = text.strip()
    if len(text) <= LONGEST_TITLE:  # no pattern is to meet a hostile cell of a megabyte
        text = _FLIPPED.sub("", _MARKS.sub("", text).strip())
        text = text[1:] if _APOSTROPHE.match(text) else text
    return _Words(text, folded(text), is_total_area(text), not text or is_no_area(text))


@remembered
def _numbered(text: str) -> re.Match[str] | None:
    return _DISTRICT.fullmatch(text.casefold())


@remembered
def _state_district(text: str) -> re.Match[str] | None:
    return _STATE_DISTRICT.fullmatch(text)


@remembered
def _without_kind(text: str) -> tuple[str, frozenset[str]] | None:
    """The name without "County" or "Parish" behind it, and its key; None where there is neither."""
    base = _KIND_BEHIND.sub("", text)
    return (base, name_keys([base])) if base != text else None


@dataclass(frozen=True)
class AreaNames:
    """How to read the areas of one table."""

    column: int
    area_type: str
    code: str | None  # postal code of the page's state
    year: int | None
    others: frozenset[str]  # keys of all names in the table
    wholes: frozenset[str]  # a row of such a name is the whole: the page's state or country
    totals: frozenset[int]  # rows that are the whole's although a county is called like it
    total: int | None = None  # the row that is the total of a country's table and does not say so
    footers: frozenset[int] = frozenset()  # rows of statistics below the total
    larger: int | None = None  # the column of the larger areas, in each of which the numbers begin anew
    number: int | None = None  # the column of the areas' numbers within those that their column names

    @classmethod
    def of(cls, view: TableView, context: PageContext) -> AreaNames | None:
        """The reading of a table's column of areas, or None if it has none."""
        code = state_code(context.state)
        found = area_column(view, in_us=code is not None)
        if found is None:
            return None
        column, area_type, _ = found
        number, area_type = numbers_behind(view, column) or (None, area_type)
        cells = [row.cells[column] for _, row in view.rows if column < len(row.cells)]
        of_us = context.country == "United States"
        wholes = frozenset(folded(name) for name in (context.state, context.country) if name)
        if context.state:
            wholes |= {f"{kind} of {folded(context.state)}" for kind in ("state", "commonwealth")}
        return cls(
            column,
            narrowed(area_type, cells, view, code is not None),
            code,
            context.year,
            name_keys(texts_of(cells)),
            wholes,
            namesake_totals(view, column, wholes),
            unnamed_total(view, column, abroad=code is None and not of_us) if area_type != "country" else None,
            footers(view),
            column_before_numbers(view, column),
            number,
        )

    def read(self, row_no: int, row: Row) -> AreaName | None:
        """The area that a row is about; None for a row about none."""
        if row_no in self.footers:
            return None
        shown, lines, links, _ = row.cells[self.column].body
        if len(lines) > 1 and any(map(_STATED.fullmatch, lines[1:])):
            shown = " ".join(line for line in lines if not _STATED.fullmatch(line))
        words = _words(shown)
        if not words.text and self.column:
            said = next((before.text for before in row.cells[: self.column] if is_total_area(before.text)), "")
            words = _Words(said, folded(said), bool(said), not said)
        text, whole, is_total, is_no_area = words
        if is_no_area:
            return None
        if is_total and not links:
            return AreaName(self.area_type, text.rstrip(":"), None, None, None, True)
        link = None
        for target, label in links:
            if label and label.strip() in text:
                link = target
                break
        if whole in self.wholes and self._is_whole(text, link, row_no):
            place = state_place(self.code) if self.code else None
            return AreaName(self.area_type, text, link, *(place or NOWHERE), True)
        if row_no == self.total:
            return AreaName(self.area_type, text, link, None, None, True)
        if self.number is not None and (number := row.text_at(self.number).strip()):
            return AreaName(self.area_type, f"{text} {number}", None, None, None, False)
        if self.larger is not None:
            text = with_larger_area(text, row, self.larger)
        area_type = self.area_type
        if area_type == "state":
            below = _BELOW_STATE.fullmatch(lines[1]) if len(lines) == 2 else None
            alone = lines[0].strip() if below else above_figure(row.cells[self.column])
            text = without_contest(alone or text)
        about = linked_area(link) if link else None
        if about and about[0] == "congressional_district":
            area_type = "congressional_district"
            label = links[0].label.strip()  # {{ushr|MA|10|X}}<br />''Berkshire district''
            text = label if len(lines) > 1 and lines[0].strip() == label else text
        if area_type == "state" and (district := _state_district(text)):  # also [[… in Maine|ME-1]]
            place = self._district(district["state"], district["number"])
            if place is not None:
                return AreaName("congressional_district", text, link, *place, False)
        text = self._without_state(text, area_type)
        place = self._place(text, link, area_type, about[1] if about else {})
        geoid, ocd_id = place or NOWHERE
        return new(AreaName, (area_type, self._shown(text, area_type), link, geoid, ocd_id, False))

    def _is_whole(self, text: str, link: str | None, row_no: int) -> bool:
        """Whether a row bears the page's state's name and is not its namesake county (New York County, New York)."""
        if self.area_type == "state" and self.code is not None:
            return False
        if row_no not in self.totals and county_place(text, code=self.code) is not None:
            return False
        return link is None or folded(link) in self.wholes

    def _without_state(self, text: str, area_type: str) -> str:
        """A county's name without the page's state behind it: `[[Adams County, Indiana]]`, `Adams, IN`."""
        if area_type != "county" or self.code is None or ", " not in text:
            return text
        name, _, state = text.rpartition(", ")
        return name if name and state_code(state) == self.code else text

    def _shown(self, text: str, area_type: str) -> str:
        if area_type in NUMBERED_AREAS:
            number = _numbered(text)
            if number:
                return str(int(number[1]))
            named = _state_district(text)
            if area_type == "congressional_district" and named and state_code(named["state"]) in {self.code, None}:
                return str(int(named["number"])) if self.code else text
        if area_type == "constituency":
            return _RESERVED.sub("", text)
        if area_type == "county" or self.code:
            base = _without_kind(text)
            if base is not None and not base[1] & self.others:
                return base[0]
        return text

    def _place(self, text: str, link: str | None, area_type: str, about: Mapping[str, str | None]) -> Place | None:
        if area_type == "county":
            return county_place(text, code=self.code, link=link, year=self.year, others=self.others)
        if area_type == "state":
            bare = re.sub(r"\s*\(at[- ](?:large|lg\.?)\)|\s+at[- ](?:large|lg\.?)", "", text, flags=re.IGNORECASE)
            code = state_code(bare) or state_code(re.sub(r".* in (?:the )?", "", link or ""))
            return state_place(code) if code else None
        if area_type != "congressional_district":
            return None
        state = about.get("state") or self.code
        number = about.get("number")
        if number is None:
            plain = _numbered(text)
            named = _state_district(text)
            if plain:
                number = plain[1]
            elif about.get("large") or _AT_LARGE.fullmatch(text):
                number = "at-large"
                named_state = re.sub(r"[ -]*at[- ]large.*", "", text, flags=re.IGNORECASE)
                state = about.get("state") or named_state or self.code
            elif named:
                state, number = named["state"], named["number"]
        return self._district(state, number)

    def _district(self, state: str | None, number: str | None) -> Place | None:
        code = state_code(state) if state else None
        if code is None and state:
            code = state_code(re.sub(r"['’]s?$", "", state))
        if code is None or number is None or (self.code and code != self.code):
            return None
        return district_place(code, number)
