"""Finds tables by lines, as MediaWiki does: `{|`, `|-`, `|`, `!`, `|+`, `|}`, and the html tags they stand for.

Follows the rules of MediaWiki 1.39 (Help:Tables; Parser::handleTables), which goes through a text line by line, and of
the part of the HTML standard's tree construction that decides where tags out of order put things. The result is raw:
attributes and contents as markup. Spans are filled elsewhere, texts are read elsewhere.
"""

from __future__ import annotations

import re
from string import ascii_letters
from typing import Final

from pipeline.wikitext.building import MOST_CELLS, MOST_TABLES, RawTable, TableBuilder
from pipeline.wikitext.known_cells import BLANK, KnownCells, parts_of_cell
from pipeline.wikitext.quotes import is_uneven, without_marks
from pipeline.wikitext.table_begins import TableBegins
from pipeline.wikitext.tags import INLINE_NAMES, PARTING_NAMES

OPENING_LINE: Final = re.compile(r"(:*)\s*\{\|(.*)", re.DOTALL)
TABLE_TAG: Final = re.compile(r"<(/?)(table|caption|tr|td|th)(?=[\s/>])([^<>]*)>", re.IGNORECASE)
MOST_SECOND_LOOKS: Final = 20  # at tables that never close
LONGEST_SECOND_LOOKS: Final = 4_000_000  # characters gone through in vain for them: each runs to the end of the page
QUIET: Final = str.maketrans("|\n", "  ")
EMPTY_TABLES: Final = ("{|", "{|}", "{||}")
BEGIN_TAG: Final = frozenset(f"/{ascii_letters}")
BEGIN_TABLE_TAG: Final = frozenset("/tTcC")
KNOWN_NAMES: Final = INLINE_NAMES | PARTING_NAMES
# Nothing is given back (+): the parts overlap, and a tag of a megabyte that never ends would take the square of that.
TAG_WITH_MARKS: Final = re.compile(r"</?([A-Za-z][^\s<>/|]*+)[^<>|\n]*+[|\n][^<>]*+>")

TAG_WITH_BANGS: Final = re.compile(r"</?([A-Za-z][^\s<>/|]*+)[^<>!]*+![^<>]*+>")
BANG: Final = "\x01"  # for a mark inside a tag; no page holds it (cleaning.py)


def with_quiet_tags(text: str) -> str:
    """The text with bars and line ends inside tags as blanks: MediaWiki's sanitizer leaves none for the table scan."""
    if not has_tag(text, TAG_WITH_MARKS, BEGIN_TAG):
        return text
    return TAG_WITH_MARKS.sub(
        lambda match: match.group().translate(QUIET) if match.group(1).lower() in KNOWN_NAMES else match.group(), text
    )


def has_tag(text: str, pattern: re.Pattern[str], behind: frozenset[str]) -> bool:
    """Whether a tag of the pattern begins at any angle, `behind` being the letters that can stand behind it.

    Angles are few, while a search looks at every character.
    """
    at = text.find("<")
    while at >= 0:
        if text[at + 1 : at + 2] in behind and pattern.match(text, at):
            return True
        at = text.find("<", at + 1)
    return False


def find_tables(text: str, *, until_heading: bool = False, calls: bool = True) -> list[RawTable]:
    """All top-level tables in document order.

    `until_heading`: a table that is never closed ends at the next section heading, instead of swallowing the rest of
    the page as MediaWiki lets it. `calls=False` where the wiki has expanded the templates already.
    """
    tables: list[RawTable] = []
    known = KnownCells(calls=calls)
    text = with_quiet_tags(text)
    if text.endswith(EMPTY_TABLES) and text.lstrip(" \t") in EMPTY_TABLES:  # MediaWiki returns no table so empty
        return tables
    has_tags = has_tag(text, TABLE_TAG, BEGIN_TABLE_TAG)
    begins = TableBegins(text, has_tags=has_tags)
    at = begins.next(0)
    second_looks, in_vain = MOST_SECOND_LOOKS, 0
    room = MOST_CELLS
    while at < len(text) and len(tables) < MOST_TABLES:
        builder = TableBuilder(room)
        end = scan(text, at, builder, known, has_tags, until_heading and not second_looks)
        if until_heading and second_looks and any(not table.complete for table in builder.finished):
            in_vain += end - at
            second_looks = second_looks - 1 if in_vain < LONGEST_SECOND_LOOKS else 0
            builder = TableBuilder(room)
            end = scan(text, at, builder, known, has_tags, True)
        room = builder.room
        tables.extend(builder.finished)
        at = begins.next(max(end, at + 1))
    return tables


class WikiTable:
    """What MediaWiki remembers of each `{|` that is open: has it opened a row, is one open, which cell is."""

    __slots__ = ("attributes", "cell", "had_row", "row_is_open")

    def __init__(self) -> None:
        self.had_row = False
        self.row_is_open = False
        self.attributes = ""  # of the row that `|-` announced
        self.cell = ""  # td, th, caption or none


def scan(text: str, at: int, builder: TableBuilder, known: KnownCells, has_tags: bool, until_heading: bool) -> int:
    """Reads lines from `at` until all tables that were opened are closed; returns where the scan ended."""
    open_tables: list[WikiTable] = []
    length = len(text)
    known_lines = {} if has_tags else known.lines
    while at < length:
        end = text.find("\n", at)
        if end < 0:
            end = length
        line = text[at:end]
        known_cell = known_lines.get(line)
        if known_cell is not None and open_tables and builder.room and not builder.left_out:
            open_row(builder, open_tables[-1])
            builder.add_known(known_cell)
            at = end + 1
            continue
        stripped = line.strip(BLANK)
        if not stripped:
            builder.content("\n")
            at = end + 1
            continue
        first = stripped[0]
        if first == "|" and open_tables:
            second = stripped[1] if len(stripped) > 1 else ""
            if second == "}":
                close(builder, open_tables.pop(), has_tags, end, complete=True)
                if not open_tables and not builder.open:
                    return at + line.index("|}") + 2
                feed(builder, stripped[2:], at, has_tags)
            elif second == "-":
                table = open_tables[-1]
                end_cell_and_row(builder, table, has_tags)
                table.had_row = True
                table.row_is_open = False
                table.attributes = stripped[1:].lstrip("-")
            elif second == "+":
                read_cells(builder, known, open_tables[-1], "caption", stripped[2:], at, has_tags, line)
            else:
                read_cells(builder, known, open_tables[-1], "td", stripped[1:], at, has_tags, line)
        elif first == "!" and open_tables:
            rest = stripped[1:]
            if "!!" in rest:
                rest = bars_for_bangs(rest)
            read_cells(builder, known, open_tables[-1], "th", rest, at, has_tags, line)
        elif first in ":{" and (opening := OPENING_LINE.match(stripped)):
            builder.open_table(opening.group(2), at, on_own_line=True)
            open_tables.append(WikiTable())
        elif until_heading and first == "=" and open_tables and is_heading(line):
            break
        else:
            feed(builder, "\n" + line, at - 1, has_tags)
            if not open_tables and not builder.open:
                return end
        at = end + 1
    at = min(at, length)
    while open_tables:
        close(builder, open_tables.pop(), has_tags, at, complete=False)
    while builder.open:
        builder.close_table(at, complete=False)
    return at


def end_cell_and_row(builder: TableBuilder, table: WikiTable, has_tags: bool) -> None:
    """The end tags that MediaWiki writes before `|-` and `|}`."""
    if not has_tags:
        builder.close_row()
    else:
        if table.cell:
            builder.end_tag(table.cell)
        if table.row_is_open:
            builder.end_tag("tr")
    table.cell = ""


def close(builder: TableBuilder, table: WikiTable, has_tags: bool, end: int, *, complete: bool) -> None:
    """The end of a `{|` table; one that never had a row gets an empty cell."""
    if complete or table.had_row:
        end_cell_and_row(builder, table, has_tags)
    if not table.had_row:
        builder.open_row("")
        builder.open_cell("td", "", "")
    builder.close_table(end, complete=complete)


def is_heading(line: str) -> bool:
    """Whether the line is a section heading of level 2 or more."""
    bare = line.rstrip()
    return bare.startswith("==") and bare.endswith("==") and len(bare) > 4


def bars_for_bangs(line: str) -> str:
    """`!!` as `||`, but not inside a tag (StringUtils::replaceMarkup); `<5 !! >6` is none."""
    if "<" not in line:
        return line.replace("!!", "||")
    line = TAG_WITH_BANGS.sub(
        lambda match: match.group().replace("!", BANG) if match.group(1).lower() in KNOWN_NAMES else match.group(), line
    )
    return line.replace("!!", "||").replace(BANG, "!")


def open_row(builder: TableBuilder, table: WikiTable) -> None:
    """The row that a cell stands in, with the attributes that `|-` announced, unless it is open already."""
    if not table.row_is_open:
        builder.open_row(table.attributes)
        table.attributes = ""
        table.row_is_open = table.had_row = True


def read_cells(
    builder: TableBuilder,
    known: KnownCells,
    table: WikiTable,
    tag: str,
    cells: str,
    at: int,
    has_tags: bool,
    line: str,
) -> None:
    """The cells of a line, parted by ||; before a cell's first bar stand its attributes, unless a link begins there.

    `cells`: what is left of the line behind the mark that it begins with.
    """
    parts = cells.split("||") if "||" in cells else [cells]
    if builder.room < len(parts):
        parts = parts[: builder.make_room(len(parts))]
        if not parts:
            return
    else:
        builder.room -= len(parts)
    if not has_tags and tag != "caption" and not builder.left_out:
        open_row(builder, table)
        builder.add_cells(known.cells(tag, parts, line))
        return
    for cell in parts:
        attributes, content = parts_of_cell(cell)
        if has_tags and table.cell:
            builder.end_tag(table.cell)
        if tag != "caption":
            open_row(builder, table)
        table.cell = tag
        if has_tags and "<" in content:
            builder.open_cell(tag, attributes, "")
            feed(builder, content, at, True)
        else:
            builder.open_cell(tag, attributes, content)


def feed(builder: TableBuilder, line: str, at: int, has_tags: bool) -> None:
    """Content of the place where the builder is, with the html tags of tables in it obeyed."""
    if not has_tags or "<" not in line:
        builder.content(line)
        return
    if "''" in line:
        line = with_quotes_settled(line)
    done = 0
    for match in TABLE_TAG.finditer(line):
        builder.content(line[done : match.start()])
        closing, name, attributes = match.group(1), match.group(2).lower(), match.group(3)
        builder.tag(name, bool(closing), attributes, at + match.start(), match.group())
        done = match.end()
    builder.content(line[done:])


def with_quotes_settled(line: str) -> str:
    """The line without its bold and italic marks if they must be told apart over several cells: MediaWiki counts them
    by
    line, and `<td>''a</td><td>'''b</td>` is one line. Else the line as it is."""
    parts = TABLE_TAG.sub("\n", line).split("\n")
    if len(parts) == 1 or not (is_uneven(line) or any(map(is_uneven, parts))):
        return line
    return without_marks(line, apostrophe="&#39;")
