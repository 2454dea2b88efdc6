"""Who came second for an office beside who won it: `Office | Winner | Votes | % | Runner-up | Votes | %`.

Adds lines to those of the winners; the columns of each person are told where tables by area tell them (winners.py).
"""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.elections.areas.winners import named_in_rows, read_persons
from pipeline.elections.columns.reading import read_columns
from pipeline.elections.kinds.view import TableView
from pipeline.elections.results.columns import ResultColumns
from pipeline.records import Result


def with_runners_up(lines: Iterable[Result], view: TableView, columns: ResultColumns) -> list[Result]:
    """The lines with one for each further person whom a row of an office names with votes or a share."""
    found = list(lines)
    if columns.office is None or view.table.call is not None:
        return found
    read = read_columns(view, in_us=True)
    if not any(column.role == "runner_up" for column in read):
        return found
    persons = named_in_rows(read)
    if len(persons) < 2 or persons[0].name != columns.candidate:
        return found
    rows = dict(view.body)
    beside: list[Result] = []
    for line in found:
        beside.append(line)
        if line.line != "candidate" or line.row_no not in rows:
            continue
        for person in read_persons(persons[1:], rows[line.row_no], line.row_no):
            if person.votes is not None or person.pct is not None:
                own = line._replace(candidate=person.candidate, candidate_link=None, running_mate=None)
                own = own._replace(party=person.party, party_link=None, votes=person.votes, pct=person.pct)
                beside.append(own._replace(pct_change_pp=None, is_incumbent=None, is_winner=None))
    return beside
