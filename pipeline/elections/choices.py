"""The choices of a table whose columns are candidates or parties: who each column is about, and its figures' columns.

`[[John Kerry]]<br />[[Democratic Party (United States)|Democratic]]` over `#` and `%` is one choice with two columns.
Surnames are completed from the page's candidates where only one of them can be meant.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.elections.columns import Column
from pipeline.elections.context import PageContext
from pipeline.elections.names import is_group, read_name
from pipeline.elections.party_words import party_in, short_party
from pipeline.wikitext.model import Link


@dataclass(slots=True)
class Choice:
    """A candidate, party or combined heading that has columns of its own."""

    candidate: str
    party: str | None
    group: str | None
    columns: dict[str, int] = field(default_factory=dict)  # votes, pct, both → column


def read_choices(columns: Sequence[Column], context: PageContext, *, resolve: bool) -> tuple[Choice, ...]:
    """The choices among a table's columns, in the order of their first column.

    With `resolve`, a name is completed from the page's candidates; a primary's table has candidates of its own.
    A choice whose columns contradict each other (two of one measure) keeps the first.
    """
    found: dict[tuple[str | None, tuple[str, ...]], Choice] = {}
    for column in columns:
        if column.role != "choice" or column.measure is None:
            continue
        key = (column.group, column.lines)
        if key not in found:
            candidate, party = name_choice(column.lines, column.links, context, resolve=resolve)
            if not candidate:
                continue
            found[key] = Choice(candidate, party, column.group)
        found[key].columns.setdefault(column.measure, column.col)
    return tuple(found.values())


def name_choice(
    lines: Sequence[str], links: Sequence[Link], context: PageContext, *, resolve: bool
) -> tuple[str, str | None]:
    """The candidate and the party that a header's lines name; a party alone stands for its candidate or itself."""
    party: str | None = None
    kept = [line for line in lines if line.strip()]
    if len(kept) > 1:
        for position in (len(kept) - 1, 0):
            party = party_in(kept[position], links)
            if party is not None:
                del kept[position]
                break
    words = " ".join(kept)
    if is_group(words):
        read = read_name(words, pairs=False)
        return read.name or words, party
    read = read_name(words)
    name = read.name or words
    if party is None and read.party:
        party = short_party(read.party) or read.party
    if party is None and len(lines) == 1 and party_in(words, links):
        party = party_in(words, links)
        person = context.resolve_candidate(words) if resolve else None
        return (person.name if person is not None and person.name else words), party
    if resolve:
        person = context.resolve_candidate(name)
        if person is not None and person.name:
            name = person.name
            party = party or short_party(person.party)
    return name, party
