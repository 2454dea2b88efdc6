"""Which contest a table is about: what it calls itself, whether that is a primary, and the election it belongs to.

A page's first infobox is its election; a table under a heading that has a box of its own belongs to that box. A
primary's table under "Results" is told by the word nearest to it, and never completes its names from the general's.
Tables by area have no column for a contest: a primary's and a runoff's areas belong to an election of their own, named
by the article and the contest, `2020 … election in Ohio#Democratic primary`. No title has a `#`, so none is like it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Final, NamedTuple

from pipeline.elections.columns.labels import is_group_heading
from pipeline.elections.context import PageContext
from pipeline.elections.kinds.view import TableView, folded
from pipeline.elections.words.parties import find_party
from pipeline.wikitext.model import Page
from pipeline.wikitext.remembering import remembered
from pipeline.wikitext.text import read_cell

_PRIMARY: Final = re.compile(
    r"\b(?:primar(?:y|ies)|caucus(?:es)?|nominat(?:ion|ing)(?! districts?\b)|conventions?|preselection|leadership)\b"
)
_RUNOFF: Final = re.compile(r"(?<!instant[- ])\b(?:run-?offs?|(?:second|2nd|third|3rd|final) (?:round|ballot))\b")
_GENERAL: Final = re.compile(r"\bgeneral(?: election)?\b(?!.*\bprimary\b)")
_PLAIN: Final = re.compile(
    r"(?:election |final |official |detailed |full |statewide |overall |certified )?"
    r"(?:results?|returns?|outcome|vote|summary|voting)"
    r"|general election(?: results?)?|results? (?:summary|breakdown)|by .*|results? by .*|elections?|popular vote"
    r"|(?:county|parish|borough|district|ward|precinct|town|municipality)(?:[- ]level)? (?:results?|returns?|breakdown)"
    r"|counties|county|municipalities|"
)

_BY_AREA: Final = re.compile(  # Democratic primary results by county, which are the Democratic primary's
    r"(?<=\w) (?:election )?(?:results? |returns? )?by [a-z][a-z ,]{2,40}$|(?<=\w) results?$", re.IGNORECASE
)
_FIGURE: Final = re.compile(
    r"[\d.,%\s]{1,3}|[\d.,%\s]{5,20}"
)  # `|+16` is a caption and was meant as a figure; 2016 is a year
_STATISTICS: Final = re.compile(  # `|+ Electorate: 4,612, Turnout: 30.8%` stands under the heading that names the ward
    r"(?:(?:(?:total|registered|eligible|valid|invalid|spoilt|rejected|voter|votes?|number of) )*"
    r"(?:electorate|electors|voters|turn-?out|ballots|votes(?: cast)?|seats|quota)"
    r"(?: ?[:=])? ?[\d.,]*\d(?: ?%)?[\s,;.–|/•]*)+"  # each blank read in one way alone, or the ways are too many
)
_NAVBAR: Final = re.compile(
    r"^(?:[vte] • )*[vted] • \[?[vted]\]?\s*"  # what is left of a summary template's edit links
    r"|\s*(?:<<|«|←)[^<>«»→]{1,40}(?:>>|»|→)\s*$"  # `<< [[…|1978]]—[[…|1984]] >>`: the elections around it
)

# A line that may stand between a table and the words above it: `<div style="overflow:auto">`, `{{sticky header}}`.
_WRAPPER: Final = re.compile(r"\s*(?:(?:</?[a-z][^<>\n]{0,200}>|\{\{[^{}\n]{1,200}\}\})\s*)*")
_NEAR: Final = 600  # characters before a table in which the line above it stands
_FURTHEST: Final = 1500  # the same where it ends in references, which may be long
_SOURCE_ENDS: Final = ("</ref>", "/>")
_LEAD_IN: Final = re.compile(r"[*#:]*\s*'''(?P<words>[^'].{0,80}?)'''\s*:?|;\s*(?!\|)(?P<defined>[^:|{}]{1,80})")


_DISTRICT: Final = re.compile(  # a heading that names one of the districts of a page about all of them
    r"(?:(?:congressional|legislative|senate|senatorial|house|assembly|state) )*district \d{1,3}[a-z]?(?:[,:(].*)?"
    r"|\d{1,3}(?:st|nd|rd|th) (?:(?:congressional|legislative|senate|senatorial|house|assembly) )?district"
)


_QUESTION: Final = re.compile(  # a heading that names one of several questions put to the voters
    r"(?P<said>(?:(?:ballot|state|constitutional|initiated|referred|legislative) )?"
    r"(?:question|proposition|measure|amendment|issue|initiative|proposal|referendum)s?"
    r" (?:no\.? ?|# ?)?(?P<number>\d{1,4}|[a-z]{1,2}))(?: ?[:–,(-].*| (?:results?|by) .*)?"
)
_RECALL: Final = re.compile(r"\brecall\b")


class Contest(NamedTuple):
    """A table's contest."""

    name: str | None  # caption, title row or heading, as written
    election_id: str
    is_primary: bool  # of a party, on a page that is not about that primary itself
    stage: str | None = None  # the primary or runoff, as headed, that has areas of its own; None for the election
    race: str | None = None  # the heading of the table's district or question that has no infobox

    @property
    def race_id(self) -> str:
        """The election that predictions and polls belong to: the page's, or the district's or question's whose heading
        is above."""
        return stage_id(self.election_id, self.race) if self.race else self.election_id

    @property
    def areas_id(self) -> str:
        """The election that the areas of the table belong to: the page's, the district's, or the stage's own."""
        return stage_id(self.race_id, self.stage) if self.stage else self.race_id


def stage_id(election_id: str, stage: str) -> str:
    """The election of a primary or runoff that has no infobox: named behind the article's title, like a heading."""
    if is_stage(election_id):
        return f"{election_id} – {stage}"  # the runoff of a primary
    return f"{election_id.partition('#')[0]}#{stage}"


def is_stage(election_id: str) -> bool:
    """Whether an election is a stage of a page's, and not the page's own or a further infobox's (`#2`)."""
    _, mark, name = election_id.partition("#")
    return bool(mark) and not name.isdigit()


def is_runoff(election_id: str) -> bool:
    """Whether an election is a runoff or a second round of a page's own, not of a primary."""
    stage = folded(election_id.partition("#")[2])
    return _is_of_runoff(stage) and not _is_of_primary(stage)


def contest_of(view: TableView, context: PageContext) -> Contest:
    """The contest of a table."""
    title = folded(context.page.title)
    is_primary = not _is_of_primary(title) and _says(view, _is_of_primary) is not None
    election_id, depth = _election_id(view, context)
    names_stage = _is_of_primary if is_primary else _is_of_runoff
    said = _says(view, names_stage) if not names_stage(title) else None
    stage = None if said is None or said < depth else _stage(view, said)
    headings = (*view.path[depth:], *view.titles)
    race = next((said for said in view.path[depth:] if _DISTRICT.fullmatch(folded(said))), None)
    race = race or next((asked for said in headings if (asked := _question(said, title))), None)
    return Contest(contest_name(view, context.page), election_id, is_primary, stage, race)


def _question(heading: str, title: str) -> str | None:
    """The question that a heading names, `Question 2 results by county`, if the page is about several.

    The first of a recall is whether somebody is recalled, and the page's own.
    """
    match = _QUESTION.fullmatch(folded(heading))
    if match is None or match["said"] in title or (match["number"] == "1" and _RECALL.search(title)):
        return None
    return heading[: len(match["said"])].strip()


def group_stage(group: str, is_first: bool) -> str | None:
    """The stage that a group of columns is: the first one is the election itself, unless it is a party's primary."""
    words = folded(group)
    if _GENERAL.search(words) or (is_first and not (_PRIMARY.search(words) and _of_party(group))):
        return None
    return group


def general_first(groups: Iterable[str]) -> list[str]:
    """The groups of columns with that of the general election before the others, which are its stages."""
    return sorted(dict.fromkeys(groups), key=lambda group: _GENERAL.search(folded(group)) is None)


def contest_name(view: TableView, page: Page) -> str | None:
    """The table's own title, else its heading; a heading that only says "Results" takes the one above with it."""
    before = lead_in(view, page)
    title = "" if _FIGURE.fullmatch(view.title) or _STATISTICS.fullmatch(folded(view.title)) else view.title
    if before and (not title or is_group_heading(title)):
        return " – ".join(part for part in (before, title) if part)
    if title:
        return _NAVBAR.sub("", title).replace("''", "").strip(" '") or None
    said: list[str] = []
    for heading in reversed(view.path):
        if heading:
            said.append(heading)
        if heading and not _PLAIN.fullmatch(folded(heading)):
            break
    else:
        return view.heading or None
    return " – ".join(reversed(said)) or None


def is_plain_heading(words: str) -> bool:
    """Whether a heading says no more than that results follow: `Results`, `General election`."""
    return _PLAIN.fullmatch(folded(words)) is not None


def lead_in(view: TableView, page: Page) -> str | None:
    """The bold or defining line right above a table (`* '''Nicosia''':`) above wrappers and other tables too."""
    start = view.table.start
    for table in reversed(page.tables[max(0, view.table.table_no - 6) : view.table.table_no]):
        if table.table_no < view.table.table_no and not _WRAPPER.fullmatch(page.wikitext[table.end : start][:600]):
            break
        start = min(start, table.start)
    before = page.wikitext[max(0, start - _NEAR) : start].rstrip()
    if before.endswith(_SOURCE_ENDS):
        before = page.wikitext[max(0, start - _FURTHEST) : start].rstrip()
    lines = before.split("\n")
    while len(lines) > 1 and _WRAPPER.fullmatch(lines[-1]):
        lines.pop()
    match = _LEAD_IN.fullmatch(_without_sources(lines[-1]))
    return read_cell(match["words"] or match["defined"]).text.strip(" :") or None if match else None


def _without_sources(line: str) -> str:
    """The line without the references at its end: `'''1986 Senate election''':<ref>{{cite web|…}}</ref>`."""
    line = line.strip()
    while line.endswith(_SOURCE_ENDS):
        begins = line.rfind("<ref")
        if begins < 0:
            break
        line = line[:begins].rstrip()
    return line


@remembered
def _is_of_primary(words: str) -> bool:
    return _PRIMARY.search(words) is not None


@remembered
def _is_of_runoff(words: str) -> bool:
    return _RUNOFF.search(words) is not None


def _says(view: TableView, names_stage: Callable[[str], bool]) -> int | None:
    """Which heading says so, the nearest first, a title being below all; None if none or a general election's does."""
    if not names_stage(view.words):
        return None
    for depth, words in (*((len(view.path), title) for title in view.titles), *reversed([*enumerate(view.path)])):
        text = folded(words)
        if names_stage(text):
            return depth
        if _GENERAL.search(text):
            return None
    return None


def _stage(view: TableView, depth: int) -> str:
    """What a stage is called: its heading with those below it, `Primary elections – Democratic`, else the title.

    A title that names the party belongs to it where no heading does.
    """
    path = [_BY_AREA.sub("", words) for words in view.path[depth:]]
    said = [words for words in path if words and not _PLAIN.fullmatch(folded(words))]
    if view.title and (not said or (_of_party(view.title) and not any(map(_of_party, said)))):
        said.append(view.title)
    return " – ".join(said) or view.heading


def _of_party(words: str) -> bool:
    return any(find_party(word, "United States") is not None for word in words.split() if len(word) > 3)


def _election_id(view: TableView, context: PageContext) -> tuple[str, int]:
    """The box in the innermost section around the table and how deep that is; else the page's first or the title."""
    for depth in range(len(view.path), 0, -1) if context.election_of_path else ():
        if (own := context.election_of_path.get(view.path[:depth])) is not None:
            return own, depth
    return context.elections[0].election_id if context.elections else context.page.title, 0
