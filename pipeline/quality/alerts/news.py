"""What a channel has not heard of yet: the findings that came and went since the version it was last told of.

Pure: rows of the tables in, news out. What came and went again in between is no news.
Findings are gone through one by one and counted; only those that are spelt out are held.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from heapq import nsmallest
from itertools import groupby
from textwrap import shorten
from typing import Any, NamedTuple
from urllib.parse import quote

SEVERITIES = ("error", "warning", "info")  # falling
ALWAYS = {"page_held"}  # no fault of an article, yet someone has to accept the revision or let it be: any severity
# What names a row for its reader; the first that its key has is what the link makes the browser look for.
ROW_NAMES = ("area", "candidate", "source", "pollster", "name", "choice", "line")
MOST = 500  # new ones, and resolved ones, that are spelt out; the others are counted
LONGEST_SENTENCE = 400  # characters; a finding may quote a whole cell
_SAFE_IN_URLS = ":/?#@!$&*+,;=%~"  # brackets end a link in half of the channels


class VersionFindings(NamedTuple):
    """A version's tables as alerts need them: rows as mappings, by the names of their columns."""

    version: str
    findings: Iterable[Mapping[str, Any]]  # can be gone through several times
    pages: Mapping[int, Mapping[str, Any]]  # by page_id: title, rev_id, url
    means: Mapping[str, str]  # by check_id: what the check is about


class Item(NamedTuple):
    """A finding as it is told."""

    finding_id: str
    check_id: str
    severity: str
    message: str
    place: str  # "table 3, row 6"; "revision 17" where the row has no place
    url: str  # that row in that very revision; empty where the source has no links


class PageGroup(NamedTuple):
    """A check's findings on one page."""

    title: str
    revision: str  # "revision 17"
    url: str
    items: tuple[Item, ...]


class CheckGroup(NamedTuple):
    """A check's findings, by page."""

    check_id: str
    means: str
    severity: str  # the worst among them
    pages: tuple[PageGroup, ...]


class Told(NamedTuple):
    """New findings, or resolved ones: the first MOST, the worst checks first, and how many there are in all."""

    groups: tuple[CheckGroup, ...]
    by_severity: Mapping[str, int]

    @property
    def number(self) -> int:
        """Of all of them."""
        return sum(self.by_severity.values())

    @property
    def spelt_out(self) -> int:
        """How many are in the groups."""
        return sum(len(page.items) for group in self.groups for page in group.pages)


class News(NamedTuple):
    """What to tell of a version. False where there is nothing to tell."""

    version: str
    since: str | None  # the version told of before
    new: Told
    resolved: Told

    def __bool__(self) -> bool:
        return bool(self.new.groups or self.resolved.groups)


def news(
    latest: VersionFindings,
    between: Sequence[VersionFindings],
    untold: Container[str],
    since: str | None,
    severity: str = "warning",
) -> News:
    """What the versions `untold` brought, seen from the latest of them.

    `between`: those of them that are on disk, oldest first, the latest included. `severity`: the mildest to tell of.
    """
    worth = set(SEVERITIES[: SEVERITIES.index(severity) + 1])

    def is_told(row: Mapping[str, Any]) -> bool:
        return row["severity"] in worth or row["check_id"] in ALWAYS

    def new() -> Iterable[Mapping[str, Any]]:
        for row in latest.findings:
            if row["status"] in ("new", "ongoing") and row["first_seen_version"] in untold and is_told(row):
                yield row

    def resolved_in(version: VersionFindings) -> Iterable[Mapping[str, Any]]:
        for row in version.findings:
            if row["status"] == "resolved" and row["first_seen_version"] not in untold and is_told(row):
                yield row

    last = {row["finding_id"]: number for number, version in enumerate(between) for row in resolved_in(version)}
    if last:  # what came back stands
        for row in latest.findings:
            if row["status"] != "resolved":
                last.pop(row["finding_id"], None)

    def gone() -> Iterable[Mapping[str, Any]]:
        for number, version in enumerate(between):
            yield from (row for row in resolved_in(version) if last.get(row["finding_id"]) == number)

    return News(latest.version, since, _told(new, latest), _told(gone, latest, is_gone=True))


def _told(rows: Callable[[], Iterable[Mapping[str, Any]]], version: VersionFindings, is_gone: bool = False) -> Told:
    """`rows` gives the same rows each time; they are gone through twice."""
    counts = Counter((row["check_id"], row["severity"]) for row in rows())
    worst: dict[str, int] = {}
    by_severity: Counter[str] = Counter()
    for (check_id, severity), count in counts.items():
        by_severity[severity] += count
        worst[check_id] = min(worst.get(check_id, len(SEVERITIES)), SEVERITIES.index(severity))

    def by_check(row: Mapping[str, Any]) -> tuple[int, str]:
        return worst[row["check_id"]], row["check_id"]

    def by_page(row: Mapping[str, Any]) -> tuple[str, int]:
        return _title(row, version), row["page_id"] or 0

    def order(row: Mapping[str, Any]) -> tuple[Any, ...]:
        return *by_check(row), *by_page(row), row["record_key"] or "", row["finding_id"]

    def pages(of_check: Iterable[Mapping[str, Any]]) -> tuple[PageGroup, ...]:
        return tuple(
            _page_group(page_id, title, list(of_page), version, is_gone)
            for (title, page_id), of_page in groupby(of_check, by_page)
        )

    first = nsmallest(MOST, rows(), key=order) if counts else []
    groups = tuple(
        CheckGroup(check_id, version.means.get(check_id, check_id), SEVERITIES[severity], pages(of_check))
        for (severity, check_id), of_check in groupby(first, by_check)
    )
    return Told(groups, by_severity)


def _page_group(
    page_id: int, title: str, rows: Sequence[Mapping[str, Any]], version: VersionFindings, is_gone: bool
) -> PageGroup:
    page = version.pages.get(page_id)
    revision = f"revision {page['rev_id']}" if page else ""
    items = tuple(
        Item(
            row["finding_id"],
            row["check_id"],
            row["severity"],
            shorten(row["message"], LONGEST_SENTENCE, placeholder=" …"),
            _place(row) or revision,
            "" if is_gone else row_link(row["url"], row["record_key"]),  # its place may be gone with it
        )
        for row in rows
    )
    return PageGroup(title, revision, _web(page["url"]) if page else "", items)


def _title(row: Mapping[str, Any], version: VersionFindings) -> str:
    page = version.pages.get(row["page_id"])
    if page:
        return str(page["title"])
    if row["page_id"] is None:
        return "The dataset as a whole"
    return (row["election_id"] or f"Page {row['page_id']}").partition("#")[0]


def row_link(url: str | None, record_key: str | None) -> str:
    """The finding's link, made to show the row: browsers look for the words after `:~:text=` and mark them.

    Source: https://wicg.github.io/scroll-to-text-fragment/
    """
    link = _web(url)
    key = _key(record_key)
    words = next((str(key[name]) for name in ROW_NAMES if key.get(name)), "")
    if not link or not words:
        return link
    return f"{link}{'' if '#' in link else '#'}:~:text={quote(words, safe='').replace('-', '%2D')}"


def _place(row: Mapping[str, Any]) -> str:
    key = _key(row["record_key"])
    return ", ".join(f"{name} {key[name + '_no']}" for name in ("table", "row") if key.get(f"{name}_no") is not None)


def _key(record_key: str | None) -> Mapping[str, Any]:
    key = json.loads(record_key) if record_key else {}
    return key if isinstance(key, dict) else {}


def _web(url: str | None) -> str:
    return quote(url, safe=_SAFE_IN_URLS) if url and url.startswith(("https://", "http://")) else ""
