"""What became of each filled field of a page's election infoboxes: read, known but without a column, or not understood.

Fields of one family count as one: nominee1 and nominee2 are `nominee#`. Reads nothing that `infobox.py` has not read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Final

from pipeline.elections.infobox.reading import field_registry, is_election_box, parted_number
from pipeline.elections.words.numbers import is_nothing
from pipeline.records import Candidate, Election
from pipeline.wikitext.model import Construct, Infobox, Page
from pipeline.wikitext.remembering import remembered

_COLUMNS: Final = {"election_date": "election_date", "turnout": "turnout_pct"}  # fields whose column has another name


def infobox_constructs(
    page: Page, elections: Sequence[Election], candidates: Sequence[Candidate]
) -> dict[Construct, int]:
    """The constructs `infobox_field` of a page with their number."""
    counted: Counter[Construct] = Counter()
    by_box = {election.infobox_no: election for election in elections}
    slots = {(candidate.election_id, candidate.ordinal): candidate for candidate in candidates}
    for box in page.infoboxes:
        election = by_box.get(box.infobox_no)
        if election is not None and is_election_box(box):
            counted.update(_of_box(box, election, slots))
    return dict(counted)


def _of_box(box: Infobox, election: Election, slots: Mapping[tuple[str, int], Candidate]) -> list[Construct]:
    of_election, of_slot = _columns()
    ignored = field_registry().ignored
    found = []
    for name, field in box.fields.items():
        if is_nothing(field.body.text) and not field.wikitext.startswith(("[[File:", "[[Image:")):
            continue
        family, number = parted_number(name)
        family = f"{family}#" if number else name
        if name in of_election:
            column = of_election[name]
            if column == "office" and box.template == "infobox referendum":
                column = "election_name"  # what is asked, in place of a name
            found.append(_read(name, getattr(election, _COLUMNS.get(column, column))))
        elif number and family in of_slot:
            candidate = slots.get((election.election_id, number))
            found.append(_read(family, getattr(candidate, of_slot[family], None)))
        elif ignored.knows(name):
            found.append(Construct("infobox_field", family, "ignored", "no column holds it"))
        else:
            found.append(Construct("infobox_field", family, "unknown", "no such field is known"))
    return found


@cache
def _columns() -> tuple[dict[str, str], dict[str, str]]:
    """Field → its column, of an election and, by family, of its candidates."""
    registry = field_registry()
    of_election = {name: column for column, names in registry.election.items() for name in names}
    return of_election, {f"{name}#": column for column, names in registry.slots.items() for name in names}


def _read(name: str, value: object) -> Construct:
    return _not_understood(name) if value is None else _understood(name)


@remembered
def _understood(name: str) -> Construct:
    return Construct("infobox_field", name, "parsed", "")


@remembered
def _not_understood(name: str) -> Construct:
    return Construct("infobox_field", name, "unknown", "the value is not understood")
