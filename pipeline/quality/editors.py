"""What is inconsistent in each article, in words, for those who edit it: findings in, Markdown out.

Pure. Leaves out what no editor can mend (`Check.concerns`). An article's words never become markup of the report.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any, NamedTuple

from pipeline.quality.alerts.news import row_link
from pipeline.quality.registry import checks
from pipeline.quality.templating import markdown_template

SEVERITIES = ("error", "warning", "info")  # falling


class Fault(NamedTuple):
    """One thing that is inconsistent, as an editor reads it."""

    severity: str
    sentence: str
    observed: str | None
    expected: str | None
    place: str  # "table 3, row 6"; empty where the article as such is meant
    fix: str  # what to do about it
    link: str  # to the row, in the revision that was read; empty where the source has no links
    finding_id: str


class FaultySection(NamedTuple):
    """The faults of one section."""

    heading: str  # "Results > By county"; "Infobox"; empty where the article as such is meant
    edit_url: str  # opens the section in the editor
    faults: tuple[Fault, ...]


class FaultyArticle(NamedTuple):
    """The faults of one article, by section in the order of the article."""

    page_id: int
    title: str
    url: str  # of the revision that was read
    rev_id: int | None
    edit_url: str
    sections: tuple[FaultySection, ...]

    def count(self, severity: str) -> int:
        """How many of its faults are of that severity."""
        return sum(fault.severity == severity for section in self.sections for fault in section.faults)


def faulty_articles(findings: Iterable[Mapping[str, Any]]) -> list[FaultyArticle]:
    """The articles with something to mend, those with most errors first, then by title.

    `findings`: rows of `output.findings.findings_told`: the columns of the table `findings`, and title, rev_id,
    page_url, table_no, row_no, section_path, section_no, edit_url. Those without a page, and those that no editor can
    mend, are left out.
    """
    theirs = set(of_articles())
    rows = [row for row in findings if row["page_id"] is not None and row["check_id"] in theirs]
    fixes = {check.id: check.fix for check in checks()}
    rows.sort(key=lambda row: (row["title"] or "", row["page_id"]))
    articles = [
        _article(list(of_page), fixes) for _, of_page in groupby(rows, lambda row: (row["title"] or "", row["page_id"]))
    ]
    return sorted(articles, key=lambda a: worst_first(a.page_id, a.title, *map(a.count, SEVERITIES)))


def of_articles() -> tuple[str, ...]:
    """The checks whose findings an editor can mend."""
    return tuple(check.id for check in checks() if check.concerns == "article")


def worst_first(page_id: int, title: str | None, errors: int, warnings: int, notes: int = 0) -> tuple[Any, ...]:
    """What the articles are sorted by."""
    return -errors, -warnings, -notes, _title(title, page_id), page_id


def _title(title: str | None, page_id: int) -> str:
    return title or f"Page {page_id}"


def editors_markdown(articles: Iterable[FaultyArticle], version: str) -> str:
    """The report, Markdown: a summary, then the articles one by one. The same findings give the same text."""
    found = list(articles)
    counts = {severity: sum(article.count(severity) for article in found) for severity in SEVERITIES}
    return "".join(editors_parts(found, version, len(found), counts))


def editors_parts(
    articles: Iterable[FaultyArticle], version: str, count: int, counts: Mapping[str, int]
) -> Iterator[str]:
    """As `editors_markdown`, piece by piece. `count`: of articles; `counts`: of their faults by severity."""
    yield _tidy(markdown_template("editors.md.j2").render(version=version, articles=count, counts=counts))
    for article in articles:
        yield "\n" + _tidy(markdown_template("editors_article.md.j2").render(article=article))


def _tidy(text: str) -> str:
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


def _article(rows: list[Mapping[str, Any]], fixes: Mapping[str, str]) -> FaultyArticle:
    def place(row: Mapping[str, Any]) -> tuple[Any, ...]:
        # The article as such first, then from top to bottom.
        order = row["section_no"] if row["section_no"] is not None else -1 if row["table_no"] is None else 10**6
        return order, row["table_no"] or 0, row["section_path"] or ""

    def whole(row: Mapping[str, Any]) -> tuple[Any, ...]:
        return (*place(row), SEVERITIES.index(row["severity"]), row["row_no"] or 0, row["check_id"], row["finding_id"])

    first = rows[0]
    ordered = sorted(rows, key=whole)
    sections = tuple(_section(list(part), fixes) for _, part in groupby(ordered, lambda row: place(row)[::2]))
    title, edit = _title(first["title"], first["page_id"]), str(first["edit_url"] or "").partition("&section=")[0]
    return FaultyArticle(first["page_id"], title, first["page_url"] or "", first["rev_id"], edit, sections)


def _section(rows: list[Mapping[str, Any]], fixes: Mapping[str, str]) -> FaultySection:
    first = rows[0]
    heading = first["section_path"] or ("Infobox" if first["section_no"] == 0 and first["table_no"] is None else "")
    return FaultySection(heading, first["edit_url"] or "", tuple(_fault(row, fixes) for row in rows))


def _fault(row: Mapping[str, Any], fixes: Mapping[str, str]) -> Fault:
    place = ", ".join(f"{name} {row[f'{name}_no']}" for name in ("table", "row") if row[f"{name}_no"] is not None)
    return Fault(
        row["severity"],
        row["message"],
        row["observed"],
        row["expected"],
        place,
        fixes[row["check_id"]],
        row_link(row["url"], row["record_key"]),
        row["finding_id"],
    )
