"""A scope: which pages belong to a dataset, as far as titles alone can tell. Pure; whoever searches a wiki or a dump
for members of categories and users of templates asks here what to search for and which titles to keep.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property

import us

from pipeline.errors import UsageError
from pipeline.settings import ScopeSettings

# How articles name a state in their titles, where that differs from its name; each form is looked for.
STATE_FORMS = {
    "District of Columbia": ("the District of Columbia", "District of Columbia"),
    "Washington": ("Washington (state)", "Washington"),
    "New York": ("New York", "New York (state)"),
    "Georgia": ("Georgia", "Georgia (U.S. state)"),
}
# Some states voted shortly before they were admitted (Indiana 1816, Missouri 1820, Michigan 1836).
VOTED_BEFORE_STATEHOOD = 4
FIRST_VOTE_OF_DC = 1964
_PLACEHOLDER = re.compile(r"\{(\w+)\}")
_RANGE = re.compile(r"(\d{4})\s*-\s*(\d{4})(?:\s+step\s+(\d+))?")


class Scope:
    """A named scope of the settings. Raises UsageError for a pattern or a range of years that cannot be read."""

    def __init__(self, name: str, settings: ScopeSettings) -> None:
        self.name = name
        self.settings = settings
        self.explicit_titles = tuple(canonical_title(title) for title in settings.titles)
        self.series = tuple(canonical_title(title) for title in settings.series)
        self.templates = tuple(_without_namespace(name, "template") for name in settings.templates)
        self.categories = tuple(_without_namespace(name, "category") for name in settings.categories)
        self._only = [_as_regex(pattern) for pattern in _several(settings.only)]
        years = list(_years(settings.years))
        self.pattern_titles = tuple(
            dict.fromkeys(
                title
                for pattern in _several(settings.pattern)
                for title in _written_out(pattern, years, settings.states)
                if self.allows(title)
            )
        )

    @cached_property
    def titles(self) -> frozenset[str]:
        """Every title that the scope names or writes out, canonical."""
        return frozenset((*self.explicit_titles, *self.pattern_titles, *self.series))

    def allows(self, title: str) -> bool:
        """Whether `only` keeps the title; anything without `only`."""
        return not self._only or any(pattern.fullmatch(title) for pattern in self._only)


def canonical_title(title: str) -> str:
    """A title as MediaWiki writes it: spaces for underscores, single, the first letter a capital."""
    words = " ".join(title.replace("_", " ").split())
    return words[:1].upper() + words[1:]


def state_forms() -> dict[str, tuple[tuple[str, ...], int]]:
    """State → its forms in titles and the first year in which it could vote: the 50 states and D.C."""
    states: dict[str, tuple[tuple[str, ...], int]] = {}
    for state in us.STATES:  # the 50; DC_STATEHOOD in the environment adds D.C.
        first_vote = (state.statehood_year or FIRST_VOTE_OF_DC) - VOTED_BEFORE_STATEHOOD
        states[state.name] = STATE_FORMS.get(state.name, (state.name,)), first_vote
    states[us.states.DC.name] = (STATE_FORMS[us.states.DC.name], FIRST_VOTE_OF_DC)
    return states


def _written_out(pattern: str, years: list[str], states: Iterable[str]) -> Iterator[str]:
    names = set(_PLACEHOLDER.findall(pattern))
    if unknown := names - {"year", "state"}:
        raise UsageError(
            f"the pattern {pattern!r} cannot be written out: {{{min(unknown)}}} stands for anything",
            remedy="A pattern may hold {year} and {state}; put others into `only`, beside templates or categories",
        )
    if "year" in names and not years:
        raise UsageError(f"the pattern {pattern!r} needs `years`", remedy='As in years = ["1992-2028 step 4"]')
    known = state_forms()
    chosen = {state: known.get(state, ((state,), 0)) for state in states} or known
    for year in years if "year" in names else [""]:
        for forms, first_year in chosen.values() if "state" in names else [(("",), 0)]:
            if year[:4].isdigit() and int(year[:4]) < first_year:
                continue
            for form in forms:
                yield canonical_title(pattern.replace("{year}", year).replace("{state}", form))


def _years(values: Iterable[str | int]) -> Iterator[str]:
    for value in values:
        span = _RANGE.fullmatch(str(value))
        if span:
            first, last, step = int(span[1]), int(span[2]), int(span[3] or 1)
            if not step or last < first:
                raise UsageError(f"not a range of years: {value!r}", remedy='As in "1992-2028 step 4"')
            yield from map(str, range(first, last + 1, step))
        else:
            yield str(value)


def _as_regex(pattern: str) -> re.Pattern[str]:
    forms = [re.escape(form) for forms, _ in state_forms().values() for form in forms]
    meanings = {"year": r"\d{4}(?:[–-]\d{2,4})?", "state": f"(?:{'|'.join(forms)})"}
    pieces = _PLACEHOLDER.split(pattern)
    for place, piece in enumerate(pieces):
        pieces[place] = meanings.get(piece, ".+") if place % 2 else re.escape(piece)
    return re.compile("".join(pieces))


def _without_namespace(name: str, namespace: str) -> str:
    head, colon, rest = canonical_title(name).partition(":")
    return canonical_title(rest) if colon and head.lower() == namespace else canonical_title(name)


def _several(value: str | tuple[str, ...]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else value
