"""What is known of the United States from outside the articles, as tables that the checks join: read from `data/`.

`electoral_votes` (state, year, votes), one row per state and presidential election, US for all of them together;
`house_seats` (fips, year, seats), one per state and even year; `official_counties` (state, fips, geoid, name, since,
until), counties in the years for which the list is whole; `same_place` (before, after), a county's old and new code;
`states` (state, fips, name). Nothing here is taken from an
article, and nothing of it is published.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import polars as pl
import us

from pipeline.elections.words import places

_DATA = Path(__file__).parent / "data"
_COUNTIES = Path(places.__file__).parents[1] / "data" / "counties.csv"
_LAST_ALLOCATED = 2028  # the census of 2030 comes after it
_NEVER, _ALWAYS = 9999, 0


@cache
def reference_tables() -> dict[str, pl.DataFrame]:
    """The reference tables by name."""
    return {
        "states": _states(),
        "electoral_votes": _electoral_votes(),
        "house_seats": _house_seats(),
        "official_counties": _official_counties(),
        "same_place": _same_place(),
    }


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(line for line in lines if not line.startswith("#"))


def _states() -> pl.DataFrame:
    named = [(state.abbr, state.fips, state.name) for state in (*us.states.STATES, us.states.DC)]
    named.append(("DC", us.states.DC.fips, "Washington, D.C."))
    return pl.DataFrame(named, schema=["state", "fips", "name"], orient="row")


def _allocations() -> Iterator[tuple[str, int, int, int]]:
    """State, the first election of an allocation, the first of the next one, votes."""
    for row in _rows(_DATA / "electoral_votes.csv"):
        starts = [int(name) for name in row if name != "state"]
        for first, after in zip(starts, [*starts[1:], _LAST_ALLOCATED + 4], strict=True):
            if row[str(first)]:
                yield row["state"], first, after, int(row[str(first)])


def _electoral_votes() -> pl.DataFrame:
    found = [(state, year, n) for state, first, after, n in _allocations() for year in range(first, after, 4)]
    votes = pl.DataFrame(found, schema=["state", "year", "votes"], orient="row")
    together = votes.group_by("year").agg(pl.col("votes").sum()).select(pl.lit("US").alias("state"), "year", "votes")
    return pl.concat([votes, together.sort("year")])


def _house_seats() -> pl.DataFrame:
    """A state has two senators; an apportionment begins with the election of the census's year and two."""
    fips = dict(_states().select("state", "fips").rows())
    found = []
    for state, first, after, votes in _allocations():
        begins, ends = (first - 2) // 10 * 10 + 2, (after - 2) // 10 * 10 + 2
        found += [(fips[state], year, votes - 2) for year in range(max(begins, 1960), ends, 2) if state != "DC"]
    return pl.DataFrame(found, schema=["fips", "year", "seats"], orient="row")


def _same_place() -> pl.DataFrame:
    codes = [(row["before"], row["after"]) for row in _rows(_DATA / "same_place.csv")]
    return pl.DataFrame(codes, schema=["before", "after"], orient="row")


def _official_counties() -> pl.DataFrame:
    lists = {row["state"]: row for row in _rows(_DATA / "county_lists.csv")}
    found = []
    for county in _rows(_COUNTIES):
        rule = lists.get(county["state"], lists["default"])
        since = max(int(county["since"] or _ALWAYS), int(rule["since"]))
        until = min(int(county["until"] or _NEVER), int(rule["until"] or _NEVER))
        if county["geoid"] not in rule["optional"].split():
            found.append((county["state"], county["geoid"][:2], county["geoid"], county["name"], since, until))
    return pl.DataFrame(found, schema=["state", "fips", "geoid", "name", "since", "until"], orient="row")
