"""Lines of results tables in which `(I)` behind a name is a party, told by the candidates' column alone."""

from __future__ import annotations

from pipeline.elections.kinds.view import TableView
from pipeline.elections.words.independents import INDEPENDENT, has_independents
from pipeline.records import Result


def with_independents(lines: list[Result], view: TableView, column: int | None) -> list[Result]:
    """The lines with `(I)` behind a name as its party where others have letters too; else it is an incumbent's."""
    said = [text.strip() for text in view.texts[column]] if column is not None else []
    if not has_independents(said):
        return lines
    rows = {row_no for row_no, row in view.rows if row.text_at(column).strip().endswith(f" {INDEPENDENT}")}
    return [
        line._replace(party="Independent", is_incumbent=False)
        if line.row_no in rows and line.line == "candidate" and line.party is None
        else line
        for line in lines
    ]
