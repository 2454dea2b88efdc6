"""A whole page from its wikitext: sections, tables, infoboxes, and what was met on the way.

The only entrance that the rest of canvass needs. A pure function of the text; never raises.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from typing import Final

from pipeline.wikitext.answers import settled
from pipeline.wikitext.assembling import TableReader
from pipeline.wikitext.building import MOST_CELLS, MOST_TABLES, RawTable
from pipeline.wikitext.calls import LONGEST
from pipeline.wikitext.cleaning import cleaned
from pipeline.wikitext.elements import DEEPEST, Elements, find_elements
from pipeline.wikitext.expanding import Expansion
from pipeline.wikitext.infobox import read_infoboxes
from pipeline.wikitext.model import Construct, Page, Problem, Table
from pipeline.wikitext.remembering import remembered
from pipeline.wikitext.sections import find_stretches, read_sections
from pipeline.wikitext.spans import MOST_PLACES
from pipeline.wikitext.tables import find_tables
from pipeline.wikitext.templates.parser_functions import is_function
from pipeline.wikitext.templates.registry import lookup, normal_name
from pipeline.wikitext.text import read_field

LEFT_OUT: Final = {
    "too_deep": "tables inside tables deeper than 30 are left out",
    "too_large": f"cells beyond the {MOST_CELLS:,}th of a page are left out",
}
REDIRECT: Final = re.compile(r"\s*#redirect\s*:?\s*\[\[:?([^\[\]|#]+)", re.IGNORECASE)

# What puts a part of another page in its place (Extension:Labeled Section Transclusion, Template:Excerpt): its words
# and tables are that page's and are read there, if it is in scope.
_OF_OTHER_PAGE: Final = "stands for a part of another page, which is not read here"
_SECTIONS: Final = frozenset(("#section", "#section-h", "#section-x", "#lst", "#lsth", "#lstx"))
_EXCERPTS: Final = frozenset(("excerpt", "transcluded section", "labelled section", "excerpts"))
# {{2019 Bolivian general election}}: its results, kept in a template of their own, or a box of links, as those of the
# United States (`{{2020 United States presidential election}}`) and of several elections are.
_ELECTION: Final = re.compile(r"(?:1[6789]|20)\d\d(?!.*\bunited states\b) .*\belection(?: results?)?")
_OF_ELECTION: Final = "an election's results on a page of their own, or a box of links: nobody can tell from here"


def read_page(
    wikitext: str,
    title: str = "",
    expand: Callable[[str], str] | None = None,
    answers: Mapping[str, str] | None = None,
) -> Page:
    """The reading of a page.

    `expand(wikitext)` → wikitext may expand templates as the wiki itself would; without it the registry's templates are
    known and all others are left out and counted. `answers` is what the wiki made of some of those others, by the call
    as written (`answers.py`): they are read as that, while the markup that is kept stays as written.
    Never raises on any text, and takes time in proportion to its length.
    """
    source = cleaned(wikitext)
    if expand is not None:
        source = cleaned(expand(source))
    elements = find_elements(source, calls=expand is None)
    known = answers or {}
    expansion = Expansion(calls=expand is None, answers=known)
    text, to_source = joined(*expansion.stretches(source, elements=elements))
    raw_tables = find_tables(text, until_heading=True, calls=expand is None)
    stretches = find_stretches(text)
    starts = [stretch.start for stretch in stretches]
    source_starts = [to_source(start) for start in starts]
    reader = TableReader(text, expansion.pieces, calls=expand is None, to_source=to_source)
    top = [reader.read(raw, bisect_right(starts, raw.start) - 1) for raw in raw_tables]
    tables = tuple(with_nested(top)) if reader.count > len(top) else tuple(top)
    boxes = read_infoboxes(
        source,
        lambda field: read_field(settled(field, known)),
        lambda offset: bisect_right(source_starts, offset) - 1,
        elements if expand is None else None,
    )
    sections = read_sections(
        text, expansion.pieces, stretches, [(table.start, table.end) for table in raw_tables], to_source
    )
    redirect = REDIRECT.match(source)
    return Page(
        title=title,
        wikitext=source,
        sections=sections,
        tables=tables,
        infoboxes=boxes.infoboxes,
        constructs=constructs_of(elements.call_names),
        problems=(
            *boxes.problems,
            *unread_calls(elements, {problem.offset for problem in boxes.problems}),
            *problems_of(elements, reader, tables),
            *limits_met(expansion, reader, raw_tables),
        ),
        redirect=" ".join(redirect.group(1).replace("_", " ").split()) if redirect else None,
    )


def with_nested(tables: Iterable[Table]) -> Iterator[Table]:
    """The tables in document order, those inside a table's cells right after it.

    A county table beside a map stands in the cell of a table that only lays them out, and is a table like any other.
    """
    for table in tables:
        yield table
        yield from with_nested(table.nested)


def joined(source_starts: list[int], stretches: list[str]) -> tuple[str, Callable[[int], int]]:
    """The expanded text, and a function from its offsets to those of the source, as near as they can be told."""
    text_starts: list[int] = []
    at = 0
    for part in stretches:
        text_starts.append(at)
        at += len(part)

    def to_source(offset: int) -> int:
        index = bisect_right(text_starts, offset) - 1
        into = offset - text_starts[index]
        limit = source_starts[index + 1] if index + 1 < len(source_starts) else source_starts[index] + into
        return min(source_starts[index] + into, limit)

    return "".join(stretches), to_source


def constructs_of(call_names: Mapping[str, int]) -> Mapping[Construct, int]:
    """Templates and parser functions by canonical name, with what became of them and how often they are called."""
    constructs: dict[Construct, int] = {}
    for written, count in call_names.items():
        construct = construct_of(written)
        constructs[construct] = constructs.get(construct, 0) + count
    return constructs


@remembered
def construct_of(written: str) -> Construct:
    """What became of the calls of this name."""
    function, colon, _ = written.partition(":")
    if colon and (
        not function.strip() or function.strip().lower() in _SECTIONS
    ):  # before `{{* election}}`, boxes of links
        kind = "parser_function" if function.strip() else "template"
        return Construct(kind, function.strip().lower() or normal_name(written), "unknown", _OF_OTHER_PAGE)
    if _ELECTION.fullmatch(name := normal_name(written)):
        return Construct("template", name, "unknown", _OF_ELECTION)
    rule = lookup(written)
    if rule is not None:
        return Construct("template", rule.name, "ignored" if rule.meaning == "nothing" else "parsed", rule.about)
    if written.startswith("#") or (colon and is_function(function)):
        name = function.strip().lower()
        known = is_function(name)
        return Construct(
            "parser_function",
            name,
            "parsed" if known else "unknown",
            "" if known else "cannot be evaluated from the text alone",
        )
    if name.startswith("infobox") or name.endswith("infobox"):
        return Construct("template", name, "parsed", "An infobox: its fields are read as they stand.")
    reason = _OF_OTHER_PAGE if name in _EXCERPTS else "no rule in pipeline/wikitext/templates/data/rules"
    return Construct("template", name, "unknown", reason)


def unread_calls(elements: Elements, told: Set[int]) -> list[Problem]:
    """The calls that are too long to be read, but for those of which it is told already."""
    what = f"of a call of more than {LONGEST:,} characters only the name is read"
    return [
        Problem("too_large", what, element.start)
        for element in elements.outermost
        if element.kind == "call" and element.end - element.start > LONGEST and element.start not in told
    ]


def problems_of(elements: Elements, reader: TableReader, tables: tuple[Table, ...]) -> list[Problem]:
    """What could not be read as it should."""
    problems = [
        Problem("unclosed_template", "braces that never close are plain text", at) for at in elements.unclosed[:20]
    ]
    problems += [
        Problem("too_deep", f"calls within calls deeper than {DEEPEST} are left out", at)
        for at in elements.too_deep[:20]
    ]
    problems += [
        Problem(
            "unclosed_table", f"table {table.table_no} is not closed before the next heading or the end", table.start
        )
        for table in tables
        if not table.is_complete
    ]
    problems += [
        Problem("too_large", f"spans of more than {MOST_PLACES:,} places of a page were cut", at)
        for at in reader.cut_tables
    ]
    return problems


def limits_met(expansion: Expansion, reader: TableReader, tables: list[RawTable]) -> list[Problem]:
    """The limits that keep hostile pages in bounds, where this page met them."""
    problems = [
        Problem(table.left_out, LEFT_OUT[table.left_out], reader.to_source(table.start))
        for table in tables
        if table.left_out
    ]
    if len(tables) >= MOST_TABLES:
        what = f"no more than {MOST_TABLES:,} tables of a page are read"
        problems.append(Problem("too_large", what, reader.to_source(tables[-1].end)))
    if expansion.room <= 0 or expansion.effort <= 0:
        problems.append(Problem("too_large", "the page's templates would write too much; some were left unrendered", 0))
    return problems
