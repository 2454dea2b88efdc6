"""Dates as election articles write them: single days and ranges, in every usual order, with any dash.

A date is given only where day, month and year are sure: "November 2008", "early November" and "13 and 17 December"
(two polling days) are None. A missing year is taken from the other end of the range, else from the `latest` day
that the context allows (a poll stands before its election); without one it stays unknown.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache
from typing import Final, NamedTuple

YEAR: Final = re.compile(r"(?<!\d)(?:1[6-9]\d\d|20\d\d)(?!\d)")
"""A year of elections somewhere in a title or a header."""


class DateRange(NamedTuple):
    """First and last day; equal for a single day."""

    start: date
    end: date


class _Day(NamedTuple):
    """A day as far as it is written; 0 where a part is missing."""

    year: int
    month: int
    day: int


_MONTHS: Final = (
    "january february march april may june july august september october november december".split()  # noqa: SIM905
)
_MONTH_OF: Final = {name[:size]: no for no, name in enumerate(_MONTHS, 1) for size in range(3, len(name) + 1)}
_MONTH: Final = rf"(?P<month>{'|'.join(sorted(_MONTH_OF, key=len, reverse=True))})\.?"
_DAY: Final = r"(?P<day>0?[1-9]|[12][0-9]|3[01])(?:st|nd|rd|th)?"
_YEAR: Final = r"(?P<year>1[6-9][0-9]{2}|20[0-9]{2})"
_SHORT_YEAR: Final = r"(?:['’](?P<short>[0-9]{2}))"
_FORMS: Final = tuple(
    re.compile(form)
    for form in (
        rf"{_YEAR}-(?P<month_no>[01]?[0-9])-{_DAY}",  # 2008-11-04
        rf"{_MONTH}\s*{_DAY}(?:,?\s*{_YEAR}|,?\s*{_SHORT_YEAR})?",  # November 4, 2008; Nov 4; Nov. 4 '08
        rf"{_DAY}(?:\s+of)?\s*{_MONTH}(?:,?\s*{_YEAR}|,?\s*{_SHORT_YEAR})?",  # 4 November 2008; 4 Nov
        rf"{_DAY}(?:(?:,\s*|\s){_YEAR})?",  # the second half of November 2–5, 2012; the first of 2–5 November 2012
    )
)
_SLASHED: Final = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4}|\d{2})")
_SLASHED_DAY: Final = re.compile(r"(\d{1,2})/(\d{1,2})")  # 10/31 of 10/31 - 11/2/08
_WEEKDAY: Final = re.compile(
    r"\b(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day|s)?\b\.?,?", re.IGNORECASE
)
_REPEATED: Final = re.compile(
    r"\s*\(\s*\d{4}-\d{2}-\d{2}\s*\)\s*$"
)  # January 29, 2008 (2008-01-29): a hidden sort date
_NOTES: Final = re.compile(r"\s*(?:\[\w{1,8}\]|[*†‡])+\s*$")
_DASH: Final = re.compile(r"\s*(?:[–—−‒―~]|--+|-|\bto\b|\bthrough\b|\bthru\b|\buntil\b|\btill\b)\s*", re.IGNORECASE)
_ISO: Final = re.compile(r"\b(\d{4})-(\d{1,2})-(\d{1,2})\b")


def read_date(text: str, *, latest: date | None = None, month_first: bool | None = None) -> date | None:
    """The single day that the text names; None for anything else, a range of several days included."""
    found = read_dates(text, latest=latest, month_first=month_first)
    return found.start if found and found.start == found.end else None


@lru_cache(maxsize=4096)
def read_dates(text: str, *, latest: date | None = None, month_first: bool | None = None) -> DateRange | None:
    """The day or range of days that the text names; None unless all of it is understood.

    `latest` bounds dates without a year from above: they get the last year in which they do not lie after it.
    `month_first` says how 10/2/2008 is to be read; without it only 10/28/2008 and 28/10/2008 are dates.
    """
    if len(text) > _LONGEST_TEXT:
        return None
    text = _plain(text)
    between = re.fullmatch(r"(?:between|from)\s+(.+?)\s+(?:and|to|until|through)\s+(.+)", text)
    if between:
        sides = list(between.groups())
    else:
        text = _ISO.sub(lambda m: f"{m[1]}{_HYPHEN}{m[2]}{_HYPHEN}{m[3]}", text)
        sides = [side.replace(_HYPHEN, "-") for side in _DASH.split(text)]
    if not 1 <= len(sides) <= 2:
        return None
    days = [_read_side(side.strip(" ,"), month_first) for side in sides]
    if None in days:
        return None
    first, last = days[0], days[-1]
    assert first is not None and last is not None
    return _completed(first, last, latest)


_LONGEST_TEXT: Final = 200  # characters
_LONGEST: Final = timedelta(days=200)  # "November 5–2, 2012" is a slip of the pen and no range of a year
_HYPHEN: Final = "\ue000"  # stands for an ISO date's own hyphens while a range is parted


def _plain(text: str) -> str:
    text = _NOTES.sub("", _REPEATED.sub("", " ".join(text.replace("\u200b", "").split())))
    return " ".join(_WEEKDAY.sub(" ", text).split()).casefold().strip(" .,")


def _read_side(text: str, month_first: bool | None) -> _Day | None:
    for form in _FORMS:
        match = form.fullmatch(text)
        if match:
            parts = match.groupdict()
            month = int(parts.get("month_no") or 0) or _MONTH_OF.get(parts.get("month") or "", 0)
            year = int(parts.get("year") or 0)
            if parts.get("short"):
                year = 2000 + int(parts["short"]) if int(parts["short"]) < 70 else 1900 + int(parts["short"])
            return _Day(year, month, int(parts["day"]))
    slashed = _SLASHED.fullmatch(text)
    if slashed:
        dotted = "." in text and "/" not in text  # 11.10.2023: the day first wherever dates have points
        return _read_slashed(slashed[1], slashed[2], slashed[3], False if dotted else month_first)
    slashed = _SLASHED_DAY.fullmatch(text) if month_first else None
    return _read_slashed(slashed[1], slashed[2], "", month_first) if slashed else None


def _read_slashed(first: str, second: str, year: str, month_first: bool | None) -> _Day | None:
    a, b = int(first), int(second)
    full = int(year or 0)
    if len(year) == 2:
        full += 2000 if full < 70 else 1900
    if a == b:
        return _Day(full, a, b)
    if b > 12 >= a:
        return _Day(full, a, b)
    if a > 12 >= b:
        return _Day(full, b, a)
    if month_first is None:
        return None
    return _Day(full, a, b) if month_first else _Day(full, b, a)


def _completed(first: _Day, last: _Day, latest: date | None) -> DateRange | None:
    """The range with what one end leaves out taken from the other; None if something stays missing or is no date."""
    if first.month == 0:
        first = first._replace(month=last.month)
    if last.month == 0:
        last = last._replace(month=first.month)
    if first.month == 0:
        return None
    rolls_over = (first.month, first.day) > (last.month, last.day)
    if last.year == 0 and first.year:
        last = last._replace(year=first.year + rolls_over)
    if last.year == 0 and latest:
        bound = last if rolls_over else first
        year = latest.year if (bound.month, bound.day) <= (latest.month, latest.day) else latest.year - 1
        last = last._replace(year=year)
    if first.year == 0 and last.year:
        first = first._replace(year=last.year - rolls_over)
    try:
        start, end = date(*first), date(*last)
    except ValueError:
        return None
    return DateRange(start, end) if start <= end and end - start <= _LONGEST else None
