"""Templates that write dates: `{{Start date|2024|5|2|df=y}}`, `{{dts|2012|11|6}}`, `{{opdrts|20|26|Sep|2012}}`.

Ages and "years ago" depend on the day of reading and are left out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from pipeline.wikitext.templates.arguments import first, positional

MONTHS: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
ISO: Final = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})$")
DAY_FIRST_BY_DEFAULT: Final = {"as of", "dts", "date table sorting", "date"}


def month_name(text: str) -> str:
    """May for 5, 05, may or May; "" if it is no month."""
    bare = text.strip()
    if bare.isascii() and bare.isdecimal():
        return MONTHS[int(bare) - 1] if len(bare) <= 2 and 1 <= int(bare) <= 12 else ""
    matches = [month for month in MONTHS if len(bare) >= 3 and month.lower().startswith(bare.lower().rstrip("."))]
    return matches[0] if matches else ""


def write_date(year: str, month: str, day: str, *, day_first: bool) -> str:
    """The date in words, with what is given of it."""
    day = day.lstrip("0")
    if not month:
        return year
    if not day:
        return f"{month} {year}".strip()
    if day_first:
        return f"{day} {month} {year}".strip()
    return f"{month} {day}, {year}" if year else f"{month} {day}"


def date(name: str, args: Mapping[str, str]) -> str:
    """A date from year, month and day, or from one text that holds it all, which is shown as it is written.

    `df=y` puts the day first, `mf=y` the month; `format=` (dts) and the second parameter of `{{date}}` say dmy or mdy.
    """
    parts = [part.strip() for part in positional(args)]
    order = first(args, "format").lower() or (parts[1].lower() if name == "date" and len(parts) > 1 else "")
    day_first = name in DAY_FIRST_BY_DEFAULT
    if order in {"mdy", "md"} or first(args, "mf") or first(args, "df").lower() in {"us", "mdy"}:
        day_first = False
    elif order in {"dmy", "dm"} or first(args, "df"):
        day_first = True
    words = first(args, "alt") or from_parts(parts, day_first=day_first, written=name != "date" or not order)
    if name == "as of" and not first(args, "alt"):
        return f"{'as of' if first(args, 'lc') else 'As of'} {words}"
    return words


def from_parts(parts: list[str], *, day_first: bool, written: bool) -> str:
    """Year, month, day (each may be missing from the end) in words; anything else as it was written."""
    if not parts:
        return ""
    iso = ISO.match(parts[0])
    if iso and not written:
        parts = list(iso.groups())
    year = parts[0]
    month = month_name(parts[1]) if len(parts) > 1 else ""
    if not re.fullmatch(r"\d{3,4}", year) or (len(parts) > 1 and parts[1] and not month):
        return parts[0]
    day = parts[2] if len(parts) > 2 and re.fullmatch(r"\d{1,2}", parts[2]) else ""
    return write_date(year, month, day, day_first=day_first)


def birth_date(name: str, args: Mapping[str, str]) -> str:
    """`{{birth date and age|1961|8|4}}`: August 4, 1961, without the age."""
    return from_parts([part.strip() for part in positional(args)][:3], day_first=bool(first(args, "df")), written=True)


def two_dates(name: str, args: Mapping[str, str]) -> str:
    """`{{start and end dates|2022|3|5|2022|3|8|df=y}}`: the first day and the last."""
    parts = [part.strip() for part in positional(args)]
    day_first = bool(first(args, "df"))
    sides = (from_parts(side, day_first=day_first, written=False) for side in (parts[:3], parts[3:6]))
    return " – ".join(filter(None, sides))


def date_range(name: str, args: Mapping[str, str]) -> str:
    """`{{opdrts|20|26|Sep|2012}}`: 20–26 Sep 2012 (Template:Opinion poll date range to sort).

    1 first day, 2 last day, 3 month, 4 year. A first day after the last one is of the month before. The year is always
    shown: the real template hides it where a fifth parameter is missing, and leaves its readers to know it.
    """
    start, end, month, year = (args.get(key, "").strip() for key in ("1", "2", "3", "4"))
    # {{opdrts|22|Apr|2026}}, {{opdrts|30|Mar|2|Apr|2025}}: a month behind each day.
    if end[:1].isalpha() and month_name(end):
        later = [part for part in (month, year, args.get("5", "").strip()) if part]
        between = " – " if year[:1].isalpha() and month_name(year) else " "
        return f"{start} {end}{between}{' '.join(later)}".strip()
    last = " ".join(part for part in (end, month, year) if part)
    if not start or not start.isdecimal() or not end.isdecimal():
        return f"{start} – {last}" if start else last
    if int(start) <= int(end):
        return f"{start}–{last}"
    full = month_name(month)
    if not full:
        return f"{start} – {last}"
    before = MONTHS[MONTHS.index(full) - 1]
    shown = before[: len(month)] if len(month) < len(full) else before
    if full == "January" and year.isdecimal():
        return f"{start} {shown} {int(year) - 1} – {last}"
    return f"{start} {shown} – {last}"
