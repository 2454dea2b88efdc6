"""The table `predictions`: one row per source in a predictions table."""

from __future__ import annotations

from datetime import date

from schemas import column as col
from schemas.column import PAGE, TableModel
from schemas.table import table


class Predictions(TableModel):
    """One row per source that rated the race."""

    election_id: str = col.election_id()
    page_id: int = col.page_id()
    table_no: int = col.table_no()
    row_no: int = col.row_no()
    source: str = col.identifier("Who predicts")
    rating: str = col.column("The rating in words, as written")
    rating_level: str = col.column("How sure", one_of=("Safe", "Solid", "Likely", "Lean", "Tilt", "Tossup"))
    rating_party: str = col.column("For whom: the party's letter as written (D, R, I …)")
    is_flip: bool = col.column("The rating says that the seat or state changes party")
    as_of: date = col.day("Day of the rating")


TABLE = table(Predictions, "predictions", key=("page_id", "table_no", "row_no", "source"), references=(PAGE,))
