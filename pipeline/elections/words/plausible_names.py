"""Whether words can be the name of an area or a person: never a figure, a percentage or a piece of markup.

A lost cell puts a figure in the name's place (`| 54.64% || 2,681`), a lost bracket leaves markup there
(`[[Merrimack County, New Hampshire|Merrimack]`, `NJ|1|1st}}`). Such a row is read by nobody; its cells stay in `cells`.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

from pipeline.elections.kinds.view import is_value
from pipeline.elections.words.registry import WordRegistry, registry_of
from pipeline.package_yaml import package_yaml
from pipeline.wikitext.remembering import remembered

# Kinds of area that are never called by a number alone, as wards, precincts and districts are.
NAMED_AREAS: Final = frozenset(
    ("county", "state", "municipality", "province", "region", "department", "canton", "governorate", "country")
)
_MARKUP: Final = re.compile(r"\[\[|\]\]|\{\{|\}\}|\||<[a-z/!]|=|^[\])}]|[\[({]$", re.IGNORECASE)
_NUMBER: Final = re.compile(r"\d{1,5}(?:st|nd|rd|th)?|\d{1,4}[-–/]\d{1,4}")
_LONGEST: Final = 200  # characters of a text whose reading is remembered
_LETTER: Final = re.compile(r"[^\W\d_]")


@cache
def _statistics() -> WordRegistry:
    return registry_of(Path(__file__).with_name("statistics.yaml"))


@cache
def _casting() -> WordRegistry:
    return WordRegistry([("casting", package_yaml(Path(__file__).with_name("statistics.yaml"))["casting"])])


@remembered
def is_name(text: str) -> bool:
    """Whether a candidate's or party's place holds words that can be one."""
    text = text.strip()
    return bool(_LETTER.search(text)) and not is_value(text) and not is_broken(text)


@remembered
def is_statistic(text: str) -> bool:
    """Whether words over figures name what is counted or a place in the order, and nobody who was voted for."""
    return _statistics().knows(" ".join(text.casefold().split())[:_LONGEST])


@remembered
def says_how_cast(text: str) -> bool:
    """Whether words tell how a part of the ballots was cast: `Early voting`, `Election day`."""
    return _casting().knows(" ".join(text.casefold().split())[:_LONGEST])


def is_area_name(text: str, area_type: str) -> bool:
    """Whether an area's place holds words that can be one: with a letter, or a number where areas have numbers."""
    return _is_area_name(text, area_type) if len(text) <= _LONGEST else _is_area_name.__wrapped__(text, area_type)


@lru_cache(maxsize=1 << 15)
def _is_area_name(text: str, area_type: str) -> bool:
    text = text.strip()
    if _NUMBER.fullmatch(text):
        return area_type not in NAMED_AREAS
    return is_name(text)


@remembered
def is_broken(text: str) -> bool:
    """Whether there is markup left in the text: braces, bars, brackets without their partner."""
    return bool(_MARKUP.search(text)) or any(text.count(a) != text.count(b) for a, b in ("[]", "()", "{}"))
