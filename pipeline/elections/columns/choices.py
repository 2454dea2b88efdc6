"""The choices of a table whose columns are candidates or parties: who each column is about, and its figures' columns.

`[[John Kerry]]<br />[[Democratic Party (United States)|Democratic]]` over `#` and `%` is one choice with two columns.
Surnames are completed from the page's candidates where only one of them can be meant.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from pipeline.elections.columns.column import Column
from pipeline.elections.columns.header_parties import Header, is_with_mate, read_headers
from pipeline.elections.columns.labels import is_group_heading
from pipeline.elections.columns.named_rounds import with_rounds_parted
from pipeline.elections.columns.parties_on_lines import with_parties_whole
from pipeline.elections.columns.party_words import candidate_of_party, is_of_one_winner, party_in, party_of
from pipeline.elections.context import PageContext
from pipeline.elections.results.lines import line_of_words
from pipeline.elections.words.names import is_group, join_lines, read_name
from pipeline.elections.words.parties import find_party
from pipeline.elections.words.plausible_names import is_name, is_statistic

_OF_VOTES: Final = frozenset(("write_in", "other", "none_of_the_above"))  # lines that are voted for
_UNIT: Final = re.compile(r"(?!I+V?$)[A-Z]{2,5}s?")  # but Bush II
_QUOTED: Final = re.compile(r"['\"‘“]([^'\"‘’“”]+)['\"’”]")  # 'Yes' votes
_NOBODY: Final = re.compile(  # whom primaries let one vote for besides persons
    r"(?:uncommitted|uninstructed|unpledged|undecided|no preference|none of .*|all others)"
    r"(?: (?:delegates?|electors?|votes?))?",
    re.IGNORECASE,
)
_TOLD: Final = 2  # headers that are parties alone, and at least half of all: so are the others
_ANSWERS: Final = re.compile(r"yes|no|for|against|s[ií]|oui|non|ja|nein|ne[ij]|aye|nay|da|ne|remain|leave")
_LETTERS: Final = re.compile(r"[A-ZÀ-Þ][\w/–-]{0,4}[A-ZÀ-Þ][\w/–-]{0,3}")  # PNM, ČSSD, CDU/CSU
_YEAR: Final = re.compile(r"(?P<year>1[789]\d\d|20\d\d)\s+(?=[^\W\d])")
_YEAR_BEHIND: Final = re.compile(r"(?<=[^\W\d])\s*[,(]?\s+\(?(?P<year>1[789]\d\d|20\d\d)\)?$")


@dataclass(slots=True)
class Choice:
    """A candidate, party or combined heading that has columns of its own."""

    candidate: str
    party: str | None
    group: str | None
    is_line: bool = False  # the header names candidate and party: maybe one line of a fusion ticket
    columns: dict[str, int] = field(default_factory=dict)  # votes, pct, both, mixed → column


def read_choices(columns: Sequence[Column], context: PageContext, *, resolve: bool) -> tuple[Choice, ...]:
    """The choices among a table's columns, in the order of their first column.

    With `resolve`, a name is completed from the page's candidates; a primary's table has candidates of its own.
    Of two columns that say the same (the same round, the same measure) the first is kept.
    """
    counted = [column for column in columns if column.role == "choice" and column.measure is not None]
    readable = with_rounds_parted(_parted_by_year(counted, context.year))
    if _has_unknown_unit(readable):
        return ()
    headers = with_parties_whole(read_headers(readable, context), context)
    found: dict[tuple[str | None, tuple[str, ...]], Choice] = {}
    for column in readable:
        key = _key(column)
        if key not in found:
            header = headers[column.lines]
            candidate, party = _named(header, context, resolve=resolve)
            group_party = party_in(column.group, (), context) if column.group else None
            is_line = party is not None and (header.party is not None or bool(read_name(header.lines[0]).party))
            found[key] = Choice(candidate, party or group_party, None if group_party else column.group, is_line)
        found[key].columns.setdefault(column.measure or "", column.col)
    linked = {_key(column) for column in readable if column.links}
    whole = sum(len(choice.columns) > 1 or "both" in choice.columns for choice in found.values()) > 1
    kept = tuple(
        choice
        for key, choice in found.items()
        if is_name(choice.candidate)
        and not is_statistic(choice.candidate)
        and not is_group_heading(choice.candidate)
        and not (whole and key not in linked and _is_odd(choice, context))
    )
    alone = [header for header in headers.values() if len(header.lines) == 1]
    told = sum(header.party == 0 or bool(_LETTERS.fullmatch(header.lines[0])) for header in alone)
    return _among_parties(kept, context) if 2 * told >= len(kept) and told >= _TOLD else kept


def _key(column: Column) -> tuple[str | None, tuple[str, ...]]:
    """Whose a column is, however it is spelled: `Agree | % agree`."""
    return column.group, tuple([line.casefold() for line in column.lines])


def _among_parties(choices: tuple[Choice, ...], context: PageContext) -> tuple[Choice, ...]:
    """The choices with those that stand among parties as parties too: `[[Likud]] | [[Religious Zionism|RZP]]`.

    Where none is a person's of the page; never in the United States, whose parties are known.
    """
    unknown = [choice for choice in choices if choice.party is None and not _is_rest(choice)]
    of_us = context.country == "United States" or context.state is not None
    if of_us or is_of_one_winner(context) or not all(is_unknown(choice, context) for choice in unknown):
        return choices
    for choice in unknown:
        choice.party = choice.candidate
    return choices


def _is_rest(choice: Choice) -> bool:
    """Whether a choice is of no party: `Others`, write-ins, none of the above, an answer to a question."""
    name = choice.candidate
    return is_group(name) or line_of_words(name) is not None or _ANSWERS.fullmatch(name.casefold()) is not None


def _is_odd(choice: Choice, context: PageContext) -> bool:
    """Whether a choice with one column beside others with two may be anything: `Kerry | Bush | Households`.

    Both of the others have votes and percentages; this one names nobody whom the page knows, no party and no rest.
    """
    if len(choice.columns) > 1 or "both" in choice.columns or choice.party is not None or choice.group is not None:
        return False
    name = choice.candidate
    return (
        line_of_words(name) is None
        and not find_party(name, context.country or "United States")
        and is_unknown(choice, context)
    )


def is_unknown(choice: Choice, context: PageContext) -> bool:
    """Whether a choice is called like nobody whom the page knows and no rest of them: by a party alone, by anything."""
    name = choice.candidate
    if choice.party is not None and choice.party != name:
        return False
    if (
        _NOBODY.fullmatch(name)
        or _ANSWERS.fullmatch(name.casefold())
        or is_group(name)
        or line_of_words(name) in _OF_VOTES
    ):
        return False
    return context.resolve_candidate(name) is None


def _has_unknown_unit(columns: Sequence[Column]) -> bool:
    """Whether all headers end in the same letters, which are no party's: `Clinton CCD | Obama CCD` count delegates."""
    ends = {column.lines[-1].rpartition(" ")[2] for column in columns if column.lines and " " in column.lines[-1]}
    several = len({column.lines for column in columns}) > 1 and all(" " in column.lines[-1] for column in columns)
    unit = next(iter(ends), "")
    return several and len(ends) == 1 and bool(_UNIT.fullmatch(unit)) and find_party(unit, "United States") is None


def _parted_by_year(columns: list[Column], year: int | None) -> list[Column]:
    """The columns with the year before or behind a name as their group: `2008 Obama | 2012 Obama`, `Obama 2008`."""
    found = [(_YEAR.match(column.lines[0]) or _YEAR_BEHIND.search(column.lines[-1])) for column in columns]
    years = {match["year"] for match in found if match}
    of_another = len(years) == 1 and years != {str(year)}  # all of them, or the year belongs to a name: Vision 2030
    is_past = year is not None and bool(years) and all(int(said) < year for said in years)  # `Bush 2000` beside `Bush`
    if not years or (of_another and not is_past and (year is None or None in found)):
        return columns
    parted = []
    for column, match in zip(columns, found, strict=True):
        if match and column.group is None:
            lines = tuple(line for raw in column.lines if (line := raw.replace(match[0], "").strip()))
            column = column._replace(group=match["year"], lines=lines) if lines else column
        parted.append(column)
    return parted


def _named(header: Header, context: PageContext, *, resolve: bool) -> tuple[str, str | None]:
    """The candidate and the party that a header names; a party alone stands for its one candidate, else for itself."""
    kept = [line for number, line in enumerate(header.lines) if number != header.party]
    party: str | None = None
    if header.party is not None:
        said = header.lines[header.party]
        party = party_in(said, header.links, context) or (said.strip(" ()") if said[:1] == "(" else said)
    if is_with_mate(kept, header.links, context):
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
        return person.name, _party_of_letter(party, party_of(person, context))
    return name, party


def _party_of_letter(said: str | None, known: str | None) -> str | None:
    """The party that a header says; where that is the first letter of the person's own, the person's: `(W)`, Whig."""
    if said is None or (known is not None and len(said) == 1 and known.startswith(said)):
        return known
    return said
