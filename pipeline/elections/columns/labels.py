"""What a header cell says: a role ("Margin"), a unit ("#", "%"), a kind of area, or a name (a candidate's or party's).

Reads the two registries `columns.yaml` and `area_types.yaml`; knows nothing of a column's content.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Final, NamedTuple

from pipeline.elections.columns.linked_words import is_named_party, with_links_whole
from pipeline.elections.kinds.view import Column, folded
from pipeline.elections.words.names import is_group
from pipeline.elections.words.registry import WordRegistry
from pipeline.package_yaml import package_yaml
from pipeline.wikitext.model import Cell, CellText, Link
from pipeline.wikitext.remembering import LONGEST, MOST, remembered

_FOLDER: Final = Path(__file__).parent
_LINKED_TO: Final = re.compile(  # State (linked to summaries below), State results in %
    r"\s*(?:\((?:linked|links?|click|see)\b[^()]*\)|(?:results? )?\(?in %\)?|results|\(%\)"
    r"|\((?:(?:no\.? of |number of |total )?(?:seats?|members?|mps|deputies|councillors)|magnitude)\))$"
)
_SLASH: Final = re.compile(r"\s*/\s*")
_LONGEST_PAIR: Final = 60  # characters of two kinds of area
_ABBREVIATED: Final = re.compile(r"(?<=\w) \((?:ev|pv|cd|vp|pct|no|nr|cpvi|pvi|abbr)\.?s?\)$")  # Electoral Vote (EV)
_SMALL_BELOW: Final = re.compile(
    r"<br[^<>]*>\s*\(?(?:<small>|\{\{(?:small|smaller|nobold)\b|<span style=.{0,8}font-size)", re.IGNORECASE
)
_LONGEST_TITLE: Final = 40  # characters of a column's title: what is longer goes on with a remark
_LONGEST_HEADER: Final = 200  # characters of markup
_LONGEST_LINE: Final = 2_000  # characters of a header's line in which a unit is sought


# What heads areas as the first of all columns, and is something else anywhere behind: Liberal Democrats, a share.
_FIRST_AREAS: Final = {
    "ld": "state_house_district",
    "ad": "state_house_district",
    "pct": "precinct",
    "pct.": "precinct",
    "prec": "precinct",
    "prec.": "precinct",
    "ed": "precinct",
    "mir": "constituency",  # of Bulgaria; a party in Chile and Venezuela
}


class Label(NamedTuple):
    """The reading of one header cell."""

    role: str | None  # a key of `roles` in columns.yaml, "area", "group", or None where the words are a name
    unit: str | None  # votes, pct, change
    area_type: str | None  # where role is "area"
    lines: tuple[str, ...]  # what is left when the unit is taken off, part by part as the cell is broken into lines
    links: tuple[Link, ...]

    @property
    def words(self) -> str:
        """The lines in one, as written."""
        return " ".join(self.lines)


_KNOWN: Final[dict[tuple[int, bool, bool], tuple[CellText, Label]]] = {}


@cache
def _registry() -> tuple[WordRegistry, WordRegistry, WordRegistry]:
    data = package_yaml(_FOLDER / "columns.yaml")
    return (
        WordRegistry(data["units"].items()),
        WordRegistry(data["roles"].items()),
        WordRegistry([("group", data["groups"])]),
    )


@cache
def _area_types(in_us: bool) -> WordRegistry:
    entries = package_yaml(_FOLDER / "area_types.yaml")["headers"]
    return WordRegistry((e["area_type"], e["patterns"]) for e in entries if in_us or not e.get("us"))


@remembered
def unit_of(text: str) -> str | None:
    """The unit that a header's words are: "votes" for `#` and `Votes`, "pct" for `%`, "change" for `±%`."""
    text = _ABBREVIATED.sub("", folded(text)).rstrip("*†‡")
    return _registry()[0].name_of(text)


@remembered
def is_group_heading(text: str) -> bool:
    """Whether the words part rounds, ballots or elections: "Second round", "Two-party-preferred result"."""
    return _registry()[2].knows(folded(text).strip(" :"))


_IN_PERCENT: Final = re.compile(r"(?<=\w)\s*\((?:in )?%\)$")
_SYSTEM: Final = re.compile(r"fptp|pr|smd|smc|first[- ]past[- ]the[- ]post|majoritarian|proportional|plurality")


@remembered
def is_system(text: str) -> bool:
    """Whether words are an electoral system without a unit: `FPTP | STV | PR` tells what each would have given."""
    return _SYSTEM.fullmatch(folded(text)) is not None


_BALLOT: Final = re.compile(
    r"(?:proportional|(?:party[- ]|regional |national )?list|party|constituency|regional|national|electorate|fptp|pr"
    r"|single[- ]member|first[- ]past[- ]the[- ]post|majoritarian|plurality)"
    r"(?: (?:votes?|ballots?|constituenc(?:y|ies)))?"
)


@remembered
def is_kind_of_ballot(text: str) -> bool:
    """Whether words over votes name one of several ballots: `Proportional`, `Party list`, `Constituency`."""
    return _BALLOT.fullmatch(folded(text)) is not None


@remembered
def role_of(text: str) -> str | None:
    """The role that a header's words name, if they do."""
    text = _ABBREVIATED.sub("", folded(text).strip(" :*†"))
    return _registry()[1].name_of(text)


@lru_cache(maxsize=4096)
def area_type_of(text: str, in_us: bool) -> str | None:
    """The kind of area that a header's words name, if they do."""
    text = folded(text).strip(" :*†")
    for words in dict.fromkeys((text, _LINKED_TO.sub("", text))):
        if (named := _area_types(in_us).name_of(words)) is not None:
            return named
    parts = _SLASH.split(text) if "/" in text and len(text) <= _LONGEST_PAIR else ()
    kinds = [area_type_of(part, in_us) for part in parts]
    return kinds[0] if kinds and all(kinds) else None  # Municipality/Communes


def area_of_first(column: Column) -> str | None:
    """The kind of area that the table's first header abbreviates: `LD | Clinton | Trump` over 1, 2 (Washington)."""
    if column.index or len(column.cells) != 1 or column.cells[0].colspan > 1:
        return None
    return _FIRST_AREAS.get(column.text)


def ends_small(cell: Cell) -> bool:
    """Whether a header cell's last line is in small print, as parties below names are: `Ann Lee<br>{{small|Rose}}`."""
    return len(cell.lines) > 1 and _SMALL_BELOW.search(cell.wikitext[:_LONGEST_HEADER]) is not None


def is_of_figures(text: str) -> bool:
    """Whether a wide header stands over figures: seats, votes, percentages."""
    return role_of(text) in {"seats", "total", "turnout"} or unit_of(text) is not None


def area_type_of_heads(cells: Sequence[Cell], in_us: bool = True) -> str | None:
    """The kind of area of a `Name` under a wide header: `! colspan=2 | Constituency` over `! No. !! Name`."""
    if len(cells) < 2 or cells[0].colspan < 2 or folded(cells[-1].text) not in {"name", "names"}:
        return None
    return area_type_of(cells[0].text, in_us)


_SIGN: Final = r"\(?(?:%|#|±%?|\+/[-−–])\)?"
_WORD: Final = (
    r"\(?(?:(?:raw |popular )?votes?(?: ?%| received| count| share| total)?|% ?votes?|pct\.?|percent(?:age)?s?"
    r"|no\.|number|count|share|totals?)\)?"
)
_AFFIX: Final = re.compile(  # `# Kerry` before `Kerry vote %`, the whole unit before its last sign
    r"(?P<before>%|#|% for|% of|votes? for|votes?(?= (?-i:[A-Z])))\s+(?P<tail>\S.*)"
    rf"|(?P<name>.*?[^\s(])(?:\s*(?P<sign>{_SIGN})|\s+(?P<word>{_WORD}))",
    re.IGNORECASE,
)


_VOTES_BEHIND: Final = re.compile(r" votes?$", re.IGNORECASE)
_SECOND_COUNT: Final = re.compile(r"(?<=\w) (?:2pp|tpp|2cp|tcp)\b", re.IGNORECASE)  # ALP 2PP
_TOTAL: Final = re.compile(r"(?:votes? )?(?:totals?|count)", re.IGNORECASE)


_LONGEST_ANSWER: Final = 20  # characters, with the unit before it
_ANSWER: Final = re.compile(  # Votes for | Votes against | % for | % against
    r"(?P<unit>votes?|%|#|percent(?:age)?|pct\.?) (?P<answer>for|against|yes|no|in favou?r|opposed)", re.IGNORECASE
)
_YEAR_AND_UNIT: Final = re.compile(r"(?P<year>(?:1[789]|20)\d\d) (?P<unit>.{1,20})")
_YEAR_AND_NAME: Final = re.compile(  # 2012 Obama %: a choice's, and no unit alone
    r"(?:1[789]|20)\d\d (?!(?:votes?|results?|elections?|general|primary|run-?off|presidential|gubernatorial|senate"
    r"|share|percent|total|margin|swing|turn-?out|popular|seats?|change|the|of|in|vs)\b)[^\W\d_]",
    re.IGNORECASE,
)


def unit_beside_name(words: str) -> str | None:
    """The unit of words beside a name, where "Total" is the name's votes: `Kerry total | Kerry %`."""
    if _TOTAL.fullmatch(words):
        return "votes"
    return "pct" if words.casefold() == "votes share" else unit_of(words)


@remembered
def part_unit(line: str) -> tuple[str, str | None]:
    """A line of a header without the unit at its end or beginning: ("Kerry", "pct") of `Kerry%`, `% Kerry`."""
    match = _AFFIX.fullmatch(line) if len(line) <= _LONGEST_LINE else None
    if match is None:
        return line, None
    said = match["before"] or match["sign"] or match["word"]
    unit = unit_beside_name(said.strip("()").removesuffix(" for").removesuffix(" of"))
    if unit is None:
        return line, None
    name: str = match["name"] or match["tail"]
    short = name[: ends.start()] if (ends := _VOTES_BEHIND.search(name)) else name  # Other votes %, Jones Vote #
    of_one = short is not name and (is_group(name) or (match["sign"] and role_of(name) is None and short[:1].isupper()))
    return (short if of_one and not is_group_heading(name) and unit_of(name) is None else name), unit


def read_label(cell: Cell, in_us: bool, *, is_last: bool = False) -> Label:
    """The reading of a header cell; `is_last`: no other header stands below it.

    A wide last header that names a kind of area is the areas' (`! colspan=2 | District` over a colour and a number).
    """
    label = _label_of(cell.body, cell.colspan > 1, in_us)
    is_open = label.role is None or (
        label.role == "group" and cell.origin_col == 0
    )  # Constituency, a ballot's name too
    if is_last and cell.colspan > 1 and is_open and (area_type := area_type_of(cell.text, in_us)):
        return Label("area", None, area_type, (cell.text,), cell.links)
    return label


def _label_of(body: CellText, is_wide: bool, in_us: bool) -> Label:
    """The reading of a header's words, remembered by the object: the same markup has one, and its parts cost a hash."""
    key = (id(body), is_wide, in_us)
    known = _KNOWN.get(key)
    if known is None:
        known = (body, _read_label(body.text, body.lines or (body.text,), body.links, is_wide, in_us))
        if len(_KNOWN) >= MOST:
            _KNOWN.clear()
        if len(body.text) <= LONGEST:
            _KNOWN[key] = known  # with the object itself, or its id could become another's
    return known[1]


def _read_label(text: str, lines: tuple[str, ...], links: tuple[Link, ...], is_wide: bool, in_us: bool) -> Label:
    if any(line.endswith("-") for line in lines[:-1]):  # Candi-<br>dates
        joined = "".join(line[:-1] if line.endswith("-") else f"{line} " for line in lines).strip()
        if unit_of(joined) or role_of(joined):
            text, lines = joined, (joined,)
    whole = unit_of(text)
    if whole:
        return Label(None, whole, None, (), ())
    if is_wide and is_group_heading(text):
        return Label("group", None, None, (_IN_PERCENT.sub("", text),), links)  # Second round (%)
    area_type = area_type_of(text, in_us)
    if area_type and not is_wide:
        return Label("area", None, area_type, (text,), links)
    answer = _ANSWER.fullmatch(text) if len(text) <= _LONGEST_ANSWER else None
    if answer is not None:
        return Label(None, unit_of(answer["unit"]), None, (answer["answer"].capitalize(),), links)
    of_year = _YEAR_AND_UNIT.fullmatch(text) if not is_wide and text[:4].isdigit() else None
    if of_year is not None and (unit_of_year := unit_of(of_year["unit"])):
        return Label("group", unit_of_year, None, (of_year["year"],), links)  # 2000 votes
    if (
        not is_wide
        and is_group_heading(text)
        and not _YEAR_AND_NAME.match(text)
        and (unit_behind := part_unit(text)[1])
    ):
        return Label(None, unit_behind, None, (), links)  # Party list votes, where no other ballot stands beside
    if len(lines) > 1 and links:
        lines = with_links_whole(lines, links)
    role = role_of(text)
    if links and is_named_party(text, role, links):
        role = None
    if role is None and len(lines) > 1 and len(text) > _LONGEST_TITLE and role_of(lines[0]) in {"party", "candidate"}:
        role = role_of(lines[0])  # Political Party<br><small>those with over 500 votes</small>
    if role:
        return Label(role, None, None, (text,), links)
    unit: str | None = None
    kept: list[str] = []
    for line in lines:
        if kept == [] and unit and line[:1] == "(" and line[1:2].islower():
            continue  # Votes<br>(five per voter)
        of_line = unit_beside_name(line.strip("()"))
        if of_line and (len(lines) > 1):
            unit = unit or of_line
            continue
        words, of_part = part_unit(_SECOND_COUNT.sub("", line))
        unit = unit or of_part
        kept.append(words)
    role = role_of(" ".join(kept)) if unit else None
    return Label(role, unit, None, tuple(kept), links)
