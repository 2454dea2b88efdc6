"""Whom a column of a poll's shares is about: the choice that its header names, without the party beside or below it.

Reads no share.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from pipeline.elections.columns.labels import ends_small, unit_of
from pipeline.elections.columns.linked_words import with_links_whole
from pipeline.elections.context import PageContext
from pipeline.elections.kinds.view import Column, folded
from pipeline.elections.words.names import is_group, join_lines, read_name
from pipeline.elections.words.parties import find_party
from pipeline.elections.words.plausible_names import is_broken, is_statistic
from pipeline.wikitext.model import Cell

_PENSIONERS: Final = "50+"  # a party of the Netherlands
_NAME_AND_PARTY: Final = 2  # lines
_GROUP: Final = re.compile(
    r"(?:(?:primary|first[- ]preference|list|constituency|regional|party|popular) votes?|first preferences?"
    r"|part(?:y|ies)|coalitions?|alliances?|blocs?"
    r"|(?:generic |congressional ){1,2}(?:ballot|vote|poll)s?"
    r"|(?:(?:far|cent(?:re|er))[- ])?(?:left|right|cent(?:re|er))(?:[- ]wing)?(?: (?:coalition|alliance|bloc|parties))?"
    r"|(?:.{2,40} )?(?:coalition|alliance|bloc)|(?:pro|anti)-[a-z]+(?: parties)?|extra-?parliamentary(?: parties)?"
    r"|vot(?:e|ing) (?:intentions?|share)|candidates?|nominees?|(?:poll )?results?|support|opinion polls?)"
    r"(?: ?\(?%\)?)?"
)
_CALLED_PARTY: Final = re.compile(r"\(?[^()]{2,60} Party(?: [A-Z][^()]{1,30})?\)?")  # which no person is
_PARTY_LETTERS: Final = re.compile(r"(?=[^a-z]*[A-ZÀ-Þ][^a-z]*[A-ZÀ-Þ])[A-Za-zÀ-Þ0-9+&/.–-]{2,8}")  # N-VA, CD&V, PVV
_NO_NAME: Final = re.compile(r"(?:a )?(?:generic|unnamed|hypothetical)", re.IGNORECASE)  # Generic<br />Democrat
_BRACKETED: Final = re.compile(r"\s+\([^()]*\)\s*$")  # but JD(S), CPI(M)


def distinct(named: list[tuple[Column, str]]) -> tuple[tuple[int, str], ...]:
    """Choices with names of their own: two match-ups with one candidate in both are told apart by all header rows.

    Columns that even their whole headers do not tell apart are left out: nobody can say which is meant.
    """
    times = Counter(name for _, name in named)
    grouped = any(times[name] > 1 for column, name in named if _is_below_group(column))
    told = [
        (column, name if times[name] == 1 and not (grouped and _is_below_group(column)) else _whole(column))
        for column, name in named
        # of the name alone: `1st round` over it is a statistic
        if not is_statistic(name.strip(" %")) or _has_article(name, column)
    ]
    again = Counter(name for _, name in told)
    return tuple(
        (column.index, name)
        for column, name in told
        if (any(map(str.isalpha, name)) or name == _PENSIONERS)  # `{{Tick}}/[[File:Vote.svg|12px]]` is nobody's name
        and again[name] == 1
        and not is_broken(name)
    )


def _has_article(name: str, column: Column) -> bool:
    """Whether words that could be a sum are a party by its article: `[[Left Bloc (Portugal)|Left Bloc]]`."""
    links = [link for cell in column.cells for link in cell.links]
    return any(link.label == name and link.target.startswith(f"{name} (") for link in links)


def _is_below_group(column: Column) -> bool:
    return len(column.cells) > 1 and any(cell.colspan > 1 for cell in column.cells)


def _whole(column: Column) -> str:
    return " ".join(cell.text for cell in column.cells)


def _is_over_one(column: Column) -> bool:
    """Whether one narrow header cell with words stands over another."""
    cells = column.cells
    return len(cells) == _NAME_AND_PARTY and all(cell.colspan == 1 and cell.text for cell in cells)


def parties_stand_below(columns: Sequence[Column], context: PageContext | None) -> bool:
    """Whether most headers have a known party below a whole name, so that the others' last lines are parties too."""
    country = context.country if context else None
    pairs = [column.cells for column in columns if _is_over_one(column)]
    if len(pairs) > 1 and 2 * len(pairs) > len(columns):  # a row of names over a row of parties
        parties = [below.text for _, below in pairs]
        known = [find_party(text, country or "United States") or _PARTY_LETTERS.fullmatch(text) for text in parties]
        if 2 * sum(map(bool, known)) >= len(parties) and not any(map(is_unit, parties)):
            return True
    lines = [(column, column.cells[-1].lines) for column in columns if column.cells]
    several = [(column, said) for column, said in lines if len(said) == _NAME_AND_PARTY and " " in said[0]]
    sure = sum(_is_party(said[1], said[0], column, country) for column, said in several)
    return sure > 1 and 2 * sure >= len(several)


def are_of_parties(columns: Sequence[Column], context: PageContext | None) -> bool:
    """Whether most headers on one line are parties, so that the lines of the others are one party: `Open<br>VLD`."""
    country = context.country if context else None
    single = [column.cells[-1] for column in columns if column.cells and len(column.cells[-1].lines) < _NAME_AND_PARTY]
    named = [cell for cell in single if cell.text and not is_group(cell.text) and not is_unit(cell.text)]
    known = sum(bool(_PARTY_LETTERS.fullmatch(cell.text) or find_party(cell.text, country)) for cell in named)
    return known > 1 and 2 * known >= len(named) and 2 * len(named) > len(columns)


def choice_name(column: Column, context: PageContext | None, below: bool = False, of_parties: bool = False) -> str:
    """Whom a column is about: the page's candidate where the header names one, else the header without its party.

    `below`: a second line below a whole name is its party, known or not; `of_parties`: no header's line is a person.
    """
    country = context.country if context else None
    lines = [
        line
        for cell in _own_header(column, country)
        for line in (with_links_whole(cell.lines, cell.links) or (cell.text,))
        if line.strip() and not is_unit(line)
    ]
    lines = [_without_party(line, country) for line in lines]
    words = join_lines(lines)
    if is_group(words) or not lines:
        return words
    if of_parties and len(column.cells) == 1 and not _is_linked_apart(column) and not _known(lines[0], context):
        return words
    if _NO_NAME.fullmatch(lines[0]):
        return read_name(words, pairs=False).name or words
    of_party = below and len(lines) == _NAME_AND_PARTY and (" " in lines[0] or _is_over_one(column))
    kept = [line for line in lines[1:] if not of_party and not _is_party(line, lines[0], column, country)]
    if kept and context is not None and context.is_ticket(lines[0], kept[0]):
        del kept[0]
    named = join_lines([lines[0], *kept])
    stripped = _BRACKETED.sub("", named).strip(" %") or named
    if context is not None:
        for attempt in (stripped, named, lines[0]):
            person = context.resolve_candidate(attempt)
            if person is not None and person.name:
                return person.name
    return named if is_group(stripped) else read_name(named, pairs=False).name or named


def _known(line: str, context: PageContext | None) -> bool:
    """Whether a line is one of the page's candidates."""
    return context is not None and context.resolve_candidate(line) is not None


def _is_linked_apart(column: Column) -> bool:
    """Whether the lines of a header have articles of their own: `[[Ann Lee]]<br>[[Rose Party|ROS]]`."""
    return len({link.target for cell in column.cells for link in cell.links}) > 1


def _without_party(line: str, country: str | None) -> str:
    """`Democrat: Barack Obama` without the party before the name."""
    before, colon, name = line.partition(": ")
    return name if colon and find_party(before, country or "United States") else line


def _own_header(column: Column, country: str | None) -> Sequence[Cell]:
    """The header cells that name the choice, without one over several choices: `Primary vote`, `Candidates`."""
    own = [cell for cell in column.cells if cell.colspan == 1 and cell.text and not is_unit(cell.text)]
    above = [cell for cell in column.cells if cell.colspan > 1]
    name = next(iter(column.cells[-1].lines), "") if column.cells else ""
    if not own or (all(_is_party(cell.text, name, column, country) for cell in own) and not _over_all(above)):
        return column.cells  # `! colspan=2 | Barack Obama` over `! Democratic !! %`
    return own


def _over_all(cells: Sequence[Cell]) -> bool:
    return all(_GROUP.fullmatch(folded(cell.text)) for cell in cells)


def _is_party(line: str, name: str, column: Column, country: str | None) -> bool:
    """Whether a line below a name is its party: known, abbreviated, or a link of its own under a linked name."""
    if find_party(line.strip("() "), country or "United States") or re.fullmatch(
        r"\(?[A-ZÀ-Þ][A-ZÀ-Þ+/-]{1,6}\)?", line
    ):
        return True
    if _CALLED_PARTY.fullmatch(line):
        return True  # Lee<br>Rose Party
    if any(line == cell.lines[-1] and ends_small(cell) for cell in column.cells if cell.lines):
        return True  # Ann Lee<br><small>Rose Party</small>
    links = [link for cell in column.cells for link in cell.links]
    if len(links) == 1 and name == links[0].label and line != name:
        return True  # [[Yulia Tymoshenko|Tymoshenko]]<br>Batkivshchyna: the link ends where the name does
    if len(links) == 1 and len(column.cells) > 1 and line == column.cells[-1].text == links[0].label:
        return True  # Anies<br>Muhaimin over [[NasDem Party|NasDem]]
    return len({link.target for link in links}) == 2 and links[-1].label == line


def is_unit(words: str) -> bool:
    """Whether a header's words are a unit; `No` is an answer."""
    return unit_of(words) == "pct" or folded(words) in {"#", "votes"}
