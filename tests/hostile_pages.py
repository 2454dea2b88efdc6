"""Pages made to break a reader, of any length asked for: one entry of the registry each.

`HOSTILE[name](size)` is a page of about `size` characters. Most repeat or nest one piece of markup; the others put a
bait (a run of blanks, digits, brackets) where a pattern might look at it again and again, or ask for work that grows
faster than the text. To add one: an entry of the `hostile_….py` beside
this file, or a function marked `@hostile`. Nothing here reads
a page; `test_hostile_pages.py` does at a small size, `benchmarks/hostile.py` at 2 MB.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from tests.hostile_baits import BAITS, OPENERS, PLACES, RUNS
from tests.hostile_elections import AGAIN, OF_ITS_OWN
from tests.hostile_markup import NESTED, REPEATED
from tests.hostile_mixes import GRIDS, MIXED, STRETCHED
from tests.hostile_nests import NESTS
from tests.hostile_returns import IN_ELECTION, NUMBERED
from tests.hostile_tables import COUNTED, LONG, SHAPED

Generator = Callable[[int], str]

HOSTILE: dict[str, Generator] = {}


def hostile(function: Generator) -> Generator:
    """Enter a generator in the registry under its name; use it as a decorator."""
    HOSTILE[function.__name__.replace("_", " ")] = function
    return function


def repeated(unit: str, size: int) -> str:
    """The unit, as often as it fits."""
    return unit * max(1, size // len(unit))


def nested(opening: str, closing: str, size: int) -> str:
    """So many openings, an x, and as many closings."""
    depth = max(1, size // (len(opening) + len(closing)))
    return opening * depth + "x" + closing * depth


def between(begin: str, unit: str, end: str, size: int) -> str:
    """The unit repeated between a beginning and an end."""
    return begin + repeated(unit, size - len(begin) - len(end)) + end


def baited(place: str, unit: str, size: int) -> str:
    """A page with the bait wherever the place has a dollar sign."""
    return place.replace("$", repeated(unit, (size - len(place)) // place.count("$")))


HOSTILE |= {f"repeated: {name}": partial(repeated, unit) for name, unit in REPEATED.items()}
HOSTILE |= {f"nested: {name}": partial(nested, *pair) for name, pair in NESTED.items()}
HOSTILE |= {f"election: {name}": partial(between, *parts) for name, parts in IN_ELECTION.items()}
HOSTILE |= {
    f"bait: {bait} as {name}": partial(baited, place, unit)
    for name, place in PLACES.items()
    for bait, unit in BAITS.items()
}


def numbered(begin: str, unit: str, end: str, size: int) -> str:
    """The unit repeated, `#` in it replaced by a running number, so that nothing is met twice."""
    count = max(1, size // (len(unit) + 3))
    return begin + "".join(unit.replace("#", str(n)) for n in range(1, count + 1)) + end


HOSTILE |= {
    f"run: {run} in a {name}": partial(between, opener, unit, end)
    for name, opener in OPENERS.items()
    for run, unit in RUNS.items()
    for end in ("|x\n|}",)
}
HOSTILE |= {f"numbered: {name}": partial(numbered, *parts) for name, parts in NUMBERED.items()}
HOSTILE |= {f"of its own: {name}": partial(numbered, *parts) for name, parts in OF_ITS_OWN.items()}
HOSTILE |= {f"again: {name}": partial(between, *parts) for name, parts in AGAIN.items()}
HOSTILE |= {f"counted: {name}": partial(numbered, *parts) for name, parts in COUNTED.items()}
HOSTILE |= {f"long: {name}": partial(between, *parts) for name, parts in LONG.items()}
HOSTILE |= {f"nests: {name}": partial(repeated, nest) for name, nest in NESTS.items()}
HOSTILE |= {f"shaped: {name}": shape for name, shape in SHAPED.items()}
HOSTILE |= {f"mixed: {name}": partial(numbered, *parts) for name, parts in MIXED.items()}
HOSTILE |= {f"stretched: {name}": partial(between, *parts) for name, parts in STRETCHED.items()}
HOSTILE |= {f"grids: {name}": grid for name, grid in GRIDS.items()}


@hostile
def deep_rows_of_wide_tables(size: int) -> str:
    """A table as wide as it is long."""
    side = int((size / 4) ** 0.5)
    return "{|\n" + ("|-\n|" + " 1 ||" * side + "\n") * side + "|}"


@hostile
def many_headings_over_one_table(size: int) -> str:
    """A path of headings as long as the page."""
    return repeated("=== a b c ===\n==== d e f ====\n", size // 2) + repeated(
        "{|\n! County !! A%\n|-\n|X||5%\n|}\n", size // 2
    )


@hostile
def short_names_of_many_people(size: int) -> str:
    """Every column a name that might be any of thousands of people."""
    people = numbered("{|\n! Candidate !! Votes\n", "|-\n| Jane A. R#oe || 1#\n", "|}\n", size // 2)
    return people + numbered("{|\n! County ", "!! R#oe% ", "\n|-\n|A||5%\n|}", min(size // 2, 4000))


@hostile
def people_in_thousands_of_tables(size: int) -> str:
    """Each of many tables with two columns to be matched with thousands of people."""
    people = numbered("{|\n! Candidate !! Votes\n", "|-\n| Jane A. R#oe || 1#\n", "|}\n", size // 2)
    return people + repeated("{|\n! County !! Roe% !! Poe%\n|-\n|A||5%||6%\n|-\n|B||5%||6%\n|}\n", size // 2)


@hostile
def contradicting_spans(size: int) -> str:
    """Row spans and column spans that overlap each other."""
    return "{|\n" + repeated("|-\n| rowspan=7 colspan=3 | a || colspan=5 | b\n| rowspan=99 | c\n", size) + "|}"


@hostile
def tables_in_calls_in_tables(size: int) -> str:
    """A table in a call in a cell, over and over."""
    return repeated("{|\n| {{small|{{(!}}\n{{!}} a\n{{!)}}}}\n|}\n", size)


@hostile
def a_table_that_ends_nowhere(size: int) -> str:
    """Open tables, each followed by a heading that ends it."""
    return repeated("{|\n| a\n== b ==\n", size)


@hostile
def cells_that_all_differ(size: int) -> str:
    """Markup in every cell, none like another: nothing is remembered twice."""
    cells = (f"|-\n| [[A {n}|''b{n}'']] || '''{n}'''<ref>{n}</ref> || {{{{nowrap|{n}}}}}\n" for n in range(size // 55))
    return "{|\n! A !! B !! C\n" + "".join(cells) + "|}"
