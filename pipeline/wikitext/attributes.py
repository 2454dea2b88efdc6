"""Html attributes as they are written before a cell's bar, behind `{|`, `|-` or in a tag.

Source: MediaWiki's Sanitizer::decodeTagAttributes: quoted values, an unclosed quote runs to the end, bare values to the
next blank, a later attribute of the same name wins.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

ATTRIBUTE: Final = re.compile(
    r"([^\s/>=][^\s/>=]*)(?:[\t\n\f\r ]*=[\t\n\f\r ]*(?:\"([^\"]*)(?:\"|\Z)|'([^']*)(?:'|\Z)|([^\s>]*)))?"
)
DIGITS: Final = re.compile(r"\s*(\d{1,9})")
WIDEST: Final = 1000  # columns; https://html.spec.whatwg.org/multipage/tables.html, "algorithm for processing rows"
TALLEST: Final = 65534  # rows
NO_ATTRIBUTES: Mapping[str, str] = {}


@lru_cache(maxsize=1 << 14)
def read_attributes(text: str) -> Mapping[str, str]:
    """Attribute names in lower case with their values; a name without a value has "". The result is shared: do not
    change."""
    if not text or text.isspace():
        return NO_ATTRIBUTES
    found: dict[str, str] = {}
    for name, double, single, bare in ATTRIBUTE.findall(text):
        found[name.lower()] = double or single or bare
    return found


def row_span(attributes: Mapping[str, str]) -> int:
    """Rows that a cell spans; 0 means to the end of the table."""
    match = DIGITS.match(attributes.get("rowspan", ""))
    return min(int(match.group(1)), TALLEST) if match else 1


def column_span(attributes: Mapping[str, str]) -> int:
    """Columns that a cell spans, at least 1."""
    match = DIGITS.match(attributes.get("colspan", ""))
    return min(max(1, int(match.group(1))), WIDEST) if match else 1
