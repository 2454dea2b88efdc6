"""How values are written on the page: numbers, signs, dates, links. Each is a filter of the templates."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode, urlsplit

_SAID_ABOVE = ("page_id", "election_id", "contest")
NOTHING = ""  # a value that the article does not give: an empty cell, never 0


def count(value: int | None) -> str:
    """1,803,800."""
    return NOTHING if value is None else f"{value:,}"


def share(value: float | None, places: int = 2) -> str:
    """61.94 %."""
    return NOTHING if value is None else f"{value:.{places}f} %"


def plain(value: float) -> str:
    """48.5 or 48: as an article writes it, without a zero behind the point."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def signed(value: float | None) -> str:
    """+3.21 or −0.50, with the true minus; 0.00 without a sign."""
    if value is None:
        return NOTHING
    text = f"{abs(value):.2f}"
    return text if float(text) == 0 else ("+" if value > 0 else "\u2212") + text


def day(value: date | None) -> str:
    """2 November 2004; of a time, its day."""
    return NOTHING if value is None else f"{value.day} {value:%B} {value.year}"


def moment(value: datetime | None) -> str:
    """2026-11-23 13:52 UTC."""
    return NOTHING if value is None else f"{value:%Y-%m-%d %H:%M} UTC"


def web_link(value: str | None) -> str:
    """The address if it is one of the web (http, https), else nothing: an article may hold `javascript:…`."""
    try:
        parts = urlsplit(value or "")
    except ValueError:
        return NOTHING
    return value or NOTHING if parts.scheme in ("http", "https") and parts.netloc else NOTHING


def edit_address(permalink: str | None, title: str) -> str | None:
    """Where an article is edited: index.php of the permalink's wiki, if that is an address of the web."""
    address = web_link(permalink)
    script, mark, _ = address.partition("?")
    if not mark or not script.endswith("/index.php"):
        return None
    return f"{script}?{urlencode({'title': title.replace(' ', '_'), 'action': 'edit'})}"


def words(value: str | None) -> str:
    """congressional_district → congressional district."""
    return (value or NOTHING).replace("_", " ")


def place(record_key: str) -> str:
    """A row's key in words, without the page: {"page_id":7,"table_no":3,"row_no":4} → table 3, row 4."""
    key = json.loads(record_key)
    shown = {name: value for name, value in key.items() if name not in _SAID_ABOVE and value is not None}
    named = (
        f"{name.removesuffix('_no')} {value}" if name.endswith("_no") else str(value) for name, value in shown.items()
    )
    return ", ".join(named)


def spot(finding: Mapping[str, Any]) -> str:
    """Where a finding is: By county, table 4, row 5."""
    section = (finding["section_path"] or "").rpartition(" > ")[2]
    numbers = (f"{name} {finding[f'{name}_no']}" for name in ("table", "row") if finding[f"{name}_no"] is not None)
    return ", ".join(filter(None, (section, *numbers)))


FILTERS: dict[str, Callable[..., Any]] = {
    "count": count,
    "share": share,
    "plain": plain,
    "signed": signed,
    "day": day,
    "moment": moment,
    "web_link": web_link,
    "words": words,
    "place": place,
    "spot": spot,
}
