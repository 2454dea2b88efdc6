"""Whose the figures of a table by area are: of choices with columns of their own, or of persons that its rows name.

Sums, other counts and columns that nobody voted for are left out here. Never reads a figure for a record.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.elections.areas.bystanders import without_bystanders
from pipeline.elections.areas.contests import AreaContest
from pipeline.elections.areas.counts_of_others import without_other_counts
from pipeline.elections.areas.fusion import without_sums
from pipeline.elections.areas.names import AreaNames
from pipeline.elections.areas.party_rows import parties_in_rows
from pipeline.elections.areas.winners import PersonColumns, named_in_rows
from pipeline.elections.columns.choices import Choice, is_unknown
from pipeline.elections.columns.column import Column
from pipeline.elections.context import PageContext
from pipeline.elections.kinds.view import TableView


def whose_figures(
    contest: AreaContest, columns: Sequence[Column], names: AreaNames, view: TableView, context: PageContext
) -> tuple[tuple[Choice, ...], tuple[PersonColumns, ...]]:
    """The choices that have columns of their own, or else the persons that the rows name; never both."""
    choices = without_other_counts(without_sums(contest.choices, view.rows), view.rows)
    choices = without_bystanders(choices, columns, view.rows, lambda choice: is_unknown(choice, context))
    persons = tuple(person for person in named_in_rows(columns) if person.others.keys() & {"votes", "pct"})
    persons = persons or parties_in_rows(columns, names.column, view)
    of_candidates = any(c.role == "candidate" and c.col == person.name for person in persons for c in columns)
    lone = choices[0] if len(choices) == 1 and is_unknown(choices[0], context) else None
    if of_candidates or (lone is not None and (persons or lone.party is None)):
        return (), persons  # `District | Candidate | Raised | Votes`, `Winner | Deposit | Votes`: the rows' persons
    return (choices, ()) if choices else ((), persons)
