"""The choices of a table whose columns are candidates or parties: who each column is about, and its figures' columns.

`[[John Kerry]]<br />[[Democratic Party (United States)|Democratic]]` over `#` and `%` is one choice with two columns.
Surnames are completed from the page's candidates where only one of them can be meant.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from pipeline.elections.columns import Column
from pipeline.elections.context import PageContext
from pipeline.elections.names import is_group, join_lines, read_name
from pipeline.elections.parties import find_party
from pipeline.elections.party_words import candidate_of_party, party_in, party_of
from pipeline.elections.plausible_names import is_name, is_statistic
from pipeline.wikitext.model import Link

_QUOTED = re.compile(r"['\"‘“]([^'\"‘’“”]+)['\"’”]")  # 'Yes' votes
_LONGEST_ABBREVIATION = 10  # with brackets
_ABBREVIATION = re.compile(r"\(?(?!.*[^\W\d_A-ZÀ-Þ]{2})(?=(?:.*[A-ZÀ-Þ]){2})[\w+&/–-]{2,8}\)?")  # PiS, LREM, CDU/CSU
_LONGEST_LIST = 40
_LONGEST_NAME = 80  # of a candidate with the party behind
_MOST_WORDS = 3  # of a party behind a name
_SURNAME = "Green"
_LETTERS_OF_PARTY = 3  # D, Rep, Lib: what is shorter may be an initial
_LETTERS = re.compile(r"\(?[A-Z]{1,4}(?:(?:, ?|/| ?[–-] ?)[A-Z]{1,4})+\)?")
_YEAR = re.compile(r"(?P<year>1[789]\d\d|20\d\d)\s+(?=[^\W\d])")
_PARTY_BEHIND = re.compile(r"(?P<name>[^\W\d].{2,60}?)(?:,|\s+[–—-])\s+(?P<party>.{1,40})")  # John Kerry, Democratic
_YEAR_BEHIND = re.compile(r"(?<=[^\W\d])\s*[,(]?\s+\(?(?P<year>1[789]\d\d|20\d\d)\)?$")


@dataclass(slots=True)
class Choice:
    """A candidate, party or combined heading that has columns of its own."""

    candidate: str
    party: str | None
    group: str | None
    is_line: bool = False  # the header names candidate and party: maybe one line of a fusion ticket
    columns: dict[str, int] = field(default_factory=dict)  # votes, pct, both, mixed → column


class _Header(NamedTuple):
    """A choice's words: each line of its header cells, and the party among them."""

    lines: tuple[str, ...]
    links: tuple[Link, ...]
    party: int | None  # which line names a party


def read_choices(columns: Sequence[Column], context: PageContext, *, resolve: bool) -> tuple[Choice, ...]:
    """The choices among a table's columns, in the order of their first column.

    With `resolve`, a name is completed from the page's candidates; a primary's table has candidates of its own.
    Of two columns that say the same (the same round, the same measure) the first is kept.
    """
    readable = _parted_by_year(
        [column for column in columns if column.role == "choice" and column.measure is not None], context.year
    )
    headers = {column.lines: _header(column, context) for column in readable}
    headers = _without_surnames(_with_parties_behind(headers, context))
    several = [header for header in headers.values() if len(header.lines) > 1]
    party_last = sum(header.party == len(header.lines) - 1 for header in several) >= max(1, len(several) / 2)
    found: dict[tuple[str | None, tuple[str, ...]], Choice] = {}
    for column in readable:
        key = (column.group, column.lines)
        if key not in found:
            header = headers[column.lines]
            if party_last and header.party is None and len(header.lines) > 1 and _is_whole_name(header, context):
                header = header._replace(party=len(header.lines) - 1)
            candidate, party = _named(header, context, resolve=resolve)
            group_party = party_in(column.group, (), context) if column.group else None
            is_line = party is not None and (header.party is not None or bool(read_name(header.lines[0]).party))
            found[key] = Choice(candidate, party or group_party, None if group_party else column.group, is_line)
        found[key].columns.setdefault(column.measure or "", column.col)
    return tuple(
        choice for choice in found.values() if is_name(choice.candidate) and not is_statistic(choice.candidate)
    )


def _parted_by_year(columns: list[Column], year: int | None) -> list[Column]:
    """The columns with the year before or behind a name as their group: `2008 Obama | 2012 Obama`, `Obama 2008`."""
    found = [(_YEAR.match(column.lines[0]) or _YEAR_BEHIND.search(column.lines[-1])) for column in columns]
    years = {match["year"] for match in found if match}
    if not years or (len(years) == 1 and years != {str(year)}):
        return columns
    parted = []
    for column, match in zip(columns, found, strict=True):
        if match and column.group is None:
            lines = tuple(line for raw in column.lines if (line := raw.replace(match[0], "").strip()))
            column = column._replace(group=match["year"], lines=lines) if lines else column
        parted.append(column)
    return parted


def _header(column: Column, context: PageContext) -> _Header:
    lines = tuple(line for line in column.lines if line.strip())
    if (
        len(lines) == 1
        and (parted := _PARTY_BEHIND.fullmatch(lines[0]))
        and (len(parted["party"]) > 1 or " " in parted["name"])  # `Trump, D` has an initial
        and find_party(parted["party"], context.country)
    ):
        lines = (parted["name"], parted["party"])
    order = (len(lines) - 1, 0) if len(lines) > 1 else range(len(lines))
    party = next((number for number in order if party_in(lines[number], column.links, context)), None)
    if party is None and len(lines) > 1 and (_is_abbreviation(lines[-1]) or _follows_name(lines, column.links)):
        party = len(lines) - 1
    return _Header(lines, column.links, party)


def _with_parties_behind(
    headers: dict[tuple[str, ...], _Header], context: PageContext
) -> dict[tuple[str, ...], _Header]:
    """The headers with the party that stands on the same line behind a name: `George W.⏎Bush⏎Republican`.

    Where it is a link, or where several headers of the table end so: `Al Green` alone says nothing.
    """
    parted = {key: _party_behind(header, context) for key, header in headers.items() if header.party is None}
    found = {key: header for key, header in parted.items() if header is not None}
    if not found:
        return headers
    told = {header.lines[-1] for header in found.values()}
    linked = {key for key, header in found.items() if any(header.lines[-1] == link.label for link in header.links)}
    return {
        key: found[key] if key in linked or (key in found and len(told) > 1) else header
        for key, header in headers.items()
    }


def _without_surnames(headers: dict[tuple[str, ...], _Header]) -> dict[tuple[str, ...], _Header]:
    """The headers without a party where it may be a surname: `Al<br>Green` in a table whose names have none."""
    several = [header for header in headers.values() if len(header.lines) > 1]
    named = [header for header in several if header.party is not None and header.lines[header.party] != _SURNAME]
    if 2 * len(named) > len(several) - 1 or not several:
        return headers
    return {
        key: header._replace(party=None)
        if len(header.lines) == 2 and header.lines[1] == _SURNAME and " " not in header.lines[0] and not header.links
        else header
        for key, header in headers.items()
    }


def _party_behind(header: _Header, context: PageContext) -> _Header | None:
    """A header whose last line is a name and a party, as one with the party on a line of its own."""
    *before, last = header.lines
    words = last.split()
    if len(words) + len(before) < 3 or len(last) > _LONGEST_NAME or is_group(last):
        return None
    for size in range(min(_MOST_WORDS, len(words) - 1), 0, -1):
        party = " ".join(words[-size:])
        if len(party) > _LETTERS_OF_PARTY and find_party(party, context.country):
            if context.resolve_candidate(" ".join(header.lines)) is not None:
                return None
            lines = (*before, " ".join(words[:-size]), party)
            return _Header(lines, header.links, len(lines) - 1)
    return None


def _is_with_mate(lines: Sequence[str], links: Sequence[Link], context: PageContext) -> bool:
    """Whether a name's second line is the running mate: both have an article, or the page knows the first alone."""
    if len(lines) != 2 or " " not in lines[0].strip() or " " not in lines[1].strip():
        return False
    labels = {link.label.strip() for link in links}
    if set(lines) <= labels:
        return True
    return context.resolve_candidate(lines[0]) is not None and context.resolve_candidate(" ".join(lines)) is None


def _is_abbreviation(line: str) -> bool:
    """Whether a line is a party's letters, or those of a fusion ticket in brackets: PiS, (D, WF, I).

    The length is told first, for the pattern looks far ahead.
    """
    if len(line) <= _LONGEST_ABBREVIATION and _ABBREVIATION.fullmatch(line):
        return True
    return len(line) <= _LONGEST_LIST and bool(_LETTERS.fullmatch(line))


def _follows_name(lines: Sequence[str], links: Sequence[Link]) -> bool:
    """Whether the last line has an article of its own below a linked name: `[[Ann Lee]]<br />[[Fidesz]]`."""
    labels = [link.label.strip() for link in links]
    return len(labels) == 2 and labels == [" ".join(lines[:-1]), lines[-1]]


def _is_whole_name(header: _Header, context: PageContext) -> bool:
    """Whether the lines but the last are a whole name, so that the last can be its party: not `George W.<br>Bush`."""
    whole = context.resolve_candidate(" ".join(header.lines))
    return whole is None and not is_group(" ".join(header.lines))


def _named(header: _Header, context: PageContext, *, resolve: bool) -> tuple[str, str | None]:
    """The candidate and the party that a header names; a party alone stands for its one candidate, else for itself."""
    kept = [line for number, line in enumerate(header.lines) if number != header.party]
    party: str | None = None
    if header.party is not None:
        party = party_in(header.lines[header.party], header.links, context) or header.lines[header.party].strip(" ()")
    if _is_with_mate(kept, header.links, context):
        kept = kept[:1]
    words = join_lines(kept or header.lines)
    if quoted := _QUOTED.fullmatch(words):
        words = quoted[1]
    if kept and is_group(words):
        return read_name(words, pairs=False).name or words, party
    read = read_name(words)
    name = read.name or words
    person = context.resolve_candidate(name) if resolve else None
    if not kept and party is not None:
        person = person or (candidate_of_party(party, context) if resolve else None)
        return (person.name if person is not None and person.name else words), party_of(person, context) or party
    if party is None and read.party:
        known = find_party(read.party, context.country)
        party = known.short if known else (party_of(person, context) or read.party)
    if person is not None and person.name:
        return person.name, party or party_of(person, context)
    return name, party
