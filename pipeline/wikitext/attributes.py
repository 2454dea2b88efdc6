"""Html attributes as they are written before a cell's bar, behind `{|`, `|-` or in a tag.

Source: MediaWiki's Sanitizer::decodeTagAttributes: quoted values, an unclosed quote runs to the end, bare values to the
next blank, a later attribute of the same name wins.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from pipeline.wikitext.entities import ENTITY, entity

ATTRIBUTE: Final = re.compile(
    r"([^\t\n\f\r />][^\t\n\f\r />=]*)"
    r"(?:[\t\n\f\r ]*=[\t\n\f\r ]*(?:\"([^\"]*)(?:\"|\Z)|'([^']*)(?:'|\Z)|([^\t\n\f\r >]*)))?"
)
LONE_END: Final = re.compile(r"(<[^<>]*>)|>")
A_LETTER: Final = "\ufffd"  # any that neither parts attributes nor stands in one that means something
DIGITS: Final = re.compile(r"\s*(\d{1,9})")
WIDEST: Final = 1000  # columns; https://html.spec.whatwg.org/multipage/tables.html, "algorithm for processing rows"
TALLEST: Final = 65534  # rows
NO_ATTRIBUTES: Final[Mapping[str, str]] = {}


@lru_cache(maxsize=1 << 14)
def read_attributes(text: str) -> Mapping[str, str]:
    """Attribute names in lower case with their values; a name without a value has "". The result is shared: do not
    change."""
    if not text or text.isspace():
        return NO_ATTRIBUTES
    if ">" in text:  # `id=a>rowspan=2`: one that ends no tag is a letter to MediaWiki, which writes &gt; for it first
        text = LONE_END.sub(lambda match: match.group(1) or A_LETTER, text)
    found: dict[str, str] = {}
    for name, double, single, bare in ATTRIBUTE.findall(text):
        found[name.lower()] = double or single or bare
    if "&" in text:
        found = {name: ENTITY.sub(entity, value) for name, value in found.items()}
    return found


def row_span(attributes: Mapping[str, str]) -> int:
    """Rows that a cell spans; 0 means to the end of the table."""
    match = DIGITS.match(attributes.get("rowspan", ""))
    return min(int(match.group(1)), TALLEST) if match else 1


def column_span(attributes: Mapping[str, str]) -> int:
    """Columns that a cell spans, at least 1."""
    match = DIGITS.match(attributes.get("colspan", ""))
    return min(max(1, int(match.group(1))), WIDEST) if match else 1
