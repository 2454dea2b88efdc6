"""Presidential electors: the names listed under a heading that says Electors, in lists and in tables.

Names alone: office, district, party and remarks behind a name are left out; an item that is no name is no elector.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.elections.context import PageContext
from pipeline.elections.kinds.view import folded, own_cells
from pipeline.elections.names import read_name
from pipeline.elections.numbers import LONGEST, is_nothing
from pipeline.records import Elector
from pipeline.wikitext.model import ListItem, Section, Table

_HEADING = re.compile(
    r"(?:(?:list|slate|names) of )?(?:the )?(?:presidential |state |\d{4} |chosen )*electors(?: chosen)?"
)
_NAME_HEADER = re.compile(r"(?:presidential )?(?:electors?|names?|elector's name)")
_PLACE = re.compile(
    r"^(?:(?:\d+(?:st|nd|rd|th)|first|second|third)?\s*(?:congressional )?district(?: \d+)?|at[- ]large|cd[- ]?\d+"
    r"|senat\w+)\s*[:–—-]\s*",
    re.IGNORECASE,
)
_TAIL = re.compile(r"\s*(?:\s[–—-]\s|,(?!\s*(?:Jr|Sr|II|III|IV)\b)|:|;).*$", re.DOTALL)
_NAME = re.compile(r"[^\W\d_][^\d:;]{2,60}")
_SENTENCE = re.compile(r"\b(?:is|was|were|are|has|have|list|the|see|votes?|electors?|pledged|for)\b")


def read_electors(context: PageContext) -> list[Elector]:
    """The electors of a page, numbered from 1 in the order listed."""
    page = context.page
    election_id = context.elections[0].election_id if context.elections else page.title
    names: list[str] = []
    for section in page.sections:
        if any(_HEADING.fullmatch(folded(heading)) for heading in section.path):
            names.extend(_listed(section))
            for table in page.tables:
                if table.section_no == section.section_no:
                    names.extend(_tabled(table))
    return [Elector(election_id, context.page_id, number, name) for number, name in enumerate(names, 1)]


def elector_name(text: str) -> str | None:
    """The name that an item begins with: "Ann Lee" of `Ann Lee, chair`, `1st district: Ann Lee (D)`; None if none."""
    if len(text) > LONGEST:
        return None
    text = _TAIL.sub("", _PLACE.sub("", " ".join(text.split())))
    name = re.sub(r"\s*\([^()]*\)", "", read_name(text, pairs=False).name).strip(" ,*†")
    words = name.split()
    if not _NAME.fullmatch(name) or not 1 < len(words) <= 7 or _SENTENCE.search(name) or not words[-1][:1].isalpha():
        return None
    return name if words[0][0].isupper() else None


def _listed(section: Section) -> Iterator[str]:
    items = section.items
    for number, item in enumerate(items):
        following = items[number + 1].marker if number + 1 < len(items) else ""
        if _is_plain(item) and not (len(following) > len(item.marker) and following.startswith(item.marker)):
            name = elector_name(item.body.text)
            if name:
                yield name


def _is_plain(item: ListItem) -> bool:
    return set(item.marker) <= set("#*")


def _tabled(table: Table) -> Iterator[str]:
    """Names of a column headed Elector or Name, or of the lists that a table without header lays out in columns."""
    for row in table.rows[: max(1, table.n_header_rows)]:
        columns = [number for number, cell in enumerate(row.cells) if _NAME_HEADER.fullmatch(folded(cell.text))]
        if columns:
            for body in table.rows[table.n_header_rows or 1 :]:
                for number in columns:
                    cell = body.cells[number] if number < len(body.cells) else None
                    if cell is not None and not is_nothing(cell.text) and cell.origin_row and cell.colspan == 1:
                        name = elector_name(cell.text)
                        if name:
                            yield name
            return
    if table.n_header_rows == 0:
        for number, row in enumerate(table.rows):
            for cell in own_cells(row):
                if cell.origin_row == number and cell.wikitext.lstrip().startswith(("*", "#")):
                    yield from filter(None, map(elector_name, cell.lines))
