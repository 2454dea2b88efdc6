"""Totals of an electoral college whose sections stand beside each other: `Caucus | Members | Unions | Total`.

Only the total is of the election; it is told by being what its sections come to in each row. Sections whose header
says how much they weigh may count votes that nothing adds up, and are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from pipeline.elections.columns.column import Column
from pipeline.elections.columns.measures import measure_of
from pipeline.elections.kinds.view import TableView, folded
from pipeline.elections.words.figures import count, percent

# `Affiliated members (40.0%)`, `Parliamentary Labour Party`, `Unions`, `TDs`
_SECTION: Final = re.compile(
    r"(?:(?:parliamentary|constituency|local|affiliated|party|registered|ordinary|trade|labour|elected) ){0,3}"
    r"(?:caucus|members(?:hip)?|supporters|unions?|affiliates|part(?:y|ies)|sections?|m[ps]ps|mps?|tds|senators"
    r"|councill?ors|[pc]lps?|mps? ?(?:/|and|&) ?meps|unions? (?:and|&) affiliates)(?: ?\(\d{1,2}(?:\.\d)? ?%\))?"
)
_TOTAL: Final = re.compile(r"(?:overall |grand )?(?:totals?|results?)(?: votes?| ?\(?%\)?)?|overall")
_FEWEST: Final = 2  # sections, and rows that must agree
_HALF_A_DIGIT: Final = 0.06  # of each share that is added up


def with_summed_sections(
    figures: dict[str, dict[str, int]], places: Mapping[str, int], columns: Sequence[Column], view: TableView
) -> dict[str, dict[str, int]]:
    """The figures with the column that sums up the sections before it, where no other column has any."""
    if figures or "candidate" not in places:
        return figures
    for total in range(_FEWEST + 1, len(columns)):
        heads = view.columns[total].cells
        if not heads or not _TOTAL.fullmatch(folded(heads[-1].text)):
            continue
        sections = _sections_before(total, view)
        if len(sections) < _FEWEST:
            continue
        shares = measure_of(columns[total].content) == "pct"
        said = shares or view.says("results?", "ballots?", "rounds?", "vot(?:es?|ing)")  # else who supports whom
        if said and _is_sum(total, sections, view, shares):
            return {"": {"pct" if shares else "votes": total}}
    return figures


def _sections_before(total: int, view: TableView) -> list[int]:
    """The columns right before a total that are each headed by a section."""
    found: list[int] = []
    for col in range(total - 1, 0, -1):
        cells = view.columns[col].cells
        if not cells or not _SECTION.fullmatch(folded(cells[-1].text)):
            break
        found.append(col)
    return found


def _is_sum(total: int, sections: Sequence[int], view: TableView, shares: bool) -> bool:
    """Whether every row with a total has in it what its sections come to."""
    read = percent if shares else count
    slack = _HALF_A_DIGIT * len(sections) if shares else 0.0
    sums = [
        (whole, sum(read(row.text_at(col)) or 0 for col in sections))
        for _, row in view.rows
        if (whole := read(row.text_at(total))) is not None
    ]
    return len(sums) >= _FEWEST and all(abs(whole - parts) <= slack for whole, parts in sums)
