"""What a channel has not heard of yet: the findings that came and went since the version it was last told of.

Pure: rows of the tables in, news out. What came and went again in between is no news.
"""

from __future__ import annotations

import json
from collections.abc import Container, Iterable, Mapping, Sequence
from itertools import groupby
from textwrap import shorten
from typing import Any, NamedTuple
from urllib.parse import quote

SEVERITIES = ("error", "warning", "info")  # falling
ALWAYS = {"page_held"}  # no fault of an article, yet someone has to accept the revision or let it be: any severity
# What names a row for its reader; the first that its key has is what the link makes the browser look for.
ROW_NAMES = ("area", "candidate", "source", "pollster", "name", "choice", "line")
LONGEST_SENTENCE = 400  # characters; a finding may quote a whole cell
_SAFE_IN_URLS = ":/?#@!$&*+,;=%~"  # brackets end a link in half of the channels


class VersionFindings(NamedTuple):
    """A version's tables as alerts need them: rows as mappings, by the names of their columns."""

    version: str
    findings: Sequence[Mapping[str, Any]]
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


class News(NamedTuple):
    """What to tell of a version. False where there is nothing to tell."""

    version: str
    since: str | None  # the version told of before
    new: tuple[CheckGroup, ...]
    resolved: tuple[CheckGroup, ...]

    def __bool__(self) -> bool:
        return bool(self.new or self.resolved)

    def count(self, groups: Iterable[CheckGroup], severity: str | None = None) -> int:
        """How many findings there are in the groups, of that severity where one is given."""
        return sum(severity in (None, item.severity) for group in groups for page in group.pages for item in page.items)


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

    standing = {row["finding_id"] for row in latest.findings if row["status"] != "resolved"}
    new = [
        row
        for row in latest.findings
        if row["status"] in ("new", "ongoing") and row["first_seen_version"] in untold and is_told(row)
    ]
    gone = {
        row["finding_id"]: row
        for version in between
        for row in version.findings
        if row["status"] == "resolved"
        and row["first_seen_version"] not in untold
        and row["finding_id"] not in standing
        and is_told(row)
    }
    return News(latest.version, since, _grouped(new, latest), _grouped(gone.values(), latest, is_gone=True))


def _grouped(
    rows: Iterable[Mapping[str, Any]], version: VersionFindings, is_gone: bool = False
) -> tuple[CheckGroup, ...]:
    def by_check(row: Mapping[str, Any]) -> tuple[Any, ...]:
        return (row["check_id"],)

    def by_page(row: Mapping[str, Any]) -> tuple[Any, ...]:
        return (_title(row, version), row["page_id"] or 0)

    ordered = sorted(rows, key=lambda row: (*by_check(row), *by_page(row), row["record_key"] or "", row["finding_id"]))
    groups: list[CheckGroup] = []
    for (check_id,), of_check in groupby(ordered, by_check):
        pages = tuple(
            _page_group(page_id, title, list(of_page), version, is_gone)
            for (title, page_id), of_page in groupby(of_check, by_page)
        )
        worst = min((item.severity for page in pages for item in page.items), key=SEVERITIES.index)
        groups.append(CheckGroup(check_id, version.means.get(check_id, check_id), worst, pages))
    return tuple(sorted(groups, key=lambda group: SEVERITIES.index(group.severity)))


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
