"""Which contest a table is about: what it calls itself, whether that is a primary, and the election it belongs to.

A page's first infobox is its election; a table under a heading that has a box of its own belongs to that box. A
primary's table under "Results" is told by the word nearest to it, and never completes its names from the general's.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from pipeline.elections.context import PageContext
from pipeline.elections.kinds.view import TableView, folded
from pipeline.elections.labels import is_group_heading
from pipeline.wikitext.model import Page
from pipeline.wikitext.text import read_cell

_PRIMARY = re.compile(r"\b(?:primar(?:y|ies)|caucus(?:es)?|nominat(?:ion|ing)|conventions?|preselection|leadership)\b")
_GENERAL = re.compile(r"\bgeneral(?: election)?\b(?!.*\bprimary\b)")
_PLAIN = re.compile(
    r"(?:election |final |official |detailed |full |statewide |overall |certified )?"
    r"(?:results?|returns?|outcome|vote|summary|voting)"
    r"|general election(?: results?)?|results? (?:summary|breakdown)|by .*|results? by .*|elections?|popular vote|"
)

_FIGURE = re.compile(r"[\d.,%\s]{1,3}|[\d.,%\s]{5,20}")  # `|+16` is a caption and was meant as a figure; 2016 is a year
_NAVBAR = re.compile(r"^(?:[vte] • )*[vted] • \[?[vted]\]?\s*")  # what is left of a summary template's edit links

_LEAD_IN = re.compile(r"[*#:]*\s*'''(?P<words>[^'].{0,80}?)'''\s*:?|;\s*(?!\|)(?P<defined>[^:|{}]{1,80})")


class Contest(NamedTuple):
    """A table's contest."""

    name: str | None  # caption, title row or heading, as written
    election_id: str
    is_primary: bool  # of a party, on a page that is not about that primary itself


def contest_of(view: TableView, context: PageContext) -> Contest:
    """The contest of a table."""
    is_primary = _says_primary(view) and not _PRIMARY.search(folded(context.page.title))
    return Contest(contest_name(view, context.page), _election_id(view, context), is_primary)


def contest_name(view: TableView, page: Page) -> str | None:
    """The table's own title, else its heading; a heading that only says "Results" takes the one above with it."""
    before = lead_in(view, page)
    title = "" if _FIGURE.fullmatch(view.title) else view.title
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


def lead_in(view: TableView, page: Page) -> str | None:
    """The bold or defining line right above a table (`* '''Nicosia''':`), above others too."""
    start = view.table.start
    for table in reversed(page.tables[max(0, view.table.table_no - 6) : view.table.table_no]):
        if table.table_no < view.table.table_no and page.wikitext[table.end : start].strip():
            break
        start = min(start, table.start)
    lines = page.wikitext[max(0, start - 300) : start].rstrip().rsplit("\n", 1)
    match = _LEAD_IN.fullmatch(lines[-1].strip())
    return read_cell(match["words"] or match["defined"]).text.strip(" :") or None if match else None


def _says_primary(view: TableView) -> bool:
    for words in (*view.titles, *reversed(view.path)):
        text = folded(words)
        if _PRIMARY.search(text):
            return True
        if _GENERAL.search(text):
            return False
    return False


def _election_id(view: TableView, context: PageContext) -> str:
    """The box in the innermost section around the table, else the page's first, else the title."""
    page = context.page
    best: tuple[int, str] | None = None
    sections = {box.infobox_no: box.section_no for box in page.infoboxes}
    for election in context.elections:
        section_no = sections.get(election.infobox_no, 0)
        if not 0 < section_no < len(page.sections):
            continue
        path = page.sections[section_no].path
        if path and view.path[: len(path)] == path and (best is None or len(path) > best[0]):
            best = (len(path), election.election_id)
    if best is not None:
        return best[1]
    return context.elections[0].election_id if context.elections else page.title
