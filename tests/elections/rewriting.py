"""Writes a page's tables another way that MediaWiki shows alike, or says the same with other words: same records.

Works on lines of markup, and only on those that are whole: a row's cells on one line, no template open. What it cannot
part surely it leaves as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache
from itertools import cycle, islice
from typing import NamedTuple

Rewriting = Callable[[str], str]

_CELLS = re.compile(r"[|!](?![-+}|])")
_UNTOUCHED = re.compile(r"^\s*[-+}*#:;]|\{\||<ref|<br|\{\{(?!nowrap|party|efn|small)")
_COUNT = re.compile(r"\d{1,3}(?:,\d{3})+")
_PERCENT = re.compile(r"\d{1,2}\.\d+%")


class Written(NamedTuple):
    """A cell as written: the mark before it, its attributes with their bar, its content with the blanks around it."""

    mark: str
    attributes: str
    content: str


CellChange = Callable[[Written], Written]


def _parts(text: str, separators: tuple[str, ...]) -> list[str]:
    """The text parted at separators that stand in no link and no template."""
    parts, depth, start, at = [], 0, 0, 0
    while at < len(text):
        two = text[at : at + 2]
        if two in {"[[", "{{", "]]", "}}"}:
            depth += 1 if two in {"[[", "{{"} else -1
            at += 2
        elif not depth and (found := next((s for s in separators if text.startswith(s, at)), None)):
            parts.append(text[start:at])
            at = start = at + len(found)
        else:
            at += 1
    return [*parts, text[start:]]


@cache  # each line is asked for by dozens of rewritings
def cells_of(line: str) -> tuple[Written, ...]:
    """The cells that a line of markup writes; none where it writes none or is not whole."""
    pairs = (("{{", "}}"), ("[[", "]]"))
    if not _CELLS.match(line) or any(line.count(opening) != line.count(closing) for opening, closing in pairs):
        return ()
    mark, cells = line[0], []
    for cell in _parts(line[1:], ("!!", "||") if line[0] == "!" else ("||",)):
        attributes, *content = _parts(cell, ("|",))
        if not content or "[[" in attributes or "<" in attributes:
            cells.append(Written(mark, "", cell))
        else:
            cells.append(Written(mark, f"{attributes}|", "|".join(content)))
    return tuple(cells)


def _line_of(cells: Sequence[Written]) -> str:
    mark = cells[0].mark
    return mark + (mark * 2).join(cell.attributes + cell.content for cell in cells)


def each_cell(change: CellChange) -> Rewriting:
    """Changes every cell that holds words or figures and nothing that a change could break."""

    def rewrite(page: str) -> str:
        lines, depth, calls = [], 0, 0
        for line in page.split("\n"):
            depth += line.lstrip(" :").startswith("{|")
            cells = cells_of(line) if depth and not calls else ()
            if cells:
                plain = [bool(cell.content.strip()) and not _UNTOUCHED.search(cell.content) for cell in cells]
                line = _line_of([change(cell) if may else cell for cell, may in zip(cells, plain, strict=True)])
            calls = max(0, calls + line.count("{{") - line.count("}}"))
            depth -= depth > 0 and line.startswith("|}")
            lines.append(line)
        return "\n".join(lines)

    return rewrite


def in_turns(*changes: CellChange, first: int = 0) -> Rewriting:
    """Changes the first cell in the way at `first`, the next in the next: one reading of a page tries all of them."""

    def rewrite(page: str) -> str:
        turns = islice(cycle(changes), first, None)
        return each_cell(lambda cell: next(turns)(cell))(page)

    return rewrite


def around(before: str, behind: str, *, bare: bool = False) -> CellChange:
    """Puts markup around what a cell holds; `bare`: only around what holds no template and no `=`."""

    def change(cell: Written) -> Written:
        if bare and ("{{" in cell.content or "=" in cell.content):
            return cell
        words = cell.content.strip()
        return cell._replace(content=cell.content.replace(words, f"{before}{words}{behind}", 1))

    return change


def attribute(text: str) -> CellChange:
    """Gives every cell an attribute that changes no grid."""
    name = text.partition("=")[0]

    def change(cell: Written) -> Written:
        if name in cell.attributes or "{{" in cell.attributes:
            return cell
        content = cell.content if cell.attributes else f" {cell.content.lstrip()}"
        return cell._replace(attributes=f"{cell.attributes.rstrip('|')} {text} |", content=content)

    return change


def _bold_header(line: str) -> str:
    """A header on one line as old articles write it: ordinary cells in bold."""
    cells = cells_of(line)
    if len(cells) < 3 or any("'''" in cell.content for cell in cells):
        return line
    bold = [f" '''{cell.content.strip()}''' " if cell.content.strip() else " " for cell in cells]
    return _line_of([Written("|", cell.attributes, words) for cell, words in zip(cells, bold, strict=True)])


def _row_header(line: str) -> str:
    """A row whose first cell is a header, as accessible tables have it."""
    cells = cells_of(line)
    if len(cells) < 3 or cells[0].mark == "!" or not cells[0].content.strip() or "span" in line:
        return line
    first = cells[0]
    head = f'! scope="row" {first.attributes or "|"}{first.content.rstrip()}'
    return f"{head}\n{_line_of(cells[1:])}"


def figures(pattern: re.Pattern[str], written: str) -> CellChange:
    """Writes figures of a form another way; `{}` is the figure without commas and sign."""

    def change(cell: Written) -> Written:
        figure = cell.content.strip()
        if not pattern.fullmatch(figure):
            return cell
        return cell._replace(content=cell.content.replace(figure, written.format(figure.replace(",", "").rstrip("%"))))

    return change


def each_line(begins: str, change: Callable[[str], str]) -> Rewriting:
    """Changes the lines that begin with a mark: `|-`, `{|`."""
    return lambda page: "\n".join(change(line) if line.startswith(begins) else line for line in page.split("\n"))


def around_tables(before: str, behind: str) -> Rewriting:
    """Puts lines before and behind every table."""

    def rewrite(page: str) -> str:
        begun = re.sub(r"(?m)^\{\|", f"{before}\n{{|", page)
        return re.sub(r"(?m)^\|\}[ \t]*$", f"|}}\n{behind}", begun)

    return rewrite


def headings(written: str) -> Rewriting:
    """Writes headings another way; `{0}` are the signs, `{1}` the words."""
    return lambda page: re.sub(r"(?m)^(=+)(.+?)\1[ \t]*$", lambda match: written.format(match[1], match[2]), page)


def other_words(words: str, instead: str) -> Rewriting:
    """Says the same in header cells with other words."""

    def change(cell: Written) -> Written:
        if cell.mark != "!" or cell.content.strip() != words:
            return cell
        return cell._replace(content=cell.content.replace(words, instead))

    rewrite = each_cell(change)
    return lambda page: rewrite(page) if words in page else page


# What changes no word of a cell, only its looks.
_LOOKS = (
    around('<span style="color:red">', "</span>"),
    around("<center>", "</center>"),
    around("{{nowrap|", "}}", bare=True),
    around('<font color="red">', "</font>"),
    around('<div style="width:5em">', "</div>"),
    around("{{resize|95%|", "}}", bare=True),
    around("{{font color|white|", "}}", bare=True),
)
_REFERENCES = (
    around("", '<ref name="a|b">x | y || 55,555</ref>'),
    around("", "{{efn|A note, 12,345 votes.}}"),
    around("", '<ref name="abc" />'),
    around("", "<sup>[a]</sup>"),
    around("", "{{citation needed|date=May 2020}}"),
)
_ATTRIBUTES = (
    attribute("align=right"),
    attribute('style="text-align:right; background:#fff"'),
    attribute('data-sort-value="7"'),
    attribute("rowspan=1"),
)
_COUNTS = (
    figures(_COUNT, "{{{{formatnum:{}}}}}"),
    figures(_COUNT, "{{{{nts|{}}}}}"),
    figures(_COUNT, "{{{{val|{}|fmt=commas}}}}"),
)

MARKUP: dict[str, Rewriting] = {
    # alone, since a table may say something by them where some cells are and others are not
    "bold": each_cell(around("<b>", "</b>")),
    "italic": each_cell(around("<i>", "</i>")),
    "small": each_cell(around("<small>", "</small>")),
    "looks": in_turns(*_LOOKS),
    "looks, others first": in_turns(*_LOOKS, first=3),
    "references": in_turns(*_REFERENCES),
    "references, others first": in_turns(*_REFERENCES, first=2),
    "comments": in_turns(around("<!-- a -->", ""), around("", "<!-- | x || 3 -->")),
    "attributes": in_turns(*_ATTRIBUTES),
    "counts": in_turns(*_COUNTS),
    "blank before the sign": each_cell(figures(_PERCENT, "{}&nbsp;%")),
    "more dashes": each_line("|-", lambda line: "|------" + line[2:].lstrip("-")),
    "empty rows": each_line("|-", lambda line: f"|-\n{line}"),
    "blank lines": each_line("|-", lambda line: f"\n{line}"),
    "comment lines": each_line("|-", lambda line: f"<!-- row | x -->\n{line}"),
    "indented": each_line("|", lambda line: f" {line}" if not line.startswith("|}") else line),
    "another class": each_line("{|", lambda line: f'{line} border="1"' if "{{" not in line else line),
    "colon": each_line("{|", lambda line: f":{line}"),
    "in a box that scrolls": around_tables('<div style="overflow-x:auto">', "</div>"),
    "hidden": around_tables("{{hidden begin|title=All of it}}", "{{hidden end}}"),
    "bold headers": each_line("!", _bold_header),
    "row headers": each_line("|", _row_header),
    "source below": each_line("|}", lambda line: f"{line}\n<small>Source: the state. 1,234 votes were spoilt.</small>"),
    "source in a row": each_line(
        "|}", lambda line: f'|-\n| colspan="9" | Source: [https://example.org The state]\n{line}'
    ),
    "line ends of Windows": lambda page: page.replace("\n", "\r\n"),
    "tabs": lambda page: page.replace(" || ", "\t||\t"),
    "heading with a reference": headings("{0}{1}<ref>x | 12</ref>{0}"),
    "heading in a span": headings('{0} <span id="x">{1}</span> {0} <!-- y -->'),
    "deeper headings": headings("={0}{1}{0}="),
    "sticky": around_tables("{{sticky header}}", ""),
}

# What headers say in other articles, in place of the first word; the records are the same.
WORDS: dict[str, tuple[str, ...]] = {
    "Votes": ("Popular vote", "Number of votes", "Votes received", "Votes won", "Votes obtained", "Tally", "VOTES"),
    "#": ("Votes", "Num.", "Count", "Total votes"),
    "%": ("Pct.", "Percentage", "% of votes", "Vote share", "Share", "Vote %", "% of the vote"),
    "Candidate": ("Nominee", "Candidate name", "Contestant", "Candidates’ names", "Candidate / ticket", "Person"),
    "Party": ("Political party", "Affiliation", "Party name", "Political affiliation", "Party or alliance"),
    "County": ("Counties", "County name", "Jurisdiction", "[[County (United States)|County]]"),
    "Margin": ("Lead", "Difference", "Majority", "Margin of victory", "Advantage"),
}
