"""Presidential electors: the names listed under a heading that says Electors, in lists and in tables.

Names alone: office, district, party and remarks around a name are left out; an item that is no name is no elector.
An item may name several: `Ann Lee and Bo Roe`, `At-large: Ann Lee, Bo Roe`; a cell of a column of electors one a line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

import us

from pipeline.elections.context import PageContext
from pipeline.elections.kinds.view import folded, own_cells
from pipeline.elections.words.names import read_name
from pipeline.elections.words.numbers import LONGEST, is_nothing
from pipeline.records import Elector
from pipeline.wikitext.model import ListItem, Section, Table
from pipeline.wikitext.remembering import remembered

_STATES: Final = "|".join(re.escape(state.name.casefold()) for state in (*us.STATES, us.states.DC))
_HEADING: Final = re.compile(
    rf"(?:(?:list|slate|names|members) of )?(?:the )?(?:presidential |state |\d{{4}} |chosen |elected )*"
    rf"(?:(?:{_STATES})(?:'s)? )?(?:presidential )?"
    rf"(?:electors|electoral college (?:members|electors)|electoral college(?<=of the electoral college))"
    rf"(?: chosen| elected| (?:from|for|of) (?:{_STATES}))?"
)
_NAME_HEADER: Final = re.compile(
    r"(?:presidential )?(?:electors?|names?|elector'?s? name|names? of (?:the )?electors?)"
)
_ALL_OVER: Final = r"at[- ]large|state[- ]?wide|senat\w+"
_PLACE: Final = re.compile(
    r"^(?:(?:\d+(?:st|nd|rd|th)|first|second|third|fourth|fifth)?\s*(?:congressional )?district(?: \d+)?|cd[- ]?\d+"
    r"|(?:district )?\d+(?:st|nd|rd|th)?|(?:chair(?:man|woman|person)?|secretary|president|elector)(?: of the college)?"
    rf"|{_ALL_OVER})(?: (?:electors?|delegates?))?\s*(?::|[–—-]\s)\s*",
    re.IGNORECASE,
)
_SEVERAL: Final = re.compile(rf"^(?:{_ALL_OVER})\b", re.IGNORECASE)
_AND: Final = re.compile(r"\s+(?:and|&)\s+")
_COMMA: Final = re.compile(r"\s*[,;]\s*(?:and\s+)?(?!(?:Jr|Sr|II|III|IV)\b)|\s+(?:and|&)\s+")
_TAIL: Final = re.compile(r"\s*(?:\s[–—-]\s|,(?!\s*(?:Jr|Sr|II|III|IV)\b)|:|;).*$", re.DOTALL)
_ASIDE: Final = re.compile(r"\s*\([^()]*\)")
_NAME: Final = re.compile(r"[^\W\d_][^\d:;]{2,60}")
_WORDS: Final = re.compile(r"\w+")
_OF_SENTENCES: Final = frozenset(
    ("is", "was", "were", "are", "has", "have", "list", "the", "see", "vote", "votes", "elector", "electors", "pledged",
     "for")
)  # fmt: skip
_TAIL_MARKS: Final = frozenset(",:;–—-")


def read_electors(context: PageContext) -> list[Elector]:
    """The electors of a page, numbered from 1 in the order listed."""
    page = context.page
    election_id = context.elections[0].election_id if context.elections else page.title
    names: list[str] = []
    for section in page.sections:
        if any(map(_is_of_electors, section.path)):
            names.extend(_listed(section))
            for table in page.tables:
                if table.section_no == section.section_no:
                    names.extend(_tabled(table))
    return [Elector(election_id, context.page_id, number, name) for number, name in enumerate(names, 1)]


@remembered
def _is_of_electors(heading: str) -> bool:
    """Whether a heading says that those below it are electors."""
    return _HEADING.fullmatch(folded(heading)) is not None


def _without_place(text: str) -> str:
    """The words without `1st district: ` before them; without a colon or a dash they have no such thing."""
    return _PLACE.sub("", text) if ":" in text or "-" in text or "–" in text or "—" in text else text


def elector_name(text: str) -> str | None:
    """The name that an item begins with: "Ann Lee" of `Ann Lee, chair`, `1st district: Ann Lee (D)`; None if none."""
    if len(text) > LONGEST:
        return None
    text = _without_place(" ".join(text.split()))
    if not _TAIL_MARKS.isdisjoint(text):
        text = _TAIL.sub("", text)
    name = read_name(text, pairs=False).name
    name = (_ASIDE.sub("", name) if "(" in name else name).strip(" ,*†")
    words = name.split()
    if not _NAME.fullmatch(name) or not 1 < len(words) <= 7 or not words[-1][:1].isalpha():
        return None
    if not _OF_SENTENCES.isdisjoint(_WORDS.findall(name)):
        return None
    return name if words[0][0].isupper() else None


def elector_names(text: str) -> list[str]:
    """All names of an item; of two names joined by "and" both, or none where one of them is no name."""
    if len(text) > LONGEST:
        return []
    several = bool(_SEVERAL.match(text.strip()))
    words = _without_place(" ".join(text.split()))
    has_parts = several or " and " in words or " & " in words
    parts = (_COMMA if several else _AND).split(words) if has_parts else [words]
    if len(parts) > 1:
        names = [elector_name(part) for part in parts]
        if all(names):
            return [name for name in names if name]
        if not several and elector_name(parts[0]):  # Ann Lee, chair and treasurer
            return [name for name in [elector_name(parts[0])] if name and "," in parts[0]]
    name = elector_name(words)
    return [name] if name else []


def _listed(section: Section) -> Iterator[str]:
    items = section.items
    for number, item in enumerate(items):
        following = items[number + 1].marker if number + 1 < len(items) else ""
        if _is_plain(item) and not (len(following) > len(item.marker) and following.startswith(item.marker)):
            yield from elector_names(item.body.text)


def _is_plain(item: ListItem) -> bool:
    return set(item.marker) <= set("#*")


def _tabled(table: Table) -> Iterator[str]:
    """Names of a column headed Elector or Name, or of the lists that a table without header lays out in columns."""
    for row in table.rows[: max(1, table.n_header_rows)]:
        columns = {
            number: folded(cell.text)
            for number, cell in enumerate(row.cells)
            if _NAME_HEADER.fullmatch(folded(cell.text))
        }
        if columns:
            for line, body in enumerate(table.rows):
                for number, header in columns.items():
                    cell = body.cells[number] if number < len(body.cells) else None
                    if cell is None or is_nothing(cell.text) or cell.colspan > 1 or cell.origin_row != line:
                        continue
                    if line >= (table.n_header_rows or 1):
                        lines = cell.lines if header.endswith("electors") else cell.lines[:1]
                        for words in lines:
                            yield from elector_names(words)
            return
    if table.n_header_rows == 0:
        for number, row in enumerate(table.rows):
            for cell in own_cells(row):
                if cell.origin_row == number and cell.wikitext.lstrip().startswith(("*", "#")):
                    for words in cell.lines:
                        yield from elector_names(words)
