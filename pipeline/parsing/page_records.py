"""What parsing a page yields: a list of records per data table, and how it goes from a worker to its parent.

It is pickled as columns, which cost a third of as many NamedTuples, and they become rows where somebody asks for them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, get_args, get_type_hints

from pipeline import records as rec
from pipeline.wikitext.model import Problem

ParseStatus = Literal["ok", "partial", "failed"]

Columns = tuple[tuple[Any, ...], ...]


@dataclass(slots=True)
class PageRecords:
    """The records of one page: one list per data table, in document order; `records["areas"]` works too."""

    title: str
    page_id: int
    status: ParseStatus = "ok"
    problems: list[Problem] = field(default_factory=list)
    elections: list[rec.Election] = field(default_factory=list)
    candidates: list[rec.Candidate] = field(default_factory=list)
    results: list[rec.Result] = field(default_factory=list)
    areas: list[rec.Area] = field(default_factory=list)
    area_results: list[rec.AreaResult] = field(default_factory=list)
    predictions: list[rec.Prediction] = field(default_factory=list)
    polls: list[rec.Poll] = field(default_factory=list)
    poll_results: list[rec.PollResult] = field(default_factory=list)
    electors: list[rec.Elector] = field(default_factory=list)
    infobox_fields: list[rec.InfoboxFieldRecord] = field(default_factory=list)
    page_tables: list[rec.PageTable] = field(default_factory=list)
    cells: list[rec.CellRecord] = field(default_factory=list)
    sections: list[rec.SectionRecord] = field(default_factory=list)
    links: list[rec.LinkRecord] = field(default_factory=list)
    coverage: list[rec.CoverageRecord] = field(default_factory=list)
    unsettled: tuple[str, ...] = ()  # unknown calls that matter, as written: what `--expand` asks the wiki for
    asked: tuple[str, ...] | None = None  # unknown calls that an answer was looked for; None: there were no answers
    packed: dict[str, Columns] = field(default_factory=dict, repr=False, compare=False)  # tables that are columns still

    def pack(self, table: str, columns: Columns) -> None:
        """Gives a table as columns: they become rows where somebody asks for them, and go to the parent as they are."""
        delattr(self, table)
        self.packed[table] = columns

    def __getitem__(self, table: str) -> list[Any]:
        """The records of a table by its name."""
        if table not in PARSED_TABLES:
            raise KeyError(table)
        rows: list[Any] = getattr(self, table)
        return rows

    def tables(self) -> Iterator[tuple[str, list[Any]]]:
        """Every table's name and rows: records, or bare tuples in the order of their fields."""
        for name in PARSED_TABLES:
            columns = self.packed.get(name)
            yield name, self[name] if columns is None else list(zip(*columns, strict=True))

    def __getattr__(self, table: str) -> list[Any]:
        """The records of a table that is columns still: the attribute is not there yet."""
        record = RECORD_OF.get(table)
        if record is None:
            raise AttributeError(table)
        columns = self.packed.pop(table, ())
        rows = [tuple.__new__(record, row) for row in zip(*columns, strict=True)]
        setattr(self, table, rows)
        return rows

    def __reduce__(self) -> tuple[Any, ...]:
        """As columns."""
        columns = {
            name: self.packed[name] if name in self.packed else tuple(zip(*self[name], strict=True))
            for name in PARSED_TABLES
            if name in self.packed or self[name]
        }
        return _unpickled, (self.title, self.page_id, self.status, self.problems, self.unsettled, self.asked, columns)


def _unpickled(
    title: str,
    page_id: int,
    status: ParseStatus,
    problems: list[Problem],
    unsettled: tuple[str, ...],
    asked: tuple[str, ...] | None,
    columns: dict[str, Columns],
) -> PageRecords:
    page = PageRecords.__new__(PageRecords)
    page.title, page.page_id, page.status = title, page_id, status
    page.problems, page.unsettled, page.asked, page.packed = problems, unsettled, asked, columns
    return page


RECORD_OF: Mapping[str, type[tuple[Any, ...]]] = {
    name: record
    for name, hint in get_type_hints(PageRecords).items()
    if name not in {"problems", "packed"}
    for record in get_args(hint)
    if isinstance(record, type) and issubclass(record, tuple) and hasattr(record, "_fields")
}
PARSED_TABLES: tuple[str, ...] = tuple(RECORD_OF)
ELECTION_TABLES: tuple[str, ...] = PARSED_TABLES[: PARSED_TABLES.index("infobox_fields")]
