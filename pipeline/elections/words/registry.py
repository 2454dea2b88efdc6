"""A registry of words: patterns under names, of which the first that matches a text wholly names it.

The registries (`lines.yaml`, `columns.yaml`, `area_types.yaml`, …) hold hundreds of patterns, and most texts match
none. Trying them one by one was a fifth of the reading of a page never met: here a text is tried only with those that
can begin as it does. Nothing here knows what the names mean.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

from pipeline.elections.words.first_characters import first_characters
from pipeline.errors import FaultError
from pipeline.package_yaml import package_yaml

_ANY: Final = ""  # in the place of a character: of patterns that may begin with any
_FEW: Final = 4  # characters: what may begin with more is tried on every text, for each costs a compilation
_LONGEST: Final = 2_000  # characters: so long a text is no label, and hundreds of patterns need not go through it
_NOTHING: Final = re.compile("(?!)")


class WordRegistry:
    """Names with their patterns, in order; the patterns are for folded text and refer to no group of theirs.

    They are compiled when first needed, and then FaultError is raised where somebody has written one that is none.
    """

    def __init__(self, named: Iterable[tuple[str, Iterable[Any]]]) -> None:
        """Enter the names; one may come several times. Raises FaultError for a pattern that YAML took for no text."""
        self._names: Final[list[str]] = []
        self._by_first: Final[dict[str, dict[int, list[str]]]] = {}  # character → place of a name → its patterns
        self._compiled: Final[dict[str, re.Pattern[str]]] = {}  # when first asked for: some are never
        for place, (name, patterns) in enumerate(named):
            self._names.append(name)
            for pattern in patterns:
                if not isinstance(pattern, str):  # `- no`, `- 2004`, `- (?: .*)?`, which is a mapping
                    raise FaultError(f"in a registry, under {name!r}: {pattern!r} is no text", remedy="Quote it: '…'")
                firsts = first_characters(pattern)
                for first in firsts if firsts and len(firsts) <= _FEW else (_ANY,):
                    self._by_first.setdefault(first, {}).setdefault(place, []).append(pattern)

    def name_of(self, text: str) -> str | None:
        """The first name with a pattern that matches the whole text; None where there is none, or it is prose."""
        if len(text) > _LONGEST:
            return None
        led, other = self._patterns(text[:1]).fullmatch(text), self._patterns(_ANY).fullmatch(text)
        if led is None and other is None:
            return None
        return self._names[min(int(str(match.lastgroup)[1:]) for match in (led, other) if match is not None)]

    def knows(self, text: str) -> bool:
        """Whether any pattern matches the whole text."""
        return self.name_of(text) is not None

    def _patterns(self, first: str) -> re.Pattern[str]:
        """One pattern in which those of a name stand in a group by its place, in order."""
        found = self._compiled.get(first)
        if found is None and first in self._by_first:
            places = self._by_first[first].items()
            groups = (f"(?P<_{place}>{'|'.join(f'(?:{each})' for each in patterns)})" for place, patterns in places)
            try:
                found = re.compile("|".join(groups))
            except re.error:
                self._tell_which(first)
                raise
            self._compiled[first] = found
        return found or _NOTHING

    def check(self) -> None:
        """Compile every pattern now; raises FaultError for the first that is none."""
        for first in self._by_first:
            self._patterns(first)

    def _tell_which(self, first: str) -> None:
        for place, patterns in self._by_first[first].items():
            for pattern in patterns:
                try:
                    re.compile(f"(?P<_>{pattern})")
                except re.error as error:
                    what = f"in a registry, under {self._names[place]!r}: {pattern!r} is no regular expression"
                    raise FaultError(f"{what}: {error.msg}", remedy="Mend it there") from None


def registry_of(path: Path) -> WordRegistry:
    """The registry of a YAML file that maps names to lists of patterns, and nothing else. Raises FaultError."""
    return WordRegistry(package_yaml(path).items())
