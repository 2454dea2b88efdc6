"""Parses one page: wikitext → reading → records. Never raises, whatever the text.

What a page loses is said in `PageRecords.status` and `.problems`; a fault on the election side costs the election
records alone, the page's tables, cells, sections and links stay.
"""

from __future__ import annotations

import traceback
from collections.abc import Mapping

from pipeline import records as rec
from pipeline.elections.reading import read_election_page
from pipeline.parsing.collecting import collect_rarely, collecting_nothing
from pipeline.parsing.expandable import calls_that_matter, constructs_with_calls
from pipeline.parsing.page_records import ELECTION_TABLES, Columns, PageRecords
from pipeline.revision import stable_id
from pipeline.wikitext.answers import Asked
from pipeline.wikitext.cell_columns import cell_columns
from pipeline.wikitext.making import new
from pipeline.wikitext.model import Construct, Page, Problem
from pipeline.wikitext.page import read_page

PATH_SEPARATOR = " > "  # between headings of a section_path


def failed_page(title: str, page_id: int, kind: str, message: str) -> PageRecords:
    """The empty records of a page that could not be parsed at all."""
    return PageRecords(title, page_id, "failed", [Problem(kind, message, 0)])


def parse_page(
    wikitext: str, title: str, page_id: int | None = None, answers: Mapping[str, str] | None = None
) -> PageRecords:
    """The records of one page.

    `page_id` defaults to a negative id derived from the title. `answers`: what the wiki made of calls that the registry
    does not know, by the call as written; where they are given, if none, the records say which were asked for.
    Never raises: a page that cannot be parsed comes back with status "failed", one of which a part is lost with
    "partial", each with the reason in `problems`.
    """
    page_id = stable_id(title) if page_id is None else page_id
    try:
        collect_rarely()
        with collecting_nothing():
            return _parse(wikitext, title, page_id, answers)
    except Exception as error:
        return failed_page(title, page_id, "parser_fault", _described(error))


def _described(error: BaseException) -> str:
    """The error and the place in the code that raised it, on one line."""
    frames = traceback.extract_tb(error.__traceback__)
    place = f" at {frames[-1].name}, line {frames[-1].lineno}" if frames else ""
    return f"{type(error).__name__}: {' '.join(str(error).split())[:200]}{place}"


def _parse(wikitext: str, title: str, page_id: int, given: Mapping[str, str] | None) -> PageRecords:
    answers: Mapping[str, str] = {} if given is None else Asked(given)
    page = read_page(wikitext, title, answers=answers)
    records = PageRecords(title, page_id, problems=list(page.problems))
    if not wikitext.strip():
        records.problems.append(Problem("empty_page", "the page has no text", 0))
    records.sections, records.links = _sections(page, page_id), _links(page, page_id)
    records.infobox_fields = _infobox_fields(page, page_id)
    if cells := _cells(page, page_id):
        records.pack("cells", cells)
    kinds, constructs = _read_elections(page, page_id, records)
    records.page_tables = _page_tables(page, page_id, kinds)
    calls = calls_that_matter(page, kinds)
    records.unsettled = tuple(call for call in calls if call not in answers)
    met_on_page = constructs_with_calls(page.constructs, calls, answers) if calls else page.constructs
    records.coverage = [
        new(rec.CoverageRecord, (page_id, construct, name, count, outcome, reason))
        for (construct, name, outcome, reason), count in [*met_on_page.items(), *constructs.items()]
    ]
    if isinstance(answers, Asked):
        records.asked = answers.unknown
    if records.status == "ok" and _lost_something(page, records.problems):
        records.status = "partial"
    return records


def _lost_something(page: Page, problems: list[Problem]) -> bool:
    return any(problem.kind != "empty_page" for problem in problems) or not all(t.is_complete for t in page.tables)


def _read_elections(page: Page, page_id: int, records: PageRecords) -> tuple[dict[int, str], dict[Construct, int]]:
    """Fill the election tables; each table's kind, and what became of the layouts and fields met, for `coverage`."""
    try:
        reading = read_election_page(page, page_id)
    except Exception as error:
        records.problems.append(Problem("election_fault", _described(error), 0))
        return {}, {}
    for name in ELECTION_TABLES:
        getattr(records, name).extend(getattr(reading, name))
    records.problems += reading.problems
    return {r.table_no: r.kind for r in reading.recognitions}, reading.constructs


def _page_tables(page: Page, page_id: int, kinds: dict[int, str]) -> list[rec.PageTable]:
    return [
        rec.PageTable(
            page_id,
            table.table_no,
            PATH_SEPARATOR.join(page.sections[table.section_no].path),
            table.caption or None,
            kinds.get(table.table_no, "unknown"),
            len(table.rows),
            table.n_cols,
            table.n_header_rows,
        )
        for table in page.tables
    ]


def _cells(page: Page, page_id: int) -> Columns:
    """The columns of `CellRecord`, () without cells."""
    columns = cell_columns(page.tables)
    count = len(columns[0])
    return ((page_id,) * count, *map(tuple, columns)) if count else ()


def _sections(page: Page, page_id: int) -> list[rec.SectionRecord]:
    return [
        new(rec.SectionRecord, (page_id, section_no, level, heading, PATH_SEPARATOR.join(path), text))
        for section_no, level, heading, path, text, *_ in page.sections
    ]


def _links(page: Page, page_id: int) -> list[rec.LinkRecord]:
    return [
        new(rec.LinkRecord, (page_id, section.section_no, link_no, target, label))
        for section in page.sections
        for link_no, (target, label) in enumerate(section.links, start=1)
    ]


def _infobox_fields(page: Page, page_id: int) -> list[rec.InfoboxFieldRecord]:
    return [
        new(rec.InfoboxFieldRecord, (page_id, box.infobox_no, box.template, name, body.text, wikitext))
        for box in page.infoboxes
        for name, (_, body, wikitext) in box.fields.items()
    ]
