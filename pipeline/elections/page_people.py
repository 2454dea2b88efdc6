"""The people a page's tables name in full: candidates of Election boxes and of results tables.

Only for completing short names elsewhere on the page; what a table says of them is read by its own reader.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from pipeline.elections.columns.labels import role_of
from pipeline.elections.words.names import is_group, name_tokens, read_name
from pipeline.elections.words.numbers import is_nothing
from pipeline.records import Candidate
from pipeline.wikitext.model import Call, Cell, Page, Table
from pipeline.wikitext.remembering import remembered

_PLAIN_NAMES: Final = re.compile(r"names?", re.IGNORECASE)  # of anything, where no party's column stands beside it


def read_people(page: Page) -> list[Candidate]:
    """Each person once, with an empty election_id, the ordinal in which they are met and the party said beside them."""
    found: dict[tuple[str, ...], Candidate] = {}
    for table in page.tables:
        for name, mate, party in _named(table):
            tokens = name_tokens(name)
            if len(tokens) < 2:
                continue
            known = found.get(tokens)
            if known is None:
                found[tokens] = Candidate("", len(found) + 1, name, running_mate=mate, party=party)
            elif party and not known.party:
                found[tokens] = known._replace(party=party)  # a convention's ballots name no party, the election does
    return list(found.values())


def _named(table: Table) -> Iterator[tuple[str, str | None, str | None]]:
    for text, party in _name_texts(table):
        person = _person(text)
        if person is not None:
            yield *person, party or None


@remembered
def _person(text: str) -> tuple[str, str | None] | None:
    """The name and the running mate in a candidate's place; None where nobody is named."""
    if len(text) > 80 or is_nothing(text) or is_group(text) or any(map(str.isdigit, text)):
        return None
    read = read_name(text)
    return (read.name, read.running_mate) if read.name and not is_group(read.name) else None


def _name_texts(table: Table) -> Iterator[tuple[str, str]]:
    """What stands in the candidates' places, and in the party's beside it."""
    if any(row.call is not None for row in table.rows):
        for row in table.rows:
            if row.call is not None and (named := row.call.params.get("candidate") or _on_ticket(row.call)):
                yield named, row.call.params.get("party", "")
        return
    for row in table.rows[: table.n_header_rows]:
        roles = [role_of(cell.text) for cell in row.cells]
        parties = [number for number, role in enumerate(roles) if role == "party"]
        columns = [
            number
            for number, cell in enumerate(row.cells)
            if roles[number] == "candidate" and (parties or not _PLAIN_NAMES.fullmatch(cell.text.strip()))
        ]
        if columns:
            break
    else:
        return
    for row in table.rows[table.n_header_rows :]:
        if all(cell.is_header for cell in row.cells):
            continue  # the header again, or totals; `! scope="row" | [[Ann Lee]]` is a candidate
        words = [row.cells[number].text for number in parties if number < len(row.cells)]
        for number in columns:
            if number < len(row.cells) and row.cells[number].colspan == 1:
                yield _ticket(row.cells[number]), next((text for text in words if text.strip()), "")


def _on_ticket(call: Call) -> str:
    """The name in a row of a ticket box: `{{U.S. presidential ticket box row|name=[[Strom Thurmond]]}}`."""
    return call.params.get("name", "") if call.name.endswith("ticket box row") else ""


def _ticket(cell: Cell) -> str:
    """A cell's words, two linked people on two lines parted: `[[Kamala Harris]]<br>[[Tim Walz]]`."""
    lines, labels = cell.lines, {link.label.strip() for link in cell.links}
    return " / ".join(lines) if len(lines) == 2 and labels.issuperset(lines) else cell.text
