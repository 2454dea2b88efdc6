"""The lines of a cell that lists a contest's candidates: `[[John McDuffie]] (D) 99.7%`, `Andrew Forsman, unopposed`.

A line is read if it is surely a name with a party, votes or a share, in whatever order and marks; else it is none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from pipeline.elections.results.lines import line_of_words
from pipeline.elections.words.names import is_group, read_name
from pipeline.elections.words.numbers import is_nothing, read_count, read_percent
from pipeline.elections.words.parties import find_party
from pipeline.elections.words.plausible_names import is_name
from pipeline.elections.words.rounding import ALL_SHARES
from pipeline.wikitext.making import new
from pipeline.wikitext.model import Cell
from pipeline.wikitext.remembering import remembered

_MARK: Final = r"(?:(?:[▌✓✔√✗✘•]|Y(?=\s))\s*)*+"  # of the winner; Yvette Clarke begins with none
_LINE: Final = re.compile(
    rf"{_MARK}(?P<name>[^()\[\]<≤]+?)\s*(?:\((?P<party>[^()]*)\))?[*†‡\s]*+(?:\[[^\]]*\]\s*)?(?:[,:–—]\s+|-\s+)?"
    r"(?:(?<=[\s)\]])(?P<votes>\d[\d,]*)(?:\s*votes?)?(?:\s*[;(]\s*|,?\s+))?"
    r"(?<![\d.,])\(?(?P<pct>\d+(?:\.\d*)?|\d{1,2},\d{1,2})\s*%\s*\)?(?:\s*\(?(?P<votes2>\d[\d,]*)(?:\s*votes?)?\)?)?"
)
_VOTES_ALONE: Final = re.compile(  # Daniel Somes (Republican) 9,886 votes
    rf"{_MARK}(?P<name>[^()\[\]]+?)\s*\((?P<party>[^()]*)\)[*†‡\s]*+[,:–—]?\s*(?P<votes>\d[\d,]*)\s*votes?"
)
_REST_ALONE: Final = re.compile(  # Scattering 12 votes
    r"(?P<name>(?i:scattering|others?|write[- ]?ins?))(?P<party>)[:,–—]?\s+(?P<votes>\d[\d,]*)\s*votes?"
)
_SIGNLESS: Final = re.compile(r"\) \d{1,2}\.\d{1,2}$")
_BELOW: Final = re.compile(  # Others <1%: less than a share, so none is read
    rf"{_MARK}(?P<name>[^()\[\]<≤]+?)\s*(?:\((?P<party>[^()]*)\))?\s*[<≤]\s*\d+(?:\.\d+)?\s*%"
)
_UNOPPOSED: Final = re.compile(
    rf"{_MARK}(?P<name>[^()]+?)\s*(?:\((?P<party>[^()]*)\))?[*†‡\s]*+[,;:–—]?\s*\(?(?:unopposed|uncontested|acclaimed)\.?\)?",
    re.IGNORECASE,
)
_NO_FIGURE: Final = re.compile(rf"{_MARK}(?P<name>[^()\[\]<≤]+?)\s*\((?P<party>[^()]*)\)[*†‡\s]*+(?:\[[^\]]*\])?")
_PARTY_LETTERS: Final = re.compile(r"[A-Z]{1,3}(?:-[A-Z]{1,3})?")  # (A), (DR-AC): of parties of 1824
_SHARE_ALONE: Final = re.compile(r"\(?\d{1,3}(?:\.\d{1,3})? ?%\)?")
_NO_RIVAL: Final = re.compile(r"(?:unopposed|uncontested)\.?", re.IGNORECASE)
_REMARK: Final = re.compile(  # [Data missing], data missing, Election contested; seat declared vacant.
    r"(?i:data (?:missing|unknown))"
    r"|\[(?i:[a-z ]{0,20}(?:missing|unknown))[^\]]{0,20}\]|[A-Z(](?:[^%()\d ]* ){3}[^%()\d]*\.\)?"
)  # a whole sentence, of which each blank can be one of three in one way alone: prose may be as long as the page
_BESIDE: Final = re.compile(r"(?<=%)\)?[,;]\s+(?=[^\d\s])")
_GONE: Final = re.compile(  # Eliminated in primary: who stands below it was no candidate of this election
    r"(?:eliminated|defeated|lost|withdr[ae]wn?|disqualified|failed to qualify)"
    r"(?: (?:in|at|during|before|after) [^:%()\d]{3,40})?\s*:?",
    re.IGNORECASE,
)
_HOLDER: Final = re.compile(r"(?:^|[,;\s]\s*)incumbent$|[,;]\s*(?:inc\.?|i)$", re.IGNORECASE)  # R, incumbent
_ROUND: Final = re.compile(
    r"(?:(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|final|last|initial"
    r"|1st|2nd|3rd|\d+th) (?:round|ballot|count|trial)|(?:round|ballot|count|trial) \d"
    r"|(?:instant[- ]|final |general election |ranked[- ]choice )?run-?off(?: election| round)?"
    r"|(?:nonpartisan |jungle |blanket )?primary"
    r"|general election)(?: (?:results?|vote|voting))?(?: ?[(–,-] ?[^()%]{3,30}\)?)?",
    re.IGNORECASE,
)
_LONGEST_HEADING: Final = 60
_REMARKED: Final = re.compile(r"[\d%<]")  # Others (lesser than 5%) 38.3%: of no party
_OUTCOME: Final = re.compile(  # Re-elected, 68.1%: what became of somebody else
    r"(?:re-?elected|(?:lost|won) (?:re-?)?(?:election|nomination|renomination)|retired"
    r"|(?:democratic|republican) (?:hold|gain)|incumbent (?:re-?elected|retired|lost|defeated))\b",
    re.IGNORECASE,
)
_LINES: Final = (
    ("%", _LINE),
    ("", _UNOPPOSED),
    ("vote", _VOTES_ALONE),
    ("vote", _REST_ALONE),
    ("%", _BELOW),
)  # what each needs
_LONGEST: Final = 200  # a line longer than this is prose
_HELD: Final = re.compile(r"\s*\((?:incumbent|inc\.?)\)(?=\s*\()", re.IGNORECASE)  # Ann Lee (incumbent) (Republican)
_MARKED: Final = re.compile(r"[\s;,✓✔√]+$")
_DOT: Final = re.compile(r"\s+[·•]\s+(?=\d)")
_WORD: Final = re.compile(r"(?<=\d)\s*per ?cent\b", re.IGNORECASE)
_SHARE_FIRST: Final = re.compile(r"(?P<pct>\d{1,3}(?:\.\d+)? ?%)[\s:–—-]+(?P<rest>[^\d%]+)")
_PARTED: Final = re.compile(r"(?P<one>[^:,/]+?)\s*(?P<mark>[:,/])\s*(?P<other>[^:,/]+)")


class ListedCandidate(NamedTuple):
    """A line of a candidates' cell."""

    name: str
    party: str | None
    votes: int | None
    pct: float | None


@remembered
def read_listed(line: str) -> ListedCandidate | None:
    """A line's candidate, or None if it is not surely one."""
    if len(line) > _LONGEST:
        return None
    match = _match(line.strip()) or _match(_plain(line))
    if match is None:
        return None
    parts = match.groupdict()
    read = read_name(match["name"], pairs=False)
    name = match["name"] if is_group(match["name"]) else read.name
    if not is_name(name) or _OUTCOME.match(name) or any(map(str.isdigit, name)) or len(name) > 60 or name[-1] in "+±":
        return None
    votes = read_count(parts.get("votes") or parts.get("votes2") or "")
    pct = read_percent(parts["pct"]) if parts.get("pct") else None
    party = _HOLDER.sub("", match["party"] or "")
    party = "" if line_of_words(party) == "write_in" else party
    if not party and name == match["name"]:
        name, party = _parted(name)
    return ListedCandidate(
        name,
        None if is_nothing(party) or _REMARKED.search(party) else party,
        votes,
        pct if pct is None or pct <= 100 else None,
    )


def _match(line: str) -> re.Match[str] | None:
    return next((found for sign, pattern in _LINES if sign in line and (found := pattern.fullmatch(line))), None)


def _plain(line: str) -> str:
    """The line as most write it: without a mark at its end, its share in signs, behind the name."""
    line = _WORD.sub("%", _DOT.sub(" ", _HELD.sub("", _MARKED.sub("", line.strip()))))
    first = _SHARE_FIRST.fullmatch(line)
    return f"{first['rest'].strip()} {first['pct']}" if first else line


def _parted(name: str) -> tuple[str, str]:
    """A name and the party before or behind it without brackets: `Republican: Ann Lee`, `Ann Lee, Republican`."""
    match = _PARTED.fullmatch(name)
    if match is None:
        return name, ""
    if match["mark"] == ":":
        return (match["other"], match["one"]) if find_party(match["one"], "United States") else (name, "")
    return (match["one"], match["other"]) if find_party(match["other"], "United States") else (name, "")


def listed_candidates(cell: Cell) -> tuple[ListedCandidate, ...] | None:
    """All candidates of a cell; None if any of its lines is something else.

    A line of name and known party has no figures: `[[Jon Kyl]] (Republican) [data missing]`.
    """
    return _candidates(cell.lines)


def _candidates(lines: Sequence[str]) -> tuple[ListedCandidate, ...] | None:
    alone = _each_alone(_whole_lines(_until_gone(lines)))
    found = [read_listed(line) or _without_figure(line) for line in alone]
    if None in found:
        found = _with_lost_signs(alone, found)
    known = tuple(line for line in found if line is not None)
    return known if known and len(known) == len(found) else None


def _until_gone(lines: Sequence[str]) -> Sequence[str]:
    """The lines above a heading of those who did not reach the election: `Eliminated in primary:`."""
    gone = next((at for at, line in enumerate(lines) if at and _GONE.fullmatch(line.strip(" '"))), None)
    return lines[:gone]


def _with_lost_signs(lines: Sequence[str], found: Sequence[ListedCandidate | None]) -> list[ListedCandidate | None]:
    """The lines with the share of those that lost its sign, `Charles Woods (D) 29.52`, where all come to a hundred."""
    read = [
        known or (read_listed(f"{line}%") if _SIGNLESS.search(line) else None)
        for line, known in zip(lines, found, strict=True)
    ]
    whole = sum(line.pct or 0 for line in read if line is not None)
    return read if ALL_SHARES[0] <= whole <= ALL_SHARES[1] else list(found)


class ListedRound(NamedTuple):
    """The candidates of a cell below one of its own headings, `First round:`; without one, all of them."""

    heading: str | None
    candidates: tuple[ListedCandidate, ...]


def listed_rounds(cell: Cell) -> tuple[ListedRound, ...] | None:
    """All candidates of a cell by round; None if any of its lines is neither a heading of rounds nor a candidate.

    `'''First round:'''` over two lines and `'''Instant runoff:'''` over two: the cell begins with a heading then.
    """
    heading = _heading(cell.lines[0]) if cell.lines else None
    if heading is None:
        candidates = listed_candidates(cell)
        return None if candidates is None else (new(ListedRound, (None, candidates)),)
    rounds: list[tuple[str, list[str]]] = []
    for line in cell.lines:
        heading = _heading(line)
        if heading is not None:
            rounds.append((heading, []))
        else:
            rounds[-1][1].append(line)
    read = [(heading, _candidates(lines)) for heading, lines in rounds]
    found = tuple(ListedRound(heading, candidates) for heading, candidates in read if candidates is not None)
    return found if len(found) == len(rounds) else None


def is_round(words: str) -> bool:
    """Whether words name a round or ballot: `First trial`, `Runoff`."""
    return _heading(words) is not None


@remembered
def _heading(line: str) -> str | None:
    """The words of a line that parts rounds, `Runoff (December 5):`; None for any other."""
    words = line.strip(" :'")
    return words if len(words) <= _LONGEST_HEADING and _ROUND.fullmatch(words) else None


def _whole_lines(lines: Sequence[str]) -> list[str]:
    """The lines that say something, `Uncontested` or `98.8%` on a line of its own joined to the name above it."""
    whole: list[str] = []
    for line in lines:
        kind = _kind_of(line) if whole else "own"
        if kind == "joined":
            whole[-1] = f"{whole[-1]} {line}"
        elif kind == "own" and line.strip():
            whole.append(line)
    return whole


@remembered
def _kind_of(line: str) -> str:
    """What a line below another is: joined to it, a remark on the seat, or a line of its own."""
    line = line.strip()
    if _NO_RIVAL.fullmatch(line) or _SHARE_ALONE.fullmatch(line):
        return "joined"
    return "remark" if _REMARK.fullmatch(line) else "own"


def _each_alone(lines: Sequence[str]) -> list[str]:
    """The lines, those parted that hold several candidates each with a share: `Ann Lee (R) 52.1%, Bo Roe (D) 47.9%`."""
    alone: list[str] = []
    for line in lines:
        parts = _BESIDE.split(line) if line.count("%") > 1 and len(line) <= _LONGEST else []
        told = len(parts) == line.count("%") and all("(" in part for part in parts)  # straw polls say no party
        alone += parts if parts and told else [line]
    return alone


def _without_figure(line: str) -> ListedCandidate | None:
    match = _NO_FIGURE.fullmatch(line.strip()) if len(line) <= _LONGEST else None
    party = _HOLDER.sub("", match["party"]) if match is not None else ""
    if match is None or (find_party(party, "United States") is None and not _PARTY_LETTERS.fullmatch(party)):
        return None
    name = read_name(match["name"], pairs=False).name
    return ListedCandidate(name, party, None, None) if is_name(name) and not any(map(str.isdigit, name)) else None
