"""The fields of one infobox call: names and values as written; bars in links, templates and notes part nothing.

A plain box is parted by the scan, which is linear on any markup. One with tags or tables inside is read by
mwparserfromhell, which knows them best, if it is small and shallow enough that hostile markup cannot make it crawl;
the scan stands in for it wherever it fails.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

import mwparserfromhell
from mwparserfromhell.nodes import Template
from mwparserfromhell.parser import ParserError

from pipeline.wikitext.calls import COMMENT, LONGEST, split_call

WrittenField = tuple[str, str]  # name and value, trimmed

NEEDS_TREE: Final = re.compile(r"\{\||<(?!!--|br\b|/?small\b|/?b\b|/?i\b|ref\b|/ref\b)", re.IGNORECASE)
LONGEST_KEPT: Final = 20_000  # characters of a box that is remembered
LONGEST_TREE: Final = 60_000  # characters; mwparserfromhell reads 1 MB/s of tame markup and is quadratic on hostile
MOST_MARKS: Final = 600  # opening braces, brackets and tags in them
MARKS: Final = re.compile(r"\{\{|\{\||\[\[|<[a-z!]", re.IGNORECASE)
DEEPEST_TREE: Final = 20  # braces within braces
FIELD_LINE: Final = re.compile(r"^[ \t]*+\|(?!=)[ \t]*+([^|=\[\]{}<>\n]{0,80}+)[ \t]*+=", re.MULTILINE)
CLOSING_LINE: Final = re.compile(r"\n[ \t|]*\}\}\s*\Z")


def read_fields(call: str) -> tuple[WrittenField, ...]:
    """The named parameters of the call `{{Infobox …}}` in the order written, repeated ones included."""
    return part_and_keep(call) if len(call) <= LONGEST_KEPT else part(call)


def part(call: str) -> tuple[WrittenField, ...]:
    """The fields by the way that fits the markup: tree, scan, or line by line for what no template ever is."""
    if len(call) > LONGEST:
        return fields_by_line(call)
    fields = fields_of_tree(call) if NEEDS_TREE.search(call) and is_tame(call) else None
    return fields_of_scan(call) if fields is None else fields


part_and_keep = lru_cache(maxsize=1024)(part)  # one box stands in many revisions of a page


def is_tame(call: str) -> bool:
    """Whether mwparserfromhell reads it in a few milliseconds."""
    if len(call) > LONGEST_TREE:
        return False
    if sum(1 for _ in MARKS.finditer(call)) > MOST_MARKS:
        return False
    depth = deepest = 0
    for brace in re.finditer(r"\{\{|\}\}", call):
        depth += 1 if brace.group() == "{{" else -1
        deepest = max(deepest, depth)
    return deepest <= DEEPEST_TREE


def fields_of_tree(call: str) -> tuple[WrittenField, ...] | None:
    """The fields as mwparserfromhell reads them; None if it does not see one template from end to end."""
    try:
        nodes = mwparserfromhell.parse(call, skip_style_tags=True).nodes
    except (ParserError, RecursionError):
        return None
    if len(nodes) != 1 or not isinstance(nodes[0], Template):
        return None
    return tuple(
        (tidy_name(str(param.name)), tidy_value(str(param.value))) for param in nodes[0].params if param.showkey
    )


def fields_of_scan(call: str) -> tuple[WrittenField, ...]:
    """The fields as the linear scan parts them."""
    return tuple(
        (tidy_name(argument.name), tidy_value(argument.value))
        for argument in split_call(call).arguments
        if argument.is_named
    )


def fields_by_line(broken: str) -> tuple[WrittenField, ...]:
    """The fields of a box whose braces do not match: each `| name =` at the beginning of a line begins one.

    A box written without line breaks is parted at its bars.
    """
    text = CLOSING_LINE.sub("", COMMENT.sub("", broken))
    marks = list(FIELD_LINE.finditer(text))
    if not marks:
        return fields_of_scan(text + "}}")
    ends = [mark.start() for mark in marks[1:]] + [len(text)]
    return tuple(
        (tidy_name(mark[1]), tidy_value(text[mark.end() : end])) for mark, end in zip(marks, ends, strict=True)
    )


def tidy_name(name: str) -> str:
    """A field's name without comments and blanks around it."""
    return COMMENT.sub("", name).strip()


def tidy_value(value: str) -> str:
    """A field's value without blanks and comments around it: `<!-- Party 2 -->` after one belongs to the next field."""
    value = value.strip()
    if not value.startswith("<!--") and not value.endswith("-->"):
        return value
    comments = [match.span() for match in COMMENT.finditer(value)]
    start, end = 0, len(value)
    for comment_start, comment_end in comments:
        if value[start:comment_start].strip():
            break
        start = comment_end
    for comment_start, comment_end in reversed(comments):
        if comment_start < start or value[comment_end:end].strip():
            break
        end = comment_start
    return value[start:end].strip()
