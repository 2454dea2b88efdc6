"""Whose lines a row of a results table sums up: `Total [[Ann Lee]]`, `Total Democratic`, an alliance's below its own.

Told by the row's words and by the cells that reach over the rows above it; adds nothing up.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from pipeline.elections.results.columns import ResultColumns
from pipeline.elections.results.lines import line_of_words
from pipeline.elections.results.names import Named, named_candidate, named_party
from pipeline.elections.results.row_blocks import block_before, owner_before
from pipeline.elections.words.parties import find_party
from pipeline.elections.words.plausible_names import is_name
from pipeline.wikitext.model import Cell, Row

_OF_TOTAL: Final = re.compile(r"\(?\b(?:sub-?)?totals?\b\)?(?: for\b)?(?: the\b)?", re.IGNORECASE)


class Part(NamedTuple):
    """A part of a table that a row sums up: a candidate's lines, or those of a party or alliance."""

    candidate: Named | None
    party: Named | None


def part_summed_up(row: Row, row_no: int, label: Cell, said: str | None, columns: ResultColumns) -> Part | None:
    """The part whose lines a row sums up; None for any other row. `said`: the line that the label's words name."""
    if _stands_behind_total(row, label, columns):
        return Part(named_candidate(label), None)
    if said is None:
        if (person := _total_of_person(label)) is not None:
            return Part(person, None)
        return Part(None, _without_total(label)) if _is_party_total(label.text) else None
    if said == "subtotal":
        return Part(None, _without_total(label))
    return _part_above(row, row_no, label, columns) if said == "total" else None


def _stands_behind_total(row: Row, label: Cell, columns: ResultColumns) -> bool:
    """Whether a candidate's name stands behind the word, in place of his party: `Total | Ann Lee | 3,300`."""
    party = row.at(columns.party)
    return (
        party is not None
        and label is not party
        and label is row.at(columns.candidate)
        and line_of_words(party.text) == "total"
        and is_name(label.text)
        and line_of_words(label.text) is None
    )


def _part_above(row: Row, row_no: int, label: Cell, columns: ResultColumns) -> Part | None:
    """The candidate, party or alliance whose cell reaches from the rows above down to a total."""
    block = block_before(row, row_no, label)
    if block is None:
        owner = owner_before(row, label)
        return Part(None, named_party(owner)) if owner is not None else None
    is_candidate = block is row.at(columns.candidate) and block is not row.at(columns.party)
    if is_candidate or block is row.at(columns.outer):
        return Part(named_candidate(block), None)  # of a candidate's parties
    return Part(None, named_party(block))


def _is_party_total(text: str) -> bool:
    """Whether words are a party's total, `Total Democratic`, and no name that begins so."""
    total, _, party = text.strip().partition(" ")
    return total.casefold() in {"total", "totals"} and find_party(party) is not None


def _total_of_person(cell: Cell) -> Named | None:
    """The linked person whose lines a row adds up, `Total [[Ann Lee]]`; None for any other row."""
    if not cell.links or not cell.text.startswith(("Total ", "Total: ")):
        return None
    link = cell.links[0]
    rest = cell.text.removeprefix("Total").lstrip(" :")
    return Named(rest, link.target) if link.label.strip() == rest and find_party(link.target) is None else None


def _without_total(cell: Cell) -> Named:
    """The party or alliance that words name beside `total`: `Total for the "Presidential majority"`."""
    return Named(_OF_TOTAL.sub("", cell.text).replace('"', "").strip(" :–-“”'"))
