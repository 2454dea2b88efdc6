"""Finds tables by lines, as MediaWiki does: `{|`, `|-`, `|`, `!`, `|+`, `|}`, and the html tags they stand for.

Port of Parser::handleTables (MediaWiki 1.39; Help:Tables), which goes through a text line by line, and of the part of the
HTML standard's tree construction that decides where tags out of order put things. The result is raw: attributes and contents
as markup. Spans are filled elsewhere, texts are read elsewhere.
"""

from __future__ import annotations

import re

from pipeline.wikitext.building import RawTable, TableBuilder

OPENING_LINE = re.compile(r"(:*)\s*\{\|(.*)", re.DOTALL)
TABLE_BEGINS = re.compile(r"^[ \t\r\0\x0b]*:*[ \t\r\0\x0b]*\{\||<table(?=[\s/>])", re.MULTILINE | re.IGNORECASE)
TABLE_TAG = re.compile(r"<(/?)(table|caption|tr|td|th)(?=[\s/>])([^<>]*)>", re.IGNORECASE)
BLANK = " \t\n\r\0\x0b"
IN_TAG = re.compile(r"<[^>]*>")


def find_tables(text: str, *, until_heading: bool = False) -> list[RawTable]:
    """All top-level tables in document order.

    `until_heading`: a table that is still open where a section heading begins ends there, instead of swallowing the rest of
    the page as MediaWiki lets it.
    """
    tables: list[RawTable] = []
    begin = TABLE_BEGINS.search(text)
    has_tags = TABLE_TAG.search(text) is not None
    while begin is not None:
        at = begin.start()
        builder = TableBuilder()
        end = scan(text, at, builder, has_tags, until_heading)
        tables.extend(builder.finished)
        begin = TABLE_BEGINS.search(text, max(end, at + 1))
    return tables


def scan(text: str, at: int, builder: TableBuilder, has_tags: bool, until_heading: bool) -> int:
    """Reads lines from `at` until all tables that were opened are closed; returns where the scan ended."""
    wiki_rows: list[bool] = []  # of each open {| table: did it open a row? (MediaWiki's $has_opened_tr)
    length = len(text)
    while at < length:
        end = text.find("\n", at)
        if end < 0:
            end = length
        line = text[at:end]
        stripped = line.strip(BLANK)
        first = stripped[:1]
        if not stripped:
            builder.content("\n")
        elif first == "|" and wiki_rows:
            second = stripped[1:2]
            if second == "}":
                if not wiki_rows.pop():
                    builder.open_row("", at)
                    builder.open_cell("td", "", "", at)
                builder.close_table(end, complete=True)
                if not wiki_rows and not builder.is_open:
                    return at + line.index("|}") + 2
                rest = stripped[2:]
                feed(builder, rest + "\n", at, has_tags)
            elif second == "-":
                wiki_rows[-1] = True
                builder.close_row()
                builder.row_attributes(stripped[1:].lstrip("-"), at)
            elif second == "+":
                cells(builder, "caption", stripped[2:], at, has_tags)
            else:
                wiki_rows[-1] = True
                cells(builder, "td", stripped[1:], at, has_tags)
        elif first == "!" and wiki_rows:
            wiki_rows[-1] = True
            rest = stripped[1:]
            if "!!" in rest:
                rest = bars_for_bangs(rest)
            cells(builder, "th", rest, at, has_tags)
        elif first in ":{" and (opening := OPENING_LINE.match(stripped)):
            builder.open_table(opening.group(2), at)
            wiki_rows.append(False)
        elif until_heading and first == "=" and wiki_rows and is_heading(line):
            break
        else:
            feed(builder, line + "\n", at, has_tags)
            if not wiki_rows and not builder.is_open:
                return end
        at = end + 1
    while wiki_rows:
        if not wiki_rows.pop() and builder.is_open:
            builder.open_row("", at)
            builder.open_cell("td", "", "", at)
        builder.close_table(min(at, length), complete=False)
    while builder.is_open:
        builder.close_table(min(at, length), complete=False)
    return min(at, length)


def is_heading(line: str) -> bool:
    """Whether the line is a section heading of level 2 or more."""
    bare = line.rstrip()
    return bare.startswith("==") and bare.endswith("==") and len(bare) > 4


def bars_for_bangs(line: str) -> str:
    """`!!` as `||`, but not inside a tag (StringUtils::replaceMarkup)."""
    if "<" not in line:
        return line.replace("!!", "||")
    out: list[str] = []
    at = 0
    for tag in IN_TAG.finditer(line):
        out.append(line[at : tag.start()].replace("!!", "||"))
        out.append(tag.group())
        at = tag.end()
    out.append(line[at:].replace("!!", "||"))
    return "".join(out)


def cells(builder: TableBuilder, tag: str, line: str, at: int, has_tags: bool) -> None:
    """The cells of a line, parted by ||; before a cell's first bar stand its attributes, unless a link begins there."""
    for cell in line.split("||") if "||" in line else (line,):
        attributes, bar, content = cell.partition("|")
        if not bar or "[[" in attributes or "-{" in attributes:
            attributes, content = "", cell
        content = content.strip(BLANK)
        if has_tags and "<" in content:
            builder.open_cell(tag, attributes, "", at)
            feed(builder, content, at, True)
        else:
            builder.open_cell(tag, attributes, content, at)
    builder.content("\n")


def feed(builder: TableBuilder, line: str, at: int, has_tags: bool) -> None:
    """Content of the place where the builder is, with the html tags of tables in it obeyed."""
    if not has_tags or "<" not in line:
        builder.content(line)
        return
    done = 0
    for match in TABLE_TAG.finditer(line):
        builder.content(line[done : match.start()])
        closing, name, attributes = match.group(1), match.group(2).lower(), match.group(3)
        builder.tag(name, bool(closing), attributes, at + match.start(), match.group())
        done = match.end()
    builder.content(line[done:])
