"""The table `coverage`: one row per template name, infobox field or table layout met."""

from __future__ import annotations

from schemas import column as col
from schemas.column import TableModel
from schemas.table import table


class Coverage(TableModel):
    """One row per template name, infobox field or table layout met, and what became of it."""

    construct: str = col.identifier("Kind: template, infobox_field, table_layout, parser_function, extension_tag, …")
    name: str = col.column("Its name", required=True)
    pages: int = col.column("Pages on which it was met", unit="pages", required=True, minimum=0, maximum=2**40)
    occurrences: int = col.column("Times it was met", unit="times", required=True, minimum=0, maximum=2**60)
    outcome: str = col.column("What became of it", required=True, one_of=("parsed", "ignored", "unknown"))
    reason: str = col.column("Why", required=True)


TABLE = table(Coverage, "coverage", key=("construct", "name", "outcome", "reason"))
