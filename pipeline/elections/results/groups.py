"""The rounds, ballots and years that figures of a results table stand under: which count, and whose names are theirs.

Works on columns whose roles are known (columns.py); reads no row.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from pipeline.elections.columns.column import UNITS, Column
from pipeline.elections.columns.labels import is_group_heading, is_kind_of_ballot, part_unit, unit_of
from pipeline.elections.kinds.view import TableView, folded
from pipeline.elections.results.proportions import in_proportion
from pipeline.elections.words.figures import count
from pipeline.elections.words.plausible_names import says_how_cast

_YEAR: Final = re.compile(r"(?:1[6-9]|20)\d\d")
_YEAR_BEHIND: Final = re.compile(r"(?<= )(?:1[6-9]|20)\d\d$")  # `Second vote` over `2021 | 2017`
_OF_ALLIANCE: Final = re.compile(
    r"(?:alliances?|coalitions?|blocs?)(?: totals?)?|(?:part(?:y|ies)|lists?) totals?"
    r"|votes (?:by|of|for) (?:the )?(?:part(?:y|ies)|lists?|alliances?|coalitions?)"  # Argentina's primaries
)
_OF_CANDIDATES: Final = re.compile(r"votes (?:by|of|for) (?:the )?(?:candidates?|tickets?|lists?|pre-?candidates?)")
_COUNT: Final = re.compile(r"(?:count|round|stage|(?:joint )?ballots?) \d{1,2}(?:st|nd|rd|th)?")
_ADDED: Final = re.compile(
    r"(?:second|2nd|third|3rd)[- ](?:preferences?|prefs?\.?|choices?)(?: votes?)?(?: transfer\w*)?"
    r"|transfers?(?: votes?)?(?: (?:from|of) .+)?"  # `Transfer from Begich` over `Votes | %`: what a round adds
    r"|preferences? (?:counted|received|added|distributed)|(?:transferred|distributed|added) preferences?"
)
_PLACE: Final = re.compile(r"(?:1st|2nd|3rd|\d{1,2}th|first|second|third|fourth|fifth)(?: places?)?")
_FIRST: Final = re.compile(r"(?:first|1st)[- ]pref(?:erence|\.)?s?(?: votes?)?")
_ELECTIONS: Final = frozenset(("primary", "general", "caucus", "convention"))
_TWO: Final = 2  # header rows
_SECTIONS: Final = 3  # of an electorate; two may be ballots, `Ward | List | Total`
_FEW: Final = 0.5  # of a column's cells: fewer say the other thing by a slip


def is_count(words: str) -> bool:
    """Whether words number a count or a round: `Count 2`, `Round 1st`."""
    return _COUNT.fullmatch(folded(words)) is not None


def with_narrow_rounds(columns: Sequence[Column], view: TableView) -> Sequence[Column]:
    """The columns of units below headers as narrow as they are, `Primary | General` over `Votes | Votes`, in groups.

    Where the header above is a round or an election and another one stands above the same unit.
    """
    over: dict[int, tuple[str, str]] = {}
    units: dict[str, set[str]] = {}
    for column in columns:
        cells = view.columns[column.col].cells
        unit = column.role if column.role in UNITS else column.measure if column.role == "choice" else None
        if unit is None and column.role in {"unread", "area"} and len(cells) == _TWO:  # `First round`, `Constituency`
            unit = unit_of(cells[1].text)
        if unit not in UNITS or len(cells) != _TWO:
            continue
        if cells[0].colspan > 1:
            if column.group:  # `Round 1` as narrow as its votes beside `Round 2` over votes and changes
                units.setdefault(unit, set()).add(folded(column.group))
            continue
        if folded(words := cells[0].text.strip()) in _ELECTIONS or is_group_heading(words):
            over[column.col] = unit, words
            units.setdefault(unit, set()).add(folded(words))
    if not any(len(words) > 1 for words in units.values()):
        return columns
    return [
        column._replace(role=over[column.col][0], group=column.group or over[column.col][1])
        if column.col in over
        else column
        for column in columns
    ]


def with_units_parted(columns: Sequence[Column]) -> Sequence[Column]:
    """The columns of a round's votes and of its shares in one group: `Round 1<br>votes | Round 1<br>%`."""
    parted = {column.col: part_unit(column.group) for column in columns if column.group and column.role in UNITS}
    rounds: dict[str, set[str | None]] = {}
    for words, unit in parted.values():
        rounds.setdefault(words, set()).add(unit)
    return [
        column._replace(group=parted[column.col][0])
        if column.col in parted and rounds[parted[column.col][0]] == UNITS and parted[column.col][1] == column.role
        else column
        for column in columns
    ]


def of_names(columns: Sequence[Column], first: int, alliance: int | None) -> Sequence[Column]:
    """The columns without figures before the first that names somebody, where others of the kind stand behind it.

    `Coalition leader | Votes | % | Party | Votes | %`: the first are of whom no column is known to name; but those of
    `List | Votes | % | Candidate | Party | Preferential votes` are the lists'.
    """
    if alliance is not None and alliance < first:
        lists = f"{columns[alliance].header.capitalize()} votes"
        return [
            column._replace(group=lists)
            if alliance < column.col < first and column.role in UNITS and not column.group
            else column
            for column in columns
        ]
    behind = {(column.role, column.group) for column in columns[first:] if column.role in UNITS}
    return [
        column._replace(role="unread") if column.col < first and (column.role, column.group) in behind else column
        for column in columns
    ]


def with_first_preferences(figures: dict[str, dict[str, int]], columns: Sequence[Column]) -> dict[str, dict[str, int]]:
    """The share of first preferences beside columns of counts (`FPv% | 1 | 2`) as that of the first count."""
    first = next((group for group in figures if is_count(group)), None)
    named = next((group for group in figures if _FIRST.fullmatch(folded(group))), "")  # `% 1st Pref | Count 1`
    alone = figures.get(named, {})
    if first is None or alone.keys() != {"pct"} or not re.search(r"fpv|first|1st", columns[alone["pct"]].header):
        return figures
    counts = {group: found for group, found in figures.items() if group != named}
    return {**counts, first: {**counts[first], **alone}}


def with_final_count(
    figures: dict[str, dict[str, int]], columns: Sequence[Column], view: TableView
) -> dict[str, dict[str, int]]:
    """The figures with the totals behind preferences that were added as a count of their own, after the first one.

    `First preferences | Preferences counted | Total` over `Votes | %` each (Sri Lanka).
    """
    added = [min(found.values()) for group, found in figures.items() if _ADDED.fullmatch(folded(group))]
    if not added or "" not in figures:
        return figures
    final = [column for column in columns if column.role == "total" and not column.group and column.col > added[-1]]
    totals = {column.measure: column.col for column in final if column.measure in UNITS}
    above = view.columns[min(figures[""].values())].cells[:1]
    if not above or not _FIRST.fullmatch(folded(above[0].text)) or "votes" not in totals:
        return figures
    rest = {group: found for group, found in figures.items() if group}
    return {above[0].text.strip(): figures[""], **rest, "Total": {str(unit): col for unit, col in totals.items()}}


def of_this_election(
    figures: dict[str, dict[str, int]], view: TableView, of_candidates: bool
) -> dict[str, dict[str, int]]:
    """The figures without those of other years than the page's, totals of alliances beside their candidates', and
    parts of the votes by how they were cast beside all of them: `All votes | Election day | Absentee`.
    """
    year = _YEAR.match(view.page_title)
    kept = {g: found for g, found in figures.items() if not (of_candidates and _OF_ALLIANCE.fullmatch(folded(g)))}
    if len(kept) == 1 and len(figures) > 1 and _OF_CANDIDATES.fullmatch(folded(*kept)):
        return {"": next(iter(kept.values()))}
    years = {group: said[0] for group in kept if (said := _YEAR.match(group) or _YEAR_BEHIND.search(group))}
    if year and (year[0] in years.values() or any(group not in years for group in kept)):
        kept = {group: found for group, found in kept.items() if years.get(group, year[0]) == year[0]}
        if len(years) > 1 and kept.keys() == {year[0]} and kept[year[0]].keys() == {"pct"}:  # Party | 2014 | 2019
            kept = {"": kept[year[0]]}
    if not any(map(is_kind_of_ballot, kept)):  # `Proportional | First-past-the-post | Overseas` are ballots all (Italy)
        kept = {group: found for group, found in kept.items() if not (group and says_how_cast(group))}
    if not of_candidates and not view.says("ballots?", "rounds?", "vot(?:es?|ing)"):  # how often a party was 1st, 2nd
        kept = {group: found for group, found in kept.items() if not _PLACE.fullmatch(folded(group))}
        if not kept:
            return {}
    if len(kept) > 1:  # `First preference | Second preference | Final`
        kept = {group: found for group, found in kept.items() if not _ADDED.fullmatch(folded(group))}
    return kept or figures


def without_sections(figures: dict[str, dict[str, int]], view: TableView) -> dict[str, dict[str, int]]:
    """The figures of all without those of the sections whose votes they are the sum of, in every row that has both.

    `Party members | Registered supporters | Affiliated supporters | Total` over `Votes | %` each.
    """
    total = figures.get("", {}).get("votes")
    sections = [found["votes"] for group, found in figures.items() if group and "votes" in found]
    if total is None or len(sections) < _SECTIONS or len(sections) < len(figures) - 1 or total < max(sections):
        return figures
    sums = [(count(row.text_at(total)), sum(count(row.text_at(col)) or 0 for col in sections)) for _, row in view.rows]
    told = [whole == parts for whole, parts in sums if whole and parts]
    return {"": figures[""]} if len(told) > 1 and all(told) else figures


def one_round(figures: dict[str, dict[str, int]], view: TableView) -> dict[str, dict[str, int]]:
    """The votes of a lone round and the shares right behind them as one: `Final votes | %`, `2016 votes | %`.

    A year counts as nothing if it is the page's, and parts them if it is another.
    """
    named = [group for group in figures if group]
    if len(named) != 1 or "" not in figures:
        return figures
    year = _YEAR.match(named[0])
    votes, shares = figures[named[0]], figures[""]
    if votes.keys() != {"votes"} or shares.get("pct") != votes["votes"] + 1 or "votes" in shares:
        return figures
    if not in_proportion(votes["votes"], shares["pct"], view):
        return figures
    return {"": {**shares, **votes}} if year is None or view.page_title.startswith(year[0]) else figures


def by_round(
    columns: Sequence[Column], figures: Mapping[str, Mapping[str, int]]
) -> Mapping[str, tuple[int | None, int | None]]:
    """The columns of parties and candidates by round: `First round` and `Second round` over `Candidate | Votes`.

    Also parties alone that have votes of their own behind the candidates' (name_columns.py).
    """
    own: dict[str, dict[str, int]] = {}
    for column in columns:
        named = column.role in {"party", "candidate"} and column.content.numeric < _FEW
        if named and column.group and column.group in figures:
            own.setdefault(column.group, {}).setdefault(column.role, column.col)
    found: dict[str, tuple[int | None, int | None]] = {
        group: (cols.get("party"), cols["candidate"]) for group, cols in own.items() if "candidate" in cols
    }
    if len(found) > 1:
        return found
    before = min(figures.get("", {"": len(columns)}).values())  # the candidates' own figures
    return {group: (cols["party"], None) for group, cols in own.items() if cols.get("party", 0) > before}
