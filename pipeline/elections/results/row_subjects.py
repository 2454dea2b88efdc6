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
from pipeline.elections.results.row_figures import is_whole
from pipeline.elections.results.stated_lines import CANDIDATE_LINES
from pipeline.elections.results.subtotals import part_summed_up
from pipeline.elections.words.figures import count, percent
from pipeline.elections.words.names import read_name
from pipeline.elections.words.numbers import says_nobody
from pipeline.elections.words.opposite_answers import said_in
from pipeline.elections.words.parties import find_party, short_party
from pipeline.elections.words.plausible_names import is_name
from pipeline.wikitext.model import Cell, Row

_HELD: Final = re.compile(r"\b(?:hold|gain|retain)", re.IGNORECASE)  # Democratic [[Political party strength|hold]]
_UNPLEDGED: Final = re.compile(r"un(?:pledged|instructed|committed)\b")
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
    said = None if columns.answers and said_in(label.text) in columns.answers else _line_said(label, row, figures)
    part = part_summed_up(row, row_no, label, said, columns)
    if part is not None:
        return RowSubject("subtotal", part.candidate, part.party)
    if said == "none":
        return None
    line = said if said and made in {None, "candidate"} else made if made != "candidate" else None
    if line is None:
        return _somebody(row, row_no, label, columns, is_box=made is not None)
    if line in {"write_in", "other", "none_of_the_above"}:
        party = _party_beside(row, columns)
        return RowSubject(line, named_candidate(label), None if is_write_in(party) else party)
    return RowSubject(line, None, None)


def _line_said(label: Cell, row: Row, figures: dict[str, int]) -> str | None:
    """The line that a row's words name, `total`; None where they name somebody, "none" where nobody is meant."""
    said = line_of_words(read_name(label.text, pairs=False).name or label.text) or line_of_words(label.text)
    if said == "none" and folded(label.text) == "votes" and is_whole(row, figures):
        return "total"  # Votes || 42,301 || 100.00 (France)
    if said == "none" and _UNPLEDGED.match(folded(label.text)) and _has_votes_with_share(row, figures):
        return None  # Unpledged delegates || 1,288,423 || 6.56%: they stood on the ballot of a primary
    if said == "turnout" and "turn" not in folded(label.text) and is_whole(row, figures):
        return "total"  # Total votes cast: 100%
    return said


def _has_votes_with_share(row: Row, figures: dict[str, int]) -> bool:
    votes, pct = row.at(figures.get("votes")), row.at(figures.get("pct"))
    return bool(votes and pct and votes is not pct and count(votes.text) and percent(pct.text))


def _somebody(row: Row, row_no: int, label: Cell, columns: ResultColumns, *, is_box: bool) -> RowSubject | None:
    """A row about a candidate, an answer or a party, whose words name no line."""
    candidate_cell, party_cell = row.at(columns.candidate), row.at(columns.party)
    if party_cell is not None and candidate_cell is not party_cell and _holds_list(candidate_cell, row, columns):
        return RowSubject("party", None, named_party(party_cell))  # its candidates are many, in one cell
    if columns.has_options:
        option = named_option(label)
        return RowSubject("candidate", option, None) if option else None
    if row_no in columns.parties_below:
        return RowSubject("party", None, named_party(label))
    about = _person(candidate_cell, _party_beside(row, columns), columns, is_box=is_box)
    person = about.candidate if about is not None else None
    if about is not None and person is not None and person.aside and columns.has_alliances:
        return about._replace(party=Named(person.aside, person.aside_link))  # Ann Lee (PT) | United for Brazil
    return about


def _holds_list(cell: Cell | None, row: Row, columns: ResultColumns) -> bool:
    """Whether a cell holds the candidates of a list."""
    return cell is not None and (is_list(cell, row.call) or (columns.has_lists and names_several(cell)))


def _party_beside(row: Row, columns: ResultColumns) -> Named | None:
    """The party in a cell of its own; one that stands alone may have only that of alliances: `Party or alliance`."""
    cell = row.at(columns.party)
    if cell is not None and not cell.text.strip() and columns.candidate is not None:
        outer = row.at(columns.alliance)
        cell = outer if outer is not None and outer.rowspan == 1 else cell
    return named_party(cell) if cell is not None and cell is not row.at(columns.candidate) else None


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
        votes = row.at(figures.get("votes"))
        if votes is not None and votes is not candidate and count(votes.text) is not None:
            return candidate  # `Candidate | FPv% | Count 1`: `| colspan=3 | Quota || 10,827`
    return None


def _person(
    candidate_cell: Cell | None, party: Named | None, columns: ResultColumns, *, is_box: bool
) -> RowSubject | None:
    """A row about a candidate, or about a party where the table has no candidates or the row names none."""
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
