"""Sections: headings, and the prose, links and list items under each.

Reads a text whose templates are strip markers and whose tables were found already; headings inside tables count as
MediaWiki counts them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Final, NamedTuple

from pipeline.wikitext.inline import ITEM_MARKS, read_inline
from pipeline.wikitext.making import new
from pipeline.wikitext.markers import MARK, MARKER, Piece, readable, restored
from pipeline.wikitext.model import ListItem, Section
from pipeline.wikitext.templates.registry import lookup
from pipeline.wikitext.text import read_field, read_markup

HEADING: Final = re.compile(r"^(={1,6})(.+?)(={1,6})[ \t]*$", re.MULTILINE)
LONGEST_IN_PATH: Final = 255  # characters of a heading: it is told again for each section and table below it
ITEM: Final = re.compile(r"([*#:;]*[*#][*#:;]*)[ \t]*(.*)")


class Stretch(NamedTuple):
    """A section before its text is read: text[start:end], the body beginning behind the heading."""

    level: int
    heading: str
    start: int
    body: int
    end: int


def headings(text: str) -> Iterator[re.Match[str]]:
    """The headings in order. Tried only where a line begins with =: the pattern alone would try every character."""
    at = -1
    while True:
        match = HEADING.match(text, at + 1)
        if match:
            yield match
        at = text.find("\n=", match.end() if match else at + 1)
        if at < 0:
            return


def find_stretches(text: str) -> list[Stretch]:
    """The lead and the sections; a heading's level is the lesser of its two rows of = (Help:Section)."""
    stretches: list[Stretch] = []
    level, heading, start, body = 1, "", 0, 0
    for match in headings(text):
        stretches.append(new(Stretch, (level, heading, start, body, match.start())))
        left, words, right = match.groups()
        level = min(len(left), len(right))
        heading = left[level:] + words + right[level:]
        start, body = match.start(), match.end()
    stretches.append(Stretch(level, heading, start, body, len(text)))
    return stretches


def read_sections(
    text: str,
    pieces: list[Piece],
    stretches: Sequence[Stretch],
    tables: Sequence[tuple[int, int]],
    to_source: Callable[[int], int],
) -> tuple[Section, ...]:
    """The sections with their text. `tables`: where top-level tables stand in the text, in order."""
    sections: list[Section] = []
    outer: list[tuple[int, str]] = []
    table = 0
    for number, stretch in enumerate(stretches):
        heading = read_markup(readable(stretch.heading, pieces), True).text if number else ""
        while outer and outer[-1][0] >= stretch.level:
            outer.pop()
        if number:
            outer.append((stretch.level, heading[:LONGEST_IN_PATH]))
        parts: list[str] = []
        at = stretch.body
        while table < len(tables) and tables[table][0] < stretch.end:
            begin, end = tables[table]
            parts.append(text[at:begin])
            at = max(at, end)
            if end > stretch.end:
                break
            table += 1
        parts.append(text[at : max(at, stretch.end)])
        prose = "\n\n".join(parts) if len(parts) > 1 else parts[0]
        items = tuple(read_items(prose, pieces)) if "*" in prose or "#" in prose else ()
        words = read_inline(words_for_markers(prose, pieces), pieces, at_line_start=True)
        sections.append(
            new(
                Section,
                (
                    number,
                    stretch.level,
                    heading,
                    tuple([words for _, words in outer]),
                    "\n\n".join(words.lines),
                    words.links,
                    items,
                    to_source(stretch.start),
                    to_source(stretch.end),
                ),
            )
        )
    return tuple(sections)


def read_items(prose: str, pieces: list[Piece]) -> list[ListItem]:
    """The items of bullet and numbered lists, in order."""
    items: list[ListItem] = []
    for line in prose.split("\n"):
        match = ITEM.match(line) if line[:1] in ITEM_MARKS else None
        if match is None:
            continue
        written = restored(match.group(2), pieces).strip()
        body = read_markup(readable(match.group(2), pieces).strip(), True)
        items.append(new(ListItem, (match.group(1), body, written)))
    return items


def may_say(call: str) -> bool:
    """Whether a call can leave words in prose: not if its template is unknown or means nothing, as most notes do."""
    name = call[2:-2].partition("|")[0]
    rule = lookup(name)
    return rule.meaning != "nothing" if rule is not None else ":" in name or "#" in name


def words_for_markers(prose: str, pieces: list[Piece]) -> str:
    """The prose with each call's words in its place."""
    if MARK not in prose:
        return prose

    def words(match: re.Match[str]) -> str:
        which, number = match.groups()
        piece = pieces[int(number)]
        if which or piece.kind == "shown":
            return "" if which else match.group()
        return read_field(piece.read_as).text if piece.kind == "call" and may_say(piece.read_as) else ""

    return MARKER.sub(words, prose)
