"""A table by area as the report shows it: candidates side by side, who leads in each area and by how much, the shift.

Pure functions over rows. A margin is computed from votes where there are votes, else from the stated shares; where two
lead alike, or one figure is missing, there is no winner and no margin.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import NamedTuple

from output.report.colours import Palette, is_combined
from output.report.geometry import CountyMap, county_map
from output.report.reading import Row
from pipeline.elections.contest import is_stage

MOST_COLUMNS = 6  # candidates side by side; with more, each area shows those who lead there
MARGIN_STEPS = (5, 10, 20, 40)  # percentage points at which the map's shade changes
SHIFT_STEPS = (2, 5, 10, 20)
TOTALS = "total"  # in place of a GEOID, for the Totals row of the table by county of the election before


class Standing(NamedTuple):
    """A candidate in an area."""

    candidate: str
    party: str | None
    colour: str
    votes: int | None
    pct: float | None


class Lead(NamedTuple):
    """Who leads and by how much, in percentage points of all votes."""

    first: Standing
    second: Standing | None
    margin_votes: int | None
    margin_pct: float

    @property
    def step(self) -> int:
        """The shade on the map, 1 (close) to 5."""
        return _step(self.margin_pct, MARGIN_STEPS)


@dataclass(frozen=True)
class AreaLine:
    """An area of the table. `shift`: see `AreaTable.shift_party`; None where the election before has no such area."""

    area: str
    geoid: str | None
    is_total: bool
    total_votes: int | None
    representative: str | None
    standings: Sequence[Standing]  # most votes first
    by_column: Mapping[tuple[str, str | None], Standing]
    lead: Lead | None
    balance: float | None  # the lead of `AreaTable.shift_party` over `shift_against`, below 0 where it is behind
    shift: float | None

    @property
    def shift_step(self) -> int:
        """The shade of the shift on the map, 1 to 5; 0 without one."""
        return 0 if self.shift is None else _step(abs(self.shift), SHIFT_STEPS)


@dataclass(frozen=True)
class AreaTable:
    """A table by area. `shift` of its lines: change of the lead of `shift_party` over `shift_against`, in points."""

    table_no: int
    area_type: str
    heading: str  # the section it stands in, and its caption
    columns: Sequence[Standing]  # candidates side by side; empty: too many for that
    lines: Sequence[AreaLine]
    outline: CountyMap | None
    shift_party: Standing | None
    shift_against: Standing | None

    @cached_property
    def has_shift(self) -> bool:
        """Any area can be compared with the election before."""
        return any(line.shift is not None for line in self.lines)

    @property
    def total(self) -> AreaLine | None:
        """The Totals row; None where the table has none, or several."""
        totals = [line for line in self.lines if line.is_total]
        return totals[0] if len(totals) == 1 else None

    def closest(self, count: int) -> list[AreaLine]:
        """The areas of the smallest leads, closest first; none where fewer than twice as many have a lead."""
        led = sorted((line for line in self.lines if line.lead and not line.is_total), key=_margin)
        return led[:count] if len(led) >= 2 * count else []

    def widest(self, count: int) -> list[AreaLine]:
        """The areas of the largest leads, widest first; none where fewer than twice as many have a lead."""
        led = sorted((line for line in self.lines if line.lead and not line.is_total), key=_margin, reverse=True)
        return led[:count] if len(led) >= 2 * count else []

    @property
    def name(self) -> str:
        """14 counties, 1 congressional district, 3 areas."""
        kind = (self.area_type or "area").replace("_", " ")
        count = sum(not line.is_total for line in self.lines)
        many = f"{kind[:-1]}ies" if kind.endswith("y") else f"{kind}es" if kind.endswith("h") else f"{kind}s"
        return f"{count:,} {kind if count == 1 else many}"

    @cached_property
    def by_geoid(self) -> dict[str, tuple[int, AreaLine]]:
        """Each county's place among the lines, from 0, and its line."""
        return {line.geoid: (n, line) for n, line in enumerate(self.lines) if line.geoid and not line.is_total}

    @cached_property
    def leaders(self) -> list[tuple[Standing, int]]:
        """Who leads in how many areas, most first; parties where each area has candidates of its own."""
        led: dict[str, tuple[Standing, int]] = {}
        for line in self.lines:
            if line.lead and not line.is_total:
                first = line.lead.first
                if not self.columns and first.party:
                    first = first._replace(candidate=first.party)
                led[first.candidate] = (first, led.get(first.candidate, (first, 0))[1] + 1)
        return sorted(led.values(), key=lambda item: (-item[1], item[0].candidate))


def area_tables(
    areas: Iterable[Row], results: Iterable[Row], before: Iterable[Row], page_tables: Iterable[Row], palette: Palette
) -> list[AreaTable]:
    """The tables by area of a page, from its rows of the tables of these names in the order of the queries."""
    headings = {row["table_no"]: _heading(row["section_path"], row["caption"]) for row in page_tables}
    found: dict[tuple[int, str, str], dict[tuple[int, str], list[Row]]] = {}
    for row in results:
        table = found.setdefault(_contest(row), {})
        table.setdefault((row["row_no"], row["area"]), []).append(row)
    past: dict[str, dict[str, float]] = {}
    for row in before:
        if row["pct"] is not None:
            past.setdefault(row["geoid"], {})[row["party"]] = row["pct"]
    return [
        _table(key, _named(headings.get(key[0], ""), key[2]), list(rows), found.get(key, {}), past, palette)
        for key, rows in groupby(areas, key=_contest)
    ]


def _contest(row: Row) -> tuple[int, str, str]:
    """What parts areas: table, kind of area and, where two rounds stand side by side, the round."""
    return row["table_no"], row["area_type"], row["election_id"]


def _stage(election_id: str) -> str:
    """The primary or runoff of the page's election: "Runoff"; "" for an election with an infobox."""
    return election_id.partition("#")[2] if is_stage(election_id) else ""


def _named(heading: str, election_id: str) -> str:
    return " – ".join(part for part in (_stage(election_id), heading) if part)


def _margin(line: AreaLine) -> float:
    return line.lead.margin_pct if line.lead else 0.0


def _heading(section_path: str, caption: str | None) -> str:
    section = section_path.rpartition(" > ")[2]
    return " – ".join(part for part in (section, caption) if part)


def _step(points: float, limits: Sequence[int]) -> int:
    return 1 + sum(points >= limit for limit in limits)


def _table(
    key: tuple[int, str, str],
    heading: str,
    areas: Sequence[Row],
    results: Mapping[tuple[int, str], list[Row]],
    past: Mapping[str, Mapping[str, float]],
    palette: Palette,
) -> AreaTable:
    past = {} if _stage(key[2]) else past  # the election before is compared with the election alone
    columns = _columns(areas, results, palette)
    colours = {(column.candidate, column.party): column.colour for column in columns}
    rivals = [column for column in columns if column.party and not is_combined(column.candidate)][:2]
    pair = (rivals[0], rivals[1]) if len(rivals) == 2 and rivals[0].party != rivals[1].party else None
    parties = (pair[0].party or "", pair[1].party or "") if pair else None
    lines = [_line(row, results.get((row["row_no"], row["area"]), []), past, parties, colours) for row in areas]
    side_by_side = columns if len(columns) <= MOST_COLUMNS else []
    has_leads = any(line.lead and line.geoid for line in lines)
    counties = [line.geoid for line in lines if line.geoid] if key[1] == "county" and has_leads else []
    outline = county_map(counties) if counties else None
    return AreaTable(key[0], key[1], heading, side_by_side, lines, outline, *(pair or (None, None)))


def _columns(areas: Sequence[Row], results: Mapping[tuple[int, str], list[Row]], palette: Palette) -> list[Standing]:
    """The table's candidates, most votes first, those who are several together last."""
    totals: dict[tuple[str, str | None], float] = {}
    for area in areas:
        for row in results.get((area["row_no"], area["area"]), ()):
            person = row["candidate"], row["party"]
            weight = row["votes"] if row["votes"] is not None else row["pct"]
            totals[person] = totals.get(person, 0) + (0 if area["is_total"] else weight or 0)
    order = sorted(totals, key=lambda person: (is_combined(person[0]), -totals[person], person[0], person[1] or ""))
    return [Standing(name, party, palette.of(party, name), None, None) for name, party in order]


def _line(
    area: Row,
    rows: Iterable[Row],
    past: Mapping[str, Mapping[str, float]],
    pair: tuple[str, str] | None,
    colours: Mapping[tuple[str, str | None], str],
) -> AreaLine:
    standings = [
        Standing(row["candidate"], row["party"], colours[row["candidate"], row["party"]], row["votes"], row["pct"])
        for row in rows
    ]
    standings.sort(key=lambda s: (is_combined(s.candidate), -(s.votes or 0), -(s.pct or 0), s.candidate))
    total = area["total_votes"] or sum(standing.votes or 0 for standing in standings) or None
    by_column = {(standing.candidate, standing.party): standing for standing in standings}
    balance = _balance(standings, total, pair)
    before = past.get(TOTALS if area["is_total"] and area["area_type"] == "county" else area["geoid"] or "", {})
    earlier = before[pair[0]] - before[pair[1]] if pair and all(party in before for party in pair) else None
    return AreaLine(
        area=area["area"],
        geoid=area["geoid"],
        is_total=area["is_total"],
        total_votes=total,
        representative=area["representative"],
        standings=standings,
        by_column=by_column,
        lead=_lead(standings, total),
        balance=balance,
        shift=balance - earlier if balance is not None and earlier is not None else None,
    )


def _lead(standings: Sequence[Standing], total: int | None) -> Lead | None:
    named = [standing for standing in standings if not is_combined(standing.candidate)]
    if len(named) < 2:
        return None
    with_votes = all(standing.votes is not None for standing in named) and total is not None
    if with_votes and total is not None:
        first, second, *_ = sorted(named, key=lambda s: -(s.votes or 0))
        votes = (first.votes or 0) - (second.votes or 0)
        return Lead(first, second, votes, 100 * votes / total) if votes else None
    if any(standing.pct is None for standing in named):
        return None
    first, second, *_ = sorted(named, key=lambda s: -(s.pct or 0))
    points = (first.pct or 0) - (second.pct or 0)
    return Lead(first, second, None, points) if points else None


def _balance(standings: Iterable[Standing], total: int | None, pair: tuple[str, str] | None) -> float | None:
    """The first party's share less the second's; None where either has no candidate, no share, or two candidates."""
    if pair is None:
        return None
    now: dict[str, float] = {}
    for standing in standings:
        share = 100 * standing.votes / total if standing.votes is not None and total else standing.pct
        if standing.party in pair:
            if share is None or standing.party in now:  # two candidates of one party: not theirs to compare
                return None
            now[standing.party] = share
    return now[pair[0]] - now[pair[1]] if len(now) == 2 else None
