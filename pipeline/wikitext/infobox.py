"""Infoboxes: every template whose name begins or ends with "infobox", its fields in order, boxes inside boxes.

Reads what the scan found and never the whole page again. A box that is not closed is read line by line up to where its
fields plainly end, and reported. Says nothing of what a field means.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from pipeline.wikitext.calls import COMMENT, LONGEST
from pipeline.wikitext.elements import Element, Elements, find_elements
from pipeline.wikitext.infobox_fields import WrittenField, fields_by_line, read_fields
from pipeline.wikitext.making import new
from pipeline.wikitext.model import CellText, Infobox, InfoboxField, Problem
from pipeline.wikitext.templates.registry import normal_name

NAME: Final = re.compile(r"\{\{((?:[^{}|<]|<!--[\s\S]*?-->)*)")
SPELLINGS: Final = ("nfobox", "nfoBox", "NFOBOX")
HEADING: Final = re.compile(r"^==.*==[ \t]*$", re.MULTILINE)
# An unclosed box ends at a heading, or at a blank line after which something stands that is no field, no closing brace,
# no comment and no item of a value's list.
FIELDS_END: Final = re.compile(
    r"^==.*==[ \t]*$|^[ \t]*\n(?=[ \t]*(?:[^\s|}<*#:;\[{&=!'-]|\[\[|'{2,5}|\{\||\{\{(?!!)))", re.MULTILINE
)
DEEPEST: Final = 3  # calls around a box, boxes included; each costs one more scan of what is inside
MOST: Final = 500  # boxes of a page


class InfoboxReading(NamedTuple):
    """The infoboxes of a page in document order, and what was wrong with their markup."""

    infoboxes: tuple[Infobox, ...]
    problems: tuple[Problem, ...]


class FoundBox(NamedTuple):
    """A box before its fields are read."""

    template: str
    start: int
    end: int
    host: int | None  # position in the list of boxes
    fields: Sequence[WrittenField]


def read_infoboxes(
    source: str,
    read: Callable[[str], CellText],
    section_of: Callable[[int], int] = lambda offset: 0,
    found: Elements | None = None,
) -> InfoboxReading:
    """All infoboxes of a page.

    `read` reads a field's markup, `section_of` tells the number of the section at an offset, `found` are the page's
    elements if they are known already. An embedded box (`module = {{Infobox … |embed=yes}}`) comes after its host.
    """
    mentions = all_mentions(source)
    if not mentions:
        return InfoboxReading((), ())
    elements = found or find_elements(source)
    problems: list[Problem] = []
    boxes: list[FoundBox] = []
    open_braces = [Element("call", start, -1) for start in elements.unclosed]
    calls = elements.outermost
    if open_braces:
        calls = sorted([*calls, *open_braces], key=lambda element: element.start)
    for element in calls:
        while mentions and mentions[-1] < element.start:
            mentions.pop()
        if not mentions:
            break
        if element.kind != "call" or 0 <= element.end <= mentions[-1]:
            continue
        # Inside an unclosed box that was read already: `{{Infobox election | module = {{Infobox …}}`, the last }} lost.
        host = len(boxes) - 1 if boxes and element.start < boxes[-1].end else None
        if element.end >= 0:
            collect(source, element.start, element.end, host, 0, boxes, problems)
        elif host is None and (template := infobox_name(source, element.start)):
            recover(source, element.start, template, boxes, problems)
    if len(boxes) == MOST:
        problems.append(Problem("too_many", f"no more than {MOST} infoboxes of a page are read", boxes[-1].end))
    infoboxes = tuple(finished(number, box, read, section_of) for number, box in enumerate(boxes, start=1))
    return InfoboxReading(infoboxes, tuple(problems))


def all_mentions(source: str) -> list[int]:
    """Where the word stands, the last place first, for a quick no to most calls."""
    places = []
    for spelling in SPELLINGS:
        at = source.find(spelling)
        while at >= 0:
            places.append(at)
            at = source.find(spelling, at + len(spelling))
    return sorted(places, reverse=True)


def mentions_infobox(text: str) -> bool:
    """Whether the word stands in it at all."""
    return any(spelling in text for spelling in SPELLINGS)


def infobox_name(source: str, start: int) -> str:
    """The canonical name of the template called here if it is an infobox, else ""."""
    match = NAME.match(source, start)
    if not match or not mentions_infobox(match[1]):
        return ""
    name = normal_name(COMMENT.sub("", match[1]))
    return name if is_infobox(name) else ""


def is_infobox(name: str) -> bool:
    """Whether a canonical template name is an infobox's; subpages (`infobox political party/seats`) are not."""
    return (name.startswith("infobox") or name.endswith("infobox")) and "/" not in name and name != "infobox mapframe"


def collect(
    source: str, start: int, end: int, host: int | None, depth: int, boxes: list[FoundBox], problems: list[Problem]
) -> None:
    """The box that the call source[start:end] is, if it is one, and the boxes inside it, in document order."""
    if depth > DEEPEST or len(boxes) >= MOST or not mentions_infobox(source[start:end]):
        return
    template = infobox_name(source, start)
    inside = start + 2
    stretch = end  # of the box around what is found inside
    if template and host is None and HEADING.search(source, start, end):
        # `{{Infobox election | …` without its }}, closed by a stray }} in a later section.
        recover(source, start, template, boxes, problems)
        host, stretch = len(boxes) - 1, boxes[-1].end
    elif template:
        if end - start > LONGEST:
            what = f"{{{{{template}}}}} has {end - start} characters; its fields are read line by line"
            problems.append(Problem("too_large", what, start))
        boxes.append(FoundBox(template, start, end, host, read_fields(source[start:end])))
        host = len(boxes) - 1
    for element in find_elements(source[inside : end - 2]).outermost:
        if element.kind == "call":
            begin = inside + element.start
            collect(source, begin, inside + element.end, host if begin < stretch else None, depth + 1, boxes, problems)


def recover(source: str, start: int, template: str, boxes: list[FoundBox], problems: list[Problem]) -> None:
    """An unclosed box: its fields line by line, up to the next heading or the prose after a blank line."""
    if len(boxes) >= MOST:
        return
    match = FIELDS_END.search(source, start)
    end = match.start() if match else len(source)
    boxes.append(FoundBox(template, start, end, None, fields_by_line(without_boxes(source[start:end]))))
    what = f"{{{{{template}}}}} is not closed before the next section or prose; its fields are read line by line"
    problems.append(Problem("unclosed_template", what, start))


def without_boxes(broken: str) -> str:
    """The markup of an unclosed box without the closed boxes in it, whose fields are not its own."""
    parts, at = [], 0
    for element in find_elements(broken).outermost:
        if element.kind == "call" and infobox_name(broken, element.start):
            parts.append(broken[at : element.start])
            at = element.end
    return "".join([*parts, broken[at:]])


def finished(number: int, box: FoundBox, read: Callable[[str], CellText], section_of: Callable[[int], int]) -> Infobox:
    """The box with its fields read; of two fields of one name the last one counts (Help:Templates)."""
    fields = {name: new(InfoboxField, (name, read(wikitext), wikitext)) for name, wikitext in dict(box.fields).items()}
    host = None if box.host is None else box.host + 1
    return Infobox(number, box.template, fields, section_of(box.start), host, box.start, box.end)
