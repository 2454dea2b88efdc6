"""The people a page's tables name in full: candidates of Election boxes and of results tables.

Only for completing short names elsewhere on the page; what a table says of them is read by its own reader.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.elections.names import is_group, name_tokens, read_name
from pipeline.elections.numbers import is_nothing
from pipeline.records import Candidate
from pipeline.wikitext.model import Page, Table

_NAMES = re.compile(r"(?:presidential )?(?:candidates?|nominees?)(?: name)?", re.IGNORECASE)


def read_people(page: Page) -> list[Candidate]:
    """Each person once, with an empty election_id and the ordinal in which they are met."""
    found: dict[tuple[str, ...], Candidate] = {}
    for table in page.tables:
        for name, mate in _named(table):
            tokens = name_tokens(name)
            if len(tokens) > 1 and tokens not in found:
                found[tokens] = Candidate("", len(found) + 1, name, running_mate=mate)
    return list(found.values())


def _named(table: Table) -> Iterator[tuple[str, str | None]]:
    for text in _name_texts(table):
        if is_nothing(text) or is_group(text) or any(ch.isdigit() for ch in text) or len(text) > 80:
            continue
        read = read_name(text)
        if read.name and not is_group(read.name):
            yield read.name, read.running_mate


def _name_texts(table: Table) -> Iterator[str]:
    if any(row.call is not None for row in table.rows):
        for row in table.rows:
            if row.call is not None and row.call.params.get("candidate"):
                yield row.call.params["candidate"]
        return
    for row in table.rows[: table.n_header_rows]:
        columns = {number for number, cell in enumerate(row.cells) if _NAMES.fullmatch(cell.text.strip())}
        if columns:
            break
    else:
        return
    for row in table.rows[table.n_header_rows :]:
        for number in columns:
            if number < len(row.cells) and not row.cells[number].is_header and row.cells[number].colspan == 1:
                yield row.cells[number].text
