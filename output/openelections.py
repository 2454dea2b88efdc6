"""Export of county results in the layout and under the file names of OpenElections.

    2004/20041102__ma__general__county.csv      county,office,district,party,candidate,votes

https://docs.openelections.net/guide/ ("Standardized results"): one file per state, date and kind of election, all
offices in it. Rows without votes, of no known state or of no known day have no place in that layout; they are counted,
not guessed.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import us

from output.attribution import attribution_text
from output.folder import Release
from output.sql import query

COLUMNS = ("county", "office", "district", "party", "candidate", "votes")
# In order; the first pattern found in the article's title names the office, as OpenElections writes it.
OFFICES: tuple[tuple[str, str], ...] = (
    (r"presidential", "President"),
    (r"\bsenate\b(?=.*united states|.* in )|united states senate|u\.s\. senate", "U.S. Senate"),
    (r"house of representatives", "U.S. House"),
    (r"gubernatorial", "Governor"),
    (r"lieutenant gov", "Lieutenant Governor"),
    (r"attorney general", "Attorney General"),
    (r"secretary of state", "Secretary of State"),
)
KINDS: tuple[tuple[str, str], ...] = (
    (r"\bprimar(y|ies)\b|\bcaucus", "primary"),
    (r"\brunoff\b", "runoff"),
    (r"\bspecial election\b", "special"),
)
_QUESTION = """
    SELECT p.page_id, p.title, e.election_date, e.office, r.table_no, a.geoid, r.area, r.party, r.candidate, r.votes
    FROM area_results r
    JOIN areas a USING (election_id, page_id, table_no, row_no, area_type, area)
    JOIN pages p USING (page_id)
    LEFT JOIN elections e ON e.election_id = r.election_id
    WHERE r.area_type = 'county' AND NOT a.is_total
    ORDER BY p.title, r.page_id, r.table_no, r.row_no, r.candidate, r.party
"""


@dataclass(frozen=True, slots=True)
class Exported:
    """The files written, their rows, and the rows that have no place in the layout, by reason."""

    files: tuple[Path, ...]
    rows: int
    left_out: dict[str, int]


class _Row(NamedTuple):
    page_id: int
    title: str
    election_date: object
    office: str | None
    table_no: int
    geoid: str | None
    area: str
    party: str | None
    candidate: str
    votes: int | None


def export(release: Release, folder: Path) -> Exported:
    """Writes the county results of a release below a folder, with ATTRIBUTION.txt beside them."""
    rows = [_Row(*row) for row in query(release, _QUESTION).rows]
    states = _states(rows)
    by_file: dict[str, list[_Row]] = defaultdict(list)
    left_out: dict[str, int] = defaultdict(int)
    for row in rows:
        state = states.get((row.page_id, row.table_no)) or _state_in(row.title)
        if row.votes is None:
            left_out["no votes"] += 1
        elif state is None:
            left_out["no state"] += 1
        elif row.election_date is None:
            left_out["no date"] += 1
        else:
            day = str(row.election_date)
            name = f"{day.replace('-', '')}__{state.lower()}__{_first(KINDS, row.title) or 'general'}__county.csv"
            by_file[f"{day[:4]}/{name}"].append(row)
    files = [_write(folder / name, lines) for name, lines in sorted(by_file.items())]
    if files:
        pages = {row.page_id for lines in by_file.values() for row in lines}
        (folder / "ATTRIBUTION.txt").write_text(attribution_text(release, pages), encoding="utf-8")
    return Exported(tuple(files), sum(map(len, by_file.values())), dict(left_out))


def _write(path: Path, rows: list[_Row]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        for row in rows:
            office = _first(OFFICES, row.title) or row.office or ""
            writer.writerow((row.area, office, "", row.party or "", row.candidate, row.votes))
    return path


def _states(rows: list[_Row]) -> dict[tuple[int, int], str]:
    """The USPS code of each table whose counties' GEOIDs all lie in one state."""
    prefixes: dict[tuple[int, int], set[str]] = defaultdict(set)
    for row in rows:
        if row.geoid:
            prefixes[row.page_id, row.table_no].add(row.geoid[:2])
    found: dict[tuple[int, int], str] = {}
    for table, codes in prefixes.items():
        state = us.states.lookup(next(iter(codes)), field="fips") if len(codes) == 1 else None
        if state is not None:
            found[table] = state.abbr
    return found


def _state_in(title: str) -> str | None:
    """The USPS code of the state that a title ends with: "… election in Massachusetts"."""
    match = re.search(r"\bin (.+)$", title)
    state = us.states.lookup(match.group(1), field="name") if match else None
    return state.abbr if state is not None else None


def _first(patterns: tuple[tuple[str, str], ...], title: str) -> str | None:
    return next((name for pattern, name in patterns if re.search(pattern, title, re.IGNORECASE)), None)
