"""Which colour a party has on a page: by convention where `party_colours.yaml` knows it, else by order of appearance.

Gives class names only; the colours themselves stand in the style sheet, for light and dark.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from pipeline.elections.parties import find_party

NOBODY = "p-none"
_QUALIFIER = re.compile(r"\s*\([^()]*\)\s*$")
_COMBINED = re.compile(r"others?\b|various|write-?ins?|scatter|undecided|none|blank|total|all other", re.IGNORECASE)


def is_combined(name: str | None) -> bool:
    """A column or line that is several candidates together, or nobody: Others, Various candidates, Undecided."""
    return name is None or _COMBINED.match(name) is not None


class Palette:
    """The colours of one page: the same party has the same class wherever it stands on it."""

    def __init__(self) -> None:
        self._given: dict[str, str] = {}

    def of(self, party: str | None, candidate: str | None = None) -> str:
        """The CSS class of a party; without one, of the candidate; of neither or of several together: NOBODY."""
        name = party if party and not is_combined(party) else candidate
        if is_combined(name) or name is None:
            return NOBODY
        known = _by_name()
        key = _key(name)
        if key not in known and party:
            found = find_party(party)
            key = _key(found.short) if found else key
        if key in known:
            return known[key]
        return self._given.setdefault(key, f"p-other-{len(self._given) % _n_others()}")

    def of_letter(self, letter: str | None) -> str:
        """The class of a rating's party letter; NOBODY for one that is not in the file."""
        return _by_letter().get(letter or "", NOBODY)


def style() -> str:
    """CSS: each class sets --party for light pages and, under prefers-color-scheme, for dark ones."""
    data = _data()
    classes = {f"p-{number}": party for number, party in enumerate(data["parties"])}
    classes |= {f"p-other-{number}": entry for number, entry in enumerate(data["others"])}
    classes[NOBODY] = data["nobody"]
    light = "".join(f".{name}{{--party:{entry['light']}}}" for name, entry in classes.items())
    dark = "".join(f".{name}{{--party:{entry['dark']}}}" for name, entry in classes.items())
    return f"{light}\n@media screen and (prefers-color-scheme:dark){{{dark}}}\n"


def _key(name: str) -> str:
    return _QUALIFIER.sub("", name).casefold().removesuffix(" party").strip()


@cache
def _data() -> Any:
    return yaml.safe_load(files("output.report").joinpath("party_colours.yaml").read_text(encoding="utf-8"))


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
