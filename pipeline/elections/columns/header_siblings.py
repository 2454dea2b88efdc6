"""Header cells whose meaning the cells beside or above them settle: `No` beside `Yes`, `Name` under `Constituency`.

Corrects the reading of single header cells (labels.py) before a column is made of them; never looks at a row.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from pipeline.elections.columns.labels import (
    Label,
    area_of_first,
    area_type_of,
    area_type_of_heads,
    part_unit,
    role_of,
    unit_of,
)
from pipeline.elections.kinds.view import Column, TableView, folded
from pipeline.elections.words.opposite_answers import pair_of
from pipeline.elections.words.parties import find_party, is_party_article
from pipeline.wikitext.model import Cell

_YES: Final = frozenset(("yes", "yes%", "yes #", "yes votes", "% yes", "yes %", "yes (%)"))
_LIKE_LINES: Final = frozenset(("rejected", "passed", "pass"))  # answers that are lines of ballots elsewhere
_YEAR: Final = 4  # digits
_LETTERS: Final = 4  # of a party
_SEVERAL: Final = 3
ELECTOR: Final = Label("candidate", None, None, ("Elector",), ())
_ELECTORS: Final = frozenset(("elector", "electors", "elector chosen", "elector's name", "delegate", "delegates"))
# Venstre, Vänsterpartiet, Sverigedemokraterna, Reformierakond, Sotsiaaldemokraadid; else votes, kinds of area, sources,
# equivalents of delegates; Frente para la Victoria, else first preference votes
_V: Final = frozenset(("v", "v.", "sd", "hd", "ref", "sde", "fpv"))
# Below a wide `Candidates`: who stands for what on one ticket
_OF_TICKET: Final = {
    "governor": "heading",
    "for governor": "heading",
    "president": "heading",
    "for president": "heading",
    "lieutenant governor": "running_mate",
    "lt. governor": "running_mate",
    "for lieutenant governor": "running_mate",
    "for vice president": "running_mate",
}
_VOTES: Final = frozenset(("votes", "pct"))
COALITIONS: Final = frozenset(
    ("coalition", "the coalition", "alliance", "the alliance", "bloc", "l/np", "lnp coalition")
)
_SEATS_LETTERS: Final = frozenset(
    ("s", "st", "st.", "dep", "dep.", "deps", "mp", "mps", "mp's", "mep", "meps", "mand", "mand.")
)


def answers_in(columns: Iterable[Column]) -> frozenset[str]:
    """The words that are answers as a header has their opposite too: `No` beside `Yes` is not the number of something,
    `Rejected` beside `Approved` no rejected ballots."""
    said = {folded(cell.text) for column in columns for cell in column.cells}
    if said & _YES:
        return frozenset(("no",))
    return pair_of(part_unit(text)[0] for text in said) & _LIKE_LINES


def seats_letters(columns: Iterable[Column]) -> frozenset[str]:
    """The letters under or over several names that stand for their seats: `! colspan=2 | PS` over `! % !! S`.

    One that stands once is a party's (`S` in Sweden).
    """
    last = [
        folded(cell.text)
        for column in columns
        if len(column.cells) > 1
        for cell in (column.cells[0], column.cells[-1])
        if cell.colspan == 1
    ]
    letters = frozenset([letter for letter in _SEATS_LETTERS if last.count(letter) > 1])
    counted = letters and any(
        last.count(words) > 1 and (unit_of(words) in _VOTES or role_of(words) == "total") for words in set(last)
    )
    return letters if counted else frozenset()


def party_letters(columns: Sequence[Column]) -> frozenset[str]:
    """The letters V, SD, SDE, Ref, FPV as parties' among others of one to four capitals (`A | V | O`); else none.

    `Ref` behind all others heads the sources.
    """
    alone = [head.cells[0].text.strip(" .") for head in columns if _is_alone(head)]
    letters = [text for text in alone if len(text) <= _LETTERS and text.isupper() and folded(text) not in _V]
    letters = [text for text in letters if unit_of(text) is None]
    if len(letters) == _SEVERAL - 1:  # Isamaa | KESK | EKRE | SDE; but HD | Democratic | Republican are districts
        letters += [text for text in alone if text not in letters and folded(text) not in _V and find_party(text)]
    if len(letters) < _SEVERAL:
        return frozenset()
    is_last = bool(columns and columns[-1].cells) and folded(columns[-1].cells[0].text) == "ref"
    return _V - {"ref"} if is_last else _V


def _is_of_linked_party(cell: Cell) -> bool:
    """Whether one of the letters is linked to a party's article: `[[Venstre (Denmark)|V]]`."""
    links = cell.links
    if len(links) != 1 or links[0].label.strip() != cell.text.strip():
        return False
    return is_party_article(links[0].target) or find_party(links[0].target) is not None


def _is_party(cell: Cell, head: Column, letters: frozenset[str]) -> bool:
    """Whether letters that could be a unit's are a party's, by what stands beside them or by their link."""
    return (folded(cell.text) in letters and _is_alone(head)) or _is_of_linked_party(cell)


def _is_alone(head: Column) -> bool:
    """Whether a header is one cell, or one over a unit alone: `! S !! V` over `! % !! %`, or wider over `Votes | %`."""
    if len(head.cells) == 2:
        words = head.cells[1].text
        unit = unit_of(words)
        return unit == "pct" if head.cells[0].colspan == 1 else unit is not None or role_of(words) == "total"
    return len(head.cells) == 1


def electors_voted_for(view: TableView, in_us: bool) -> frozenset[int]:
    """The columns of electors whom districts voted for, `District | Elector | Votes` (1789 to 1832); none by state.

    Whom the state's electors voted for, `State | Elector | Presidential vote`, no people did.
    """
    if not view.columns or area_type_of(view.columns[0].text, in_us) in {None, "state"}:
        return frozenset()
    return frozenset(head.index for head in view.columns[1:] if head.cells and folded(head.cells[-1].text) in _ELECTORS)


def lone_coalitions(view: TableView, in_us: bool) -> frozenset[int]:
    """The columns of coalitions called so beside parties by area: `Seat | Labor | Coalition` over `Votes | %` each."""
    if not view.columns or area_type_of(view.columns[0].text, in_us) is None:
        return frozenset()
    found = frozenset(
        head.index
        for head in view.columns[1:]
        if head.cells and folded(part_unit(head.cells[0].text)[0]) in COALITIONS and _is_counted(head)
    )
    whole = {head.index for head in view.columns if head.cells and folded(head.cells[0].text) in COALITIONS}
    return found if whole <= found else frozenset()  # but `Coalition` over `Name | Votes`


def _is_counted(head: Column) -> bool:
    """Whether a header is a unit's or has one: `Coalition` over `%`, `Coalition %`."""
    if len(head.cells) > 1:
        return unit_of(head.cells[-1].text) is not None
    return part_unit(head.cells[0].text)[1] is not None


def years_below(view: TableView) -> str:
    """The page's year where it stands below names beside other years, `Rose Party` over `2015 | 2019`; else ""."""
    said = {cell.text.strip() for head in view.columns for cell in head.cells[1:] if cell.colspan == 1}
    years = {text for text in said if len(text) == _YEAR and text.isdigit()}
    own = view.page_title[:_YEAR]
    return own if own in years and len(years) > 1 else ""


def _is_elected_member(label: Label, words: str) -> bool:
    """Whether a wide header stands over one who was elected: `Elected member` over `Name | Party | Votes`."""
    return label.role == "representative" and folded(words).startswith("elected ")


def told_by_siblings(
    labels: list[Label], head: Column, answers: frozenset[str], letters: frozenset[str], year: str, counted: str | None
) -> list[Label]:
    """A column's labels where what stands beside or above a word tells more than the word itself.

    `No` beside `Yes` is an answer and no number; `Name` under a wide `Constituency` is the area's, `S` beside `Votes`
    and `%` under a party's name are its seats; of several years below names `year` is the page's. `counted`:
    what the cells are, where the last word is a repeated unit; of one that counts anything, it is a note.
    """
    found = list(labels)
    if counted is not None:
        found[-1] = Label(None, counted, None, (), ()) if counted in _VOTES else Label("note", None, None, (), ())
    for number, cell in enumerate(head.cells):
        if folded(cell.text) in answers:
            found[number] = Label(None, None, None, cell.lines or (cell.text,), cell.links)
        elif answers and folded(part_unit(cell.text)[0]) in answers:  # Yes | Yes% | No | No%
            found[number] = Label(None, part_unit(cell.text)[1], None, (part_unit(cell.text)[0],), cell.links)
        elif cell.colspan > 1 and (folded(cell.text) == "elected" or _is_elected_member(found[number], cell.text)):
            found[number] = Label("winner", None, None, (cell.text,), cell.links)  # who was, not how many
        elif number == 0 and folded(cell.text) in _V and _is_party(cell, head, letters):
            found[number] = Label(None, None, None, (cell.text,), cell.links)
        elif len(head.cells) > 1 and cell.colspan == 1 and folded(cell.text) in letters - _V:
            found[number] = Label("seats", None, None, (cell.text,), cell.links)
        elif number and head.cells[0].colspan > 1 and labels[0].role == "candidate" and folded(cell.text) in _OF_TICKET:
            found[number] = Label(_OF_TICKET[folded(cell.text)], None, None, (cell.text,), cell.links)
        elif number and folded(cell.text) == year:
            found[number] = Label("heading", None, None, (cell.text,), cell.links)
    if (area_type := area_of_first(head)) is not None:
        return [Label("area", None, area_type, (head.cells[0].text,), head.cells[0].links)]
    area_type = area_type_of_heads(head.cells)
    if area_type:
        return [Label("area", None, area_type, (head.cells[0].text,), head.cells[0].links)]
    return found
