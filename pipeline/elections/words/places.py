"""Which place of the United States a name means: FIPS GEOID and OCD-ID of states, counties and congressional districts.

A name that could mean two places (Richmond, Virginia: county or city) means neither, unless the link, the word
"County" or "city", or the other rows of the table decide. Nothing is ever matched by likeness. Reads only the small
files in `data/` and the PyPI package `us`.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import Final, NamedTuple

import us

from pipeline.wikitext.remembering import remembered

OCD: Final = "ocd-division/country:us"
_DATA: Final = Path(__file__).parents[1] / "data"
_KIND_BEHIND: Final = re.compile(
    r"\s+(?:county|co\.|parish|borough|census area|municipality|city and borough|planning region|city|district)$",
    re.IGNORECASE,
)
_SAINT, _SAINTE, _NOT_IN_KEY = re.compile(r"\bsaint\b"), re.compile(r"\bsainte\b"), re.compile(r"[^a-z0-9]")
_STATEWIDE_CITY: Final = re.compile(
    r"(?:independent )?city of (?P<name>.+)|(?P<tail>.+?),? (?:\((?:independent )?city\)|\(?independent city\)?)"
)

_CONTEST_BEHIND: Final = re.compile(
    r"[ (]+(?:(?:open|closed|non-?binding|presidential|preference|state|precinct|Democratic|Republican|GOP)[ -]+)*"
    r"(?:primar(?:y|ies)|caucus(?:es)?|conventions?)\)?$",
    re.IGNORECASE,
)
_MARKS: Final = re.compile(r"\s*\[[^\]]*\]|[*†‡⁰¹²³⁴⁵⁶⁷⁸⁹]+$")
_STATE_BEFORE: Final = re.compile(r"^(?:the )?(?:state|commonwealth) of ")
_STATE_BEHIND: Final = re.compile(r" \((?:u\.s\. )?state\)$")
# States whose counties voted with another state before: Hancock County, West Virginia, in Virginia in 1860.
_LATER_STATES: Final = {("VA", "WV"): 1863, ("MA", "ME"): 1820}
_LONGEST: Final = 200  # characters of words that may name a state or a county
_LONGEST_TITLE: Final = 255  # Manual:Page table: a title's column has 255 bytes


class Place(NamedTuple):
    """A place's identifiers; either is None where nobody assigned one."""

    geoid: str | None
    ocd_id: str | None


class _County(NamedTuple):
    place: Place
    full: str  # key of the full name: "richmondcity"
    base: str  # key of the name without its kind: "richmond"
    is_city: bool
    since: int
    until: int


@remembered
def _key(text: str) -> str:
    """Letters and digits only, so that "De Kalb", "DeKalb" and "Saint Clair", "St. Clair" are equal."""
    plain = text.casefold()
    if not plain.isascii():
        plain = "".join(ch for ch in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(ch))
    if "&" in plain:  # Lewis & Clark
        plain = plain.replace("&", "and")
    if "saint" in plain:
        plain = _SAINTE.sub("ste", _SAINT.sub("st", plain))
    return _NOT_IN_KEY.sub("", plain)


def name_keys(names: Iterable[str]) -> frozenset[str]:
    """A table's area names in the form that `county_place` compares."""
    return frozenset(map(_key, names))


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (_DATA / name).open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(line for line in lines if not line.startswith("#"))


@remembered
def base_name(name: str) -> str:
    """A county's name without its kind: "Essex" of "Essex County", "Orleans" of "Orleans Parish"."""
    return _KIND_BEHIND.sub("", name) if name.casefold() != "carson city" else name


@cache
def _county_rows() -> dict[str, list[dict[str, str]]]:
    """The rows of the list of counties by state."""
    found: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in _rows("counties.csv"):
        found[row["state"]].append(row)
    return found


@cache
def _counties(code: str) -> dict[str, tuple[_County, ...]]:
    """A state's counties by the key of the full name or of the name without its kind; {} for none of that code."""
    found: dict[str, list[_County]] = defaultdict(list)
    for row in _county_rows().get(code, ()):
        name, ocd = row["name"], row["ocd"]
        county = _County(
            Place(row["geoid"], f"{OCD}/{ocd}" if ocd else None),
            _key(name),
            _key(base_name(name)),
            name.endswith(" city") or name == "Carson City",
            int(row["since"] or 0),
            int(row["until"] or 9999),
        )
        for key in {county.full, county.base}:
            found[key].append(county)
    return {key: tuple(counties) for key, counties in found.items()}


@cache
def _by_geoid(code: str) -> dict[str | None, _County]:
    return {county.place.geoid: county for counties in _counties(code).values() for county in counties}


@cache
def _aliases() -> dict[tuple[str, str], str]:
    return {(row["state"], _key(row["alias"])): row["geoid"] for row in _rows("county_aliases.csv")}


@cache
def _district_limits() -> dict[str, int]:
    return {row["state"]: int(row["most"]) for row in _rows("districts.csv")}


@cache
def _states() -> dict[str, us.states.State]:
    named = {}
    for state in (*us.states.STATES, us.states.DC):
        for word in (state.name, state.abbr, state.ap_abbr or state.abbr):
            named[word.casefold()] = state
    named["washington, d.c."] = named["d.c."] = us.states.DC
    return named


def state_code(words: str | None) -> str | None:
    """The postal code of a state by its name or abbreviation: "MA" for "Massachusetts", "Mass." and "MA"."""
    return _state_code(words) if words and len(words) <= _LONGEST else None


@remembered
def _state_code(words: str) -> str | None:
    text = " ".join(words.split()).casefold()
    text = _STATE_BEHIND.sub("", _STATE_BEFORE.sub("", text))
    state = _states().get(text)
    return state.abbr if state else None


@remembered
def without_contest(text: str) -> str:
    """A state's name without its primary behind it: "New Hampshire" for "New Hampshire primary"."""
    if len(text) > _LONGEST or not (behind := _CONTEST_BEHIND.search(text)):
        return text
    return text[: behind.start()] if _state_code(text[: behind.start()]) else text


def state_place(code: str) -> Place | None:
    """The identifiers of a state or the District of Columbia by postal code."""
    state = _states().get(code.casefold())
    if state is None:
        return None
    kind = "district" if state.abbr == "DC" else "state"
    return Place(state.fips, f"{OCD}/{kind}:{state.abbr.lower()}")


@lru_cache(maxsize=2048)
def district_place(code: str, number: str | int) -> Place | None:
    """A congressional district's identifiers: ("MA", 4) → 2504; "at-large" → …00. None for a number it never had."""
    state = state_place(code)
    if state is None or state.geoid is None:
        return None
    if str(number) == "at-large":
        return (
            Place(f"{state.geoid}00", f"{state.ocd_id}/cd:at-large")
            if code != "DC"
            else Place("1198", f"{state.ocd_id}/cd:at-large")
        )
    if not str(number).isdigit() or not 0 < int(number) <= _district_limits().get(code, 0):
        return None
    return Place(f"{state.geoid}{int(number):02d}", f"{state.ocd_id}/cd:{int(number)}")


def county_place(
    name: str,
    *,
    code: str | None,
    link: str | None = None,
    year: int | None = None,
    others: frozenset[str] = frozenset(),
) -> Place | None:
    """A county's or independent city's identifiers.

    `code` is the state's postal code, `link` the linked article ("Essex County, Massachusetts"), which decides first;
    `others` are the `name_keys` of the table's rows: beside "Richmond City" a bare "Richmond" is the county.
    """
    if link and len(link) <= _LONGEST_TITLE:
        found, is_settled = _linked(link, code, year)
        if is_settled:
            return found
    return _named(name, code, year, others)


@lru_cache(maxsize=20_000)
def _linked(link: str, code: str | None, year: int | None) -> tuple[Place | None, bool]:
    """The county that a title means, and whether that settles it."""
    title, _, after = link.partition(",")
    linked_state = state_code(re.sub(r"\(.*?\)", "", after)) if after else None
    if linked_state and code and linked_state != code:
        until = _LATER_STATES.get((code, linked_state), 0)
        return (_named(title, linked_state, None, None) if year is not None and year < until else None), True
    found = _named(title, linked_state or code, year, None)
    if found is not None:
        return found, True
    return None, bool(linked_state and re.search(r"\b(?:county|parish|borough)$", title.casefold()))


def _named(name: str, code: str | None, year: int | None, others: frozenset[str] | None) -> Place | None:
    """The one county of a state that a name means. `others` None: an article's title, where "Richmond" is the city."""
    if code is None or len(name) > _LONGEST:
        return None
    key, valid = _meant(name, code, year)
    if len(valid) > 1 and len({county.place.geoid for county in valid if county.is_city}) == 1:
        rest = tuple(county for county in valid if not county.is_city)
        if others is None:
            valid = tuple(county for county in valid if county.is_city)
        elif others & {f"{key}city", f"cityof{key}", f"{key}independentcity"}:
            valid = rest
        elif f"{key}county" in others:
            valid = tuple(county for county in valid if county.is_city)
    if len(valid) == 1:
        return valid[0].place
    places = {county.place for county in valid}
    return places.pop() if len(places) == 1 else None


@lru_cache(maxsize=20_000)
def _meant(name: str, code: str, year: int | None) -> tuple[str, tuple[_County, ...]]:
    """The name's key and the counties of a state that it can mean."""
    name = _MARKS.sub("", name).strip()
    city = _STATEWIDE_CITY.fullmatch(name.casefold())
    if city:
        name = f"{city['name'] or city['tail']} city"
    key = _key(name)
    alias = _aliases().get((code, key))
    base = _key(base_name(name))
    found = (*_counties(code).get(key, ()), *_counties(code).get(base, ()))
    if alias:
        return key, tuple(filter(None, (_by_geoid(code).get(alias),)))
    kinds = [county for county in found if county.full == key]
    if not kinds:
        kinds = list(found)
        if base != key and (len(kinds) > 1 or name.casefold().endswith(" county")):  # Alexandria County is no city
            kinds = [county for county in kinds if county.is_city == name.casefold().endswith(" city")]
    valid = [county for county in kinds if year is None or county.since <= year <= county.until] or kinds
    return key, tuple(valid)
