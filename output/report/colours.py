"""Which colour a party has on a page: by convention where `party_colours.yaml` knows it, else by order of appearance.

Gives class names only; the colours themselves stand in the style sheet, for light and dark.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from pipeline.elections.words.parties import find_party
from pipeline.package_yaml import package_yaml

NOBODY = "p-none"
_QUALIFIER = re.compile(r"\s*\([^()]*\)\s*$")
_COMBINED = re.compile(r"others?\b|various|write-?ins?|scatter|undecided|none|blank|total|all other", re.IGNORECASE)


@lru_cache(maxsize=4096)
def is_combined(name: str | None) -> bool:
    """A column or line that is several candidates together, or nobody: Others, Various candidates, Undecided."""
    return name is None or _COMBINED.match(name) is not None


class Palette:
    """The colours of one page: the same party or person has the same class wherever they stand on it."""

    def __init__(self) -> None:
        self._given: dict[str, str] = {}
        self._people: dict[str, str] = {}

    def of(self, party: str | None, candidate: str | None = None) -> str:
        """The CSS class of a candidate: their party's by convention, else what they or their party had before.

        A party or person met for the first time gets the next of the free colours. NOBODY for neither, or for several
        together.
        """
        if is_combined(candidate) and (is_combined(party) or party is None):
            return NOBODY
        if party is not None and is_combined(party):
            party = None
        person = None if is_combined(candidate) else self._person(candidate or "")
        colour = (
            (_conventional(party) if party else None)
            or (self._people.get(person) if person else None)
            or self._given.get(_key(party or person or ""))
            or f"p-other-{len(set(self._given.values())) % _n_others()}"
        )
        if person:
            self._people.setdefault(person, colour)
        if colour.startswith("p-other"):
            self._given.setdefault(_key(party or person or ""), colour)
        return colour

    def _person(self, candidate: str) -> str:
        """The full name met before that alone has this surname; else the name as it is."""
        if candidate in self._people or " " in candidate:
            return candidate
        full = [name for name in self._people if name.endswith(f" {candidate}")]
        return full[0] if len(full) == 1 else candidate

    def of_letter(self, letter: str | None) -> str:
        """The class of a rating's party letter; NOBODY for one that is not in the file."""
        return _by_letter().get(letter or "", NOBODY)


def style() -> str:
    """CSS: each class sets --party to its colour, light or dark, which has a name of its own (`--p-0`) for charts."""
    data = _data()
    classes = {f"p-{number}": party for number, party in enumerate(data["parties"])}
    classes |= {f"p-other-{number}": entry for number, entry in enumerate(data["others"])}
    classes[NOBODY] = data["nobody"]
    light = "".join(f"--{name}:{entry['light']};" for name, entry in classes.items())
    dark = "".join(f"--{name}:{entry['dark']};" for name, entry in classes.items())
    used = "".join(f".{name}{{--party:var(--{name})}}" for name in classes)
    return f":root{{{light}}}\n@media screen and (prefers-color-scheme:dark){{:root{{{dark}}}}}\n{used}\n"


def one_party(parties: Sequence[str | None]) -> bool:
    """All stand for the same party, as in a primary: its colour would tell nobody from nobody."""
    return len(parties) > 1 and None not in parties and len(set(parties)) == 1


@lru_cache(maxsize=4096)
def _conventional(party: str) -> str | None:
    known = _by_name()
    if _key(party) in known:
        return known[_key(party)]
    found = find_party(party)  # California Democratic Party → Democratic
    return known.get(_key(found.short)) if found else None


@lru_cache(maxsize=4096)
def _key(name: str) -> str:
    return _QUALIFIER.sub("", name).casefold().removesuffix(" party").strip()


@cache
def _data() -> Any:
    return package_yaml(Path(__file__).with_name("party_colours.yaml"))


@cache
def _by_name() -> dict[str, str]:
    parties = enumerate(_data()["parties"])
    return {_key(name): f"p-{n}" for n, party in parties for name in (party["name"], *party.get("also", ()))}


@cache
def _by_letter() -> dict[str, str]:
    return {party["letter"]: f"p-{n}" for n, party in enumerate(_data()["parties"]) if "letter" in party}


@cache
def _n_others() -> int:
    return len(_data()["others"])
