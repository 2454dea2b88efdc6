"""Parties by their names: short name, article and letter, from `parties.yaml`.

A name means a party only within a country: "Liberal" is nobody in particular until the country is known.
Nothing is looked up by likeness; a name that is not in the file is shortened by rule or left as it stands.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any, Final, NamedTuple

import us

from pipeline.package_yaml import package_yaml
from pipeline.wikitext.remembering import remembered

_STATES: Final = "|".join(re.escape(state.name) for state in (*us.STATES_AND_TERRITORIES, us.states.DC))
_STATE_PARTY: Final = re.compile(
    rf"(?:{_STATES}) (?:State )?(Democratic|Republican|Libertarian|Green) (?:State )?(?:Party|Committee)"
    rf"|(Democratic|Republican|Libertarian|Green) Party of (?:{_STATES})"
)
# What tells an article from others of the name, and no faction: Janata Dal (Secular), Pakistan Muslim League (N).
_QUALIFIER: Final = re.compile(
    r"\s*\((?!(?:(?!U[KS]\))[A-Z]{1,2}|(?:Unified )?Marxist(?:[–-]Leninist)?|Leninist|Maoist(?: Centre)?|Secular|United"
    r"|Democratic|Left|Right|Reform(?:ed|ist)?|Progressive|Indira|Organisation|Requisitionists|Socialist)\))[^()]*\)\s*$"
)
_PARTY_ARTICLE: Final = re.compile(
    r".*\b(?:party|\(politician\)|independent politician|coalition|alliance|movement|league|front|bloc|democrats"
    r"|socialists|greens|liberals|conservatives|communists|(?<!states )congress(?= \(|$)"
    r"|(?<!european )(?<!soviet )(?<!african )union(?= \(|$))\b.*",
    re.IGNORECASE,
)
_OF_COUNTRY: Final = re.compile(r"\s+of (?:the )?[A-Z][\w.’' -]+$")


_COUNTRIES: Final = {"us": "(united states)", "usa": "(united states)", "united kingdom": "(uk)"}  # redirects' titles
_COUNTRY_SHORT: Final = re.compile(rf"\(({'|'.join(_COUNTRIES)})\)$")


class Party(NamedTuple):
    """A party as tables show it and as its article is called."""

    short: str
    article: str
    letter: str | None  # as American ratings write it: D, R, I
    country: str


@cache
def _entries() -> dict[str, list[dict[str, Any]]]:
    entries: dict[str, list[dict[str, Any]]] = package_yaml(Path(__file__).with_name("parties.yaml"))
    return entries


@cache
def _registry() -> tuple[dict[tuple[str, str], Party], dict[str, Party]]:
    by_name: dict[tuple[str, str], Party] = {}
    by_article: dict[str, Party] = {}
    for country, entries in _entries().items():
        for entry in entries:
            party = Party(entry["short"], entry["article"], entry.get("letter"), country)
            by_article.setdefault(_key(party.article), party)
            for name in (party.short, party.article, *entry.get("also", ())):
                by_name.setdefault((country, _key(name)), party)
    return by_name, by_article


@cache
def party_names() -> tuple[tuple[str, str, Party], ...]:
    """(country, name, party) for every name in `parties.yaml`, sorted: short names, articles and what else is met."""
    by_name, _ = _registry()
    named = {
        (country, str(name))
        for country, entries in _entries().items()
        for entry in entries
        for name in (entry["short"], entry["article"], *entry.get("also", ()))
    }
    return tuple((country, name, by_name[country, _key(name)]) for country, name in sorted(named))


@remembered
def _key(name: str) -> str:
    """A name for comparison."""
    key = " ".join(name.replace(".", "").replace("’", "'").replace("_", " ").casefold().split())
    key = key if key == "no party" else key.removesuffix(" party")
    return _COUNTRY_SHORT.sub(lambda match: _COUNTRIES[match[1]], key) if key.endswith(")") else key


def find_party(name: str | None, country: str | None = None) -> Party | None:
    """The party of that short name, article, abbreviation or letter; None where none or several can be meant.

    An article's title is enough by itself; a short name needs the country. State parties of the United States
    (`California Democratic Party`) are the national one's, with their own article.
    """
    if not name or not name.strip() or len(name) > 200:
        return None
    by_name, by_article = _registry()
    party = by_article.get(_key(name))
    if party is not None:
        return party
    if country is not None:
        party = by_name.get((country, _key(name)))
        if party is not None:
            return party
    if country in {None, "United States"}:
        state_party = _STATE_PARTY.fullmatch(name.strip())
        if state_party:
            national = by_name.get(("United States", _key(state_party[1] or state_party[2])))
            return national._replace(article=name.strip()) if national else None
    return None


def is_party_article(title: str) -> bool:
    """Whether an article's title has a word for a party or an alliance in it."""
    return _PARTY_ARTICLE.fullmatch(title) is not None


def short_party(name: str, country: str | None = None) -> str:
    """The short name shown for a party's title or name: "Republican" for `Republican Party (United States)`."""
    party = find_party(name, country)
    if party is not None:
        return party.short
    if len(name) > 200:
        return name
    short = _QUALIFIER.sub("", name.strip())
    if short.endswith(" politician"):
        return short.removesuffix(" politician")
    if short.endswith(" Party") and short != "Brexit Party":
        return short.removesuffix(" Party")
    return _OF_COUNTRY.sub("", short).removesuffix(" Party") if re.search(r" Party of ", short) else short


def party_letter(name: str | None, country: str | None = None) -> str | None:
    """The letter that ratings write for a party: "D" for Democratic; None where it has none."""
    party = find_party(name, country)
    return party.letter if party else None
