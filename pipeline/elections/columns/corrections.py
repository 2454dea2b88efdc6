"""What a column's cells and neighbours say against its header: `#` that counts rows, `Representative` over figures.

A registry: for each role that headers give, the corrections that are asked in turn; the first with an answer counts.
To teach canvass another, write a function and enter it under its roles in `CORRECTIONS`. None reads a record.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Final, NamedTuple

from pipeline.elections.columns.attached_units import attached
from pipeline.elections.columns.chairs import is_of_chairs
from pipeline.elections.columns.column import Column
from pipeline.elections.columns.header_siblings import COALITIONS
from pipeline.elections.columns.labels import area_type_of, is_group_heading, is_kind_of_ballot, unit_of
from pipeline.elections.columns.measures import are_years
from pipeline.elections.columns.named_rounds import name_of_round
from pipeline.elections.kinds.view import Column as Head
from pipeline.elections.kinds.view import TableView, folded
from pipeline.elections.words.dates import YEAR
from pipeline.elections.words.figures import count
from pipeline.elections.words.opposite_answers import is_answer, pair_of
from pipeline.elections.words.plausible_names import is_statistic, says_how_cast
from pipeline.wikitext.making import new

NAMES: Final = frozenset(("representative", "running_mate", "home_state"))  # never figures
RANKS: Final = frozenset(("#", "no", "no.", "nr", "nr.", "number"))
_MEMBERS: Final = frozenset(("mp", "mep", "mla", "mna", "mpp", "msp", "deputy", "legislator"))
_LONGEST_PARTY: Final = 4  # letters of one
_NEARLY_ALL: Final = 0.9  # of a column's cells
_MOST: Final = 0.5
_HUNDRED: Final = 100
_ROUNDING: Final = 3
_BALLOTS: Final = re.compile(r"ballots?|scrutin(?:y|ies)|rounds?(?: of (?:voting|balloting))?")


class Place(NamedTuple):
    """Where a column stands: its header, its cells' texts, the columns before it, the table."""

    head: Head
    texts: Sequence[str]
    before: Sequence[Column]
    view: TableView


Correction = Callable[[Column, Place], Column | None]


def corrected(column: Column, head: Head, texts: Sequence[str], before: Sequence[Column], view: TableView) -> Column:
    """The column as its cells and neighbours have it; the same where they say nothing against its header."""
    if _is_spacer(column, head, texts):
        return column._replace(role="spacer")
    if column.role not in CORRECTIONS:
        return column
    place = new(Place, (head, texts, before, view))
    for correction in CORRECTIONS[column.role]:
        answer = correction(column, place)
        if answer is not None:
            return answer
    return column


def holds_no_names(column: Column) -> bool:
    """Whether figures stand where the header promises a person or a place."""
    return column.role in NAMES and column.content.numeric > _MOST


def _is_spacer(column: Column, head: Head, texts: Sequence[str]) -> bool:
    if column.content.filled or any(text.strip() for text in texts):
        return False
    return not head.cells or head.cells[-1].colspan > 1


def _statistic(column: Column, place: Place) -> Column | None:
    """Median income, Registered Democrats; but `Overseas` beside other ballots, `Proportional`, is one (Italy)."""
    words = " ".join(column.lines)
    if not is_statistic(words) or _is_name_below_round(column, place) or _is_answer(words, place.view):
        return None
    if _has_name_of_round(words, place):
        return None
    if says_how_cast(words) and column.measure and _is_beside_ballots(place):
        return column._replace(role=column.measure, lines=(), links=(), group=words)
    return column._replace(role="unread")


def _is_answer(words: str, view: TableView) -> bool:
    """Whether a header's words answer a question as those of another do: `Rejected` beside `Approved`."""
    said = folded(words)
    return is_answer(said) and said in pair_of(head.text for head in view.columns)


def _is_name_below_round(column: Column, place: Place) -> bool:
    """Whether a round stands above a name in a cell of its own: `First round` over `Foster` (named_rounds.py)."""
    first, *rest = column.lines
    above = len(place.head.cells) > 1 and place.head.cells[0].text.strip() == first and is_group_heading(first)
    return above and bool(rest) and not is_statistic(" ".join(rest))


def _has_name_of_round(words: str, place: Place) -> bool:
    """Whether a name stands with a round here and with another one beside: `Roe 1st round | Roe 2nd round`."""
    name = name_of_round(words)
    if not name:
        return False
    others = [head.cells[-1].text.strip() for head in place.view.columns if head.cells and head is not place.head]
    return any(other != words and name_of_round(other) == name for other in others)


def _is_beside_ballots(place: Place) -> bool:
    """Whether a column stands under a wide header beside that of another ballot."""
    tops = [head.cells[0] for head in place.view.columns if len(head.cells) > 1 and head.cells[0].colspan > 1]
    own = place.head.cells[0]
    return own in tops and any(top is not own and is_kind_of_ballot(top.text) for top in tops)


def _another_year(column: Column, place: Place) -> Column | None:
    """`2006 votes` on the page of 2010: one year, none of the page's, and bare figures of others without one."""
    head, view = place.head, place.view
    years = YEAR.findall(head.cells[-1].text) if head.cells else []
    if len(years) != 1 or not YEAR.search(view.page_title) or years[0] in view.page_title:
        return None
    others = [other.cells[-1].text for other in view.columns if other.cells and other is not head]
    bare = any(unit_of(text) == "votes" and not YEAR.search(text) for text in others)
    return column._replace(role="unread") if bare else None


def _rank(column: Column, place: Place) -> Column | None:
    """A `#` that counts the rows and no votes: nothing stands before it, nor above it but a kind of area."""
    cells = place.head.cells
    if folded(cells[-1].text) not in RANKS or any(other.role != "spacer" for other in place.before):
        return None
    counts_rows = column.role == "votes" or (len(cells) > 1 and area_type_of(cells[0].text, in_us=True) is not None)
    return column._replace(role="rank", measure=None, lines=(), links=()) if counts_rows else None


def _places_on_lists(column: Column, place: Place) -> Column | None:
    """A `#` behind the areas that counts the candidates of each list: 1, 2, 3 or 1, 2, 1, 2, as no votes do."""
    if folded(place.head.cells[-1].text) not in RANKS or not any(other.role == "area" for other in place.before):
        return None
    before = 0
    for text in place.texts:
        number = count(text)
        if number is None or number not in {1, before + 1}:
            return None
        before = number
    return column._replace(role="rank", measure=None, lines=(), links=()) if len(place.texts) > 1 else None


def _places_of_rows(column: Column, place: Place) -> Column | None:
    """`Place`: 1, 2, 3."""
    numbered = column.area_type == "area" and column.content.whole > _NEARLY_ALL
    return column._replace(role="rank", area_type=None) if numbered else None


def _area_of_figures(column: Column, place: Place) -> Column | None:
    """Shares below a word for an area, or votes behind the areas: `SD` is a party, any other word nobody knows what."""
    counted = any(other.role == "area" for other in place.before) and (
        sum("," in text for text in place.texts) > _MOST * len(place.texts)
    )
    if column.content.signed + column.content.decimal <= _MOST and not counted:
        return None
    header = place.head.cells[-1].text
    if len(header) <= _LONGEST_PARTY and header.isupper():
        return column._replace(role="choice", area_type=None, lines=(header,))
    return column._replace(role="unread", area_type=None, lines=())


def _district_seats(column: Column, place: Place) -> Column | None:
    """`Labour` over `Votes | % | Dist.` behind the areas: how many districts the party won."""
    before = place.before[-1] if place.before else None
    if before is None or before.role != "choice" or len(place.head.cells) < 2 or column.content.large:
        return None
    won = (
        before.measure
        and column.content.whole > _NEARLY_ALL
        and place.head.cells[0] in place.view.columns[before.col].cells
    )
    return column._replace(role="seats", area_type=None) if won else None


def _years(column: Column, place: Place) -> Column | None:
    """Years below a word that nobody knows."""
    if column.content.large > _NEARLY_ALL and are_years(place.texts):
        return column._replace(role="year", measure=None, lines=(), links=())
    return None


def _elected(column: Column, place: Place) -> Column | None:
    """`Elected`: who was, not how many, nor in which round."""
    says_who = column.content.filled and not column.content.numeric and place.head.text == "elected"
    says_who = says_who and not any(map(is_group_heading, place.texts))
    return column._replace(role="winner") if says_who else None


def _results_of_both(column: Column, place: Place) -> Column | None:
    """`Results` over votes and their share in one cell, and no words of who won."""
    return column._replace(role="votes", measure="both") if column.content.both > _MOST else None


def _no_answers(column: Column, place: Place) -> Column | None:
    """`Justice`, `Alternative`: parties, where shares stand below and not what was asked."""
    if column.content.signed + column.content.decimal <= _MOST:
        return None
    return column._replace(role="choice", measure="pct", lines=place.head.cells[-1].lines)


def _no_names(column: Column, place: Place) -> Column | None:
    return column._replace(role="unread") if holds_no_names(column) else None


def _member(column: Column, place: Place) -> Column | None:
    """`MP` over names: who was elected; over figures it is a party's letters (Sweden)."""
    if place.head.text not in _MEMBERS or column.content.numeric or not column.content.filled:
        return None
    return column._replace(role="representative", lines=(), links=())


def _second_ballot(column: Column, place: Place) -> Column | None:
    """`Second` over figures, between `First` and `Third`: a ballot, nobody's name."""
    if column.measure or column.content.numeric <= _MOST or place.head.text != "second":
        return None
    return column._replace(role="unread", lines=place.head.cells[-1].lines)


def _attached(column: Column, place: Place) -> Column | None:
    """A bare unit belongs to the choice or total before it, unless it is of the candidates in the rows."""
    return attached(place.head, column, place.before, place.view)


def _chairs(column: Column, place: Place) -> Column | None:
    """`Seat` over `Seat 3`, `Seat 5` of a court, over `Chairman`, `At-large`: offices, each with its candidates."""
    is_office = is_of_chairs(place.view, column.col)
    return column._replace(role="office", area_type=None) if is_office else None


def _votes_of_ballot(column: Column, place: Place) -> Column | None:
    """Small whole numbers of candidates below `Ballots` over `1st | 2nd`: votes, unless they may be shares."""
    cells = place.head.cells
    if column.group is None or len(cells) < 2 or not _BALLOTS.fullmatch(folded(cells[0].text)):
        return None
    if column.content.whole < _NEARLY_ALL or not any(other.role == "candidate" for other in place.before):
        return None
    lines = column.lines[:1] if len(column.lines) > 1 and is_group_heading(column.lines[0]) else column.lines
    if column.role == "choice" and lines == column.lines and not all(map(str.isdigit, lines)):
        return None
    group = " ".join((column.group, *lines)) if column.role == "choice" else column.group  # over bare 1, 2, 3
    whole = sum(count(text) or 0 for text in place.texts)
    return None if abs(whole - _HUNDRED) < _ROUNDING else column._replace(role="votes", lines=(), links=(), group=group)


def _answers(column: Column, place: Place) -> Column | None:
    """`Vote` over Yes and No, beside how many said so."""
    if column.content.numeric or not pair_of(place.texts):
        return None
    return column._replace(role="choice_answer", measure=None, lines=(), links=())


def _called_alliance(column: Column, place: Place) -> Column | None:
    """`Alliance`, `Coalition` over figures behind the areas: a party or bloc, no column of parties."""
    if column.content.numeric <= _MOST or len(place.head.cells) != 1 or place.head.text not in COALITIONS:
        return None
    if not any(other.role == "area" for other in place.before):
        return None
    return column._replace(role="choice", lines=place.head.cells[0].lines)


def _roll(column: Column, place: Place) -> Column | None:
    """`Electors` over thousands behind the areas: those who may vote, where no state has so many of the other kind."""
    of_areas = any(other.role == "area" for other in place.before)
    return column._replace(role="registered") if of_areas and column.content.large > _NEARLY_ALL else None


CORRECTIONS: Final[Mapping[str, tuple[Correction, ...]]] = {
    "choice": (_votes_of_ballot, _statistic, _rank, _years, _member),
    "votes": (_answers, _another_year, _rank, _places_on_lists, _attached),
    "pct": (_another_year, _attached),
    "area": (_chairs, _district_seats, _places_of_rows, _area_of_figures),
    "rank": (_chairs,),
    "party": (_called_alliance,),
    "electoral_votes": (_roll,),
    "seats": (_chairs, _elected),
    "contest_result": (_results_of_both,),
    "choice_answer": (_no_answers,),
    "unread": (_votes_of_ballot, _member),
    "runner_up": (_second_ballot,),
    **dict.fromkeys(NAMES, (_no_names,)),
}
