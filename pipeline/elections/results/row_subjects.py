"""Who or what a row of a results table is about: a candidate, a party, a line such as the total, or who holds the seat.

Told by the template that made the row, by its words, else by the cells of candidate and party. Reads no figure for a
record.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from pipeline.elections.kinds.view import folded
from pipeline.elections.results.columns import ResultColumns
from pipeline.elections.results.lines import hold_or_gain, line_of_template, line_of_words
from pipeline.elections.results.names import (
    Named,
    is_list,
    is_write_in,
    named_candidate,
    named_option,
    named_party,
    names_several,
    says_party_again,
)
from pipeline.elections.results.row_blocks import block_before, owner_before
from pipeline.elections.results.row_figures import is_whole
from pipeline.elections.results.stated_lines import CANDIDATE_LINES
from pipeline.elections.words.figures import percent
from pipeline.elections.words.names import read_name
from pipeline.elections.words.numbers import says_nobody
from pipeline.elections.words.parties import find_party, short_party
from pipeline.elections.words.plausible_names import is_name
from pipeline.wikitext.model import Cell, Row

_OF_TOTAL: Final = re.compile(r"\(?\b(?:sub-?)?totals?\b\)?(?: for\b)?(?: the\b)?", re.IGNORECASE)
_HELD: Final = re.compile(r"\b(?:hold|gain|retain)", re.IGNORECASE)  # Democratic [[Political party strength|hold]]
_OF_LINE: Final = re.compile(r"candidate|.*(?:votes|percent).*")  # parameters of which a line has one at least: r votes


class RowSubject(NamedTuple):
    """Who or what a row is about."""

    line: str
    candidate: Named | None
    party: Named | None


def has_name(about: RowSubject) -> bool:
    """Whether what stands in the candidate's or party's place can be a name: a lost cell or bracket leaves none."""
    return about.line not in CANDIDATE_LINES or all(
        is_name(named.words) for named in (about.candidate, about.party) if named is not None
    )


def row_subject(row: Row, row_no: int, columns: ResultColumns, figures: dict[str, int]) -> RowSubject | None:
    """What a row is about: by its template, by its words, else a candidate or a party."""
    made = line_of_template(row.call.name) if row.call else None
    held = _held(row, columns, made)
    if held is not None:
        return held
    label = _label(row, columns, figures)
    if label is None or _is_unknown_heading(row, made):
        return None
    candidate_cell, party_cell = row.at(columns.candidate), row.at(columns.party)
    of_all_lines = party_cell is not None and line_of_words(party_cell.text) == "total"  # Total | Ann Lee | 3,300
    names = of_all_lines and label is candidate_cell and label is not party_cell and is_name(label.text)
    if names and line_of_words(label.text) is None:
        return RowSubject("subtotal", named_candidate(label), None)
    said = line_of_words(read_name(label.text, pairs=False).name or label.text) or line_of_words(label.text)
    if said is None and (whole := _total_of_person(label)) is not None:
        return RowSubject("subtotal", whole, None)
    if said is None and _is_party_total(label.text):
        said = "subtotal"
    if said == "none" and folded(label.text) == "votes" and is_whole(row, figures):
        said = "total"  # Votes || 42,301 || 100.00 (France)
    if said == "none":
        return None
    if said == "turnout" and "turn" not in folded(label.text) and is_whole(row, figures):
        said = "total"  # Total votes cast: 100%
    if said == "total" and (block := block_before(row, row_no, label)) is not None:
        if (block is candidate_cell and block is not party_cell) or block is row.at(columns.outer):
            return RowSubject("subtotal", named_candidate(block), None)  # of a candidate's parties
        return RowSubject("subtotal", None, named_party(block))
    if said == "total" and (owner := owner_before(row, label)) is not None:
        return RowSubject("subtotal", None, named_party(owner))
    if said == "subtotal":
        return RowSubject("subtotal", None, Named(_OF_TOTAL.sub("", label.text).replace('"', "").strip(" :–-“”'")))
    line = said if said and made in {None, "candidate"} else made if made != "candidate" else None
    lists = (
        candidate_cell is not None
        and candidate_cell is not party_cell
        and (is_list(candidate_cell, row.call) or (columns.has_lists and names_several(candidate_cell)))
    )
    if line is None and party_cell is not None and lists:
        return RowSubject("party", None, named_party(party_cell))  # its candidates are many, in one cell
    if line is None and columns.has_options:
        option = named_option(label)
        return RowSubject("candidate", option, None) if option else None
    if line is None and row_no in columns.parties_below:
        return RowSubject("party", None, named_party(label))
    if line is None:
        about = _person(candidate_cell, party_cell, columns, is_box=made is not None)
        person = about.candidate if about is not None else None
        if about is not None and person is not None and person.aside and columns.has_alliances:
            about = about._replace(party=Named(person.aside, person.aside_link))  # Ann Lee (PT) | United for Brazil
        return about
    if line in {"write_in", "other", "none_of_the_above"}:
        party = named_party(party_cell) if party_cell is not None and party_cell is not candidate_cell else None
        return RowSubject(line, named_candidate(label), None if is_write_in(party) else party)
    return RowSubject(line, None, None)


def _is_party_total(text: str) -> bool:
    """Whether words are a party's total, `Total Democratic`, and no name that begins so."""
    total, _, party = text.strip().partition(" ")
    return total.casefold() in {"total", "totals"} and find_party(party) is not None


def _total_of_person(cell: Cell) -> Named | None:
    """The linked person whose lines a row adds up, `Total [[Ann Lee]]`; None for any other row."""
    if not cell.links or not cell.text.startswith(("Total ", "Total: ")):
        return None
    link = cell.links[0]
    rest = cell.text.removeprefix("Total").lstrip(" :")
    return Named(rest, link.target) if link.label.strip() == rest and find_party(link.target) is None else None


def _is_unknown_heading(row: Row, made: str | None) -> bool:
    """Whether a template of an Election box that is not known made a line without a candidate and without votes."""
    call = row.call
    if call is None or made is not None or "election box" not in call.name:
        return False
    return not any(map(_OF_LINE.fullmatch, call.params))


def _held(row: Row, columns: ResultColumns, made: str | None) -> RowSubject | None:
    """A row that says who holds or gains the seat, in the candidates' place or by its template."""
    label = columns.label or 0
    for cell in row.cells[: label + 1]:  # not each of a row: this is asked for every count of a transferable vote
        held = hold_or_gain(cell.text)
        if held is not None:
            link = next((link for link in cell.links if not _HELD.search(link.label)), None)
            shown = link.label if link and link.label != link.target else short_party(held[1])
            return RowSubject(held[0], None, Named(shown, link.target if link else None))
    if made in {"hold", "gain"} and row.call is not None:
        winner = short_party(row.call.params.get("winner", ""))
        return RowSubject(made, None, Named(winner) if winner else None)  # an independent's gain names the loser alone
    return None


def _label(row: Row, columns: ResultColumns, figures: dict[str, int]) -> Cell | None:
    """The cell that tells what a row is: the candidate's, else the first with words before the figures."""
    first = min(figures.values())
    candidate = row.at(columns.label)
    if candidate is not None and candidate.text.strip() and candidate is not row.at(first):
        return candidate
    for cell in row.cells[:first]:
        if cell.text.strip() and not any(row.cells[c] is cell for c in figures.values() if c < len(row.cells)):
            return cell
    if candidate is not None and candidate.colspan > 1 and line_of_words(candidate.text) is not None:
        beside = [row.at(col) for col in figures.values()]
        if any(cell is not None and cell is not candidate and percent(cell.text) is not None for cell in beside):
            return candidate  # `! colspan=3 | Voter turnout !! 22.6%` reaches over the votes
    return None


def _person(
    candidate_cell: Cell | None, party_cell: Cell | None, columns: ResultColumns, *, is_box: bool
) -> RowSubject | None:
    """A row about a candidate, or about a party where the table has no candidates or the row names none."""
    party = named_party(party_cell) if party_cell is not None and party_cell is not candidate_cell else None
    candidate = None
    if candidate_cell is not None and party is not None and says_nobody(candidate_cell.text):
        return None  # Democratic | No candidate
    if candidate_cell is not None and candidate_cell.text.strip():
        of_parties = columns.below_are_parties or (party is not None and says_party_again(candidate_cell, party))
        candidate = named_candidate(candidate_cell, columns.country, of_parties=of_parties)
    if candidate is None:
        if is_write_in(party):
            return RowSubject("write_in", party, None)
        return RowSubject("party", None, party) if party else None
    if is_write_in(party):
        return RowSubject("candidate", candidate._replace(is_write_in=True), None)
    if party is None and candidate.aside:
        party = Named(candidate.aside, candidate.aside_link)
        if is_write_in(party):
            return RowSubject("candidate", candidate._replace(is_write_in=True, aside=None), None)
    if party is not None and party.words == party.link and (is_box or find_party(party.words) is not None):
        party = party._replace(words=short_party(party.words))  # a template's party without a short name of its own
    elif party is not None and "(" in party.words and is_box and (known := find_party(party.words)) is not None:
        party = party._replace(words=known.short)  # {{Election box candidate|party=Democratic Party (US)}}
    return RowSubject("candidate", candidate, party)
