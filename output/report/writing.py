"""Writes the report of a release: `report.html`, and `report/page-….html` for every article.

Every page is complete in itself: style and script stand in it, and a content security policy keeps everything else out.
An article's page does not name the version, so that one on which nothing changed is the same file in the next release.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup

from output.folder import Release
from output.report import colours
from output.report.area_table import map_html, table_html
from output.report.areas import MARGIN_STEPS, SHIFT_STEPS
from output.report.article import Article, article_file, article_of
from output.report.charting import SCRIPT, charts_script, figure_data
from output.report.formats import FILTERS
from output.report.parts import PARTS
from output.report.reading import Row, Source, open_source
from output.staging import share_file

INDEX = "report.html"
FOLDER = "report"
EDITORS = "EDITORS.md"  # what is inconsistent, for those who edit the articles; written beside the report
MOST_FINDINGS = 200  # in the index; every article's page has its own


def write_report(release: Release, to: Path | None = None) -> Path:
    """Writes the pages into the release's folder, or into `to`; returns the path of `report.html`.

    Reads the release's DuckDB file only. The same release gives the same bytes. Raises DatasetError where the file
    cannot be opened, OSError where the folder cannot be written.
    """
    folder = to or release.path
    (folder / FOLDER).mkdir(parents=True, exist_ok=True)
    editors = EDITORS if (folder / EDITORS).is_file() else None
    with open_source(release) as source:
        before = release.path.parent / (source.version["previous"] or "") / FOLDER
        listed = sorted(_write_articles(source, folder / FOLDER, before), key=lambda row: (row["title"], row["file"]))
        index = _page("index.html.j2", **_overview(source), listed=listed, version=source.version, editors=editors)
    path = folder / INDEX
    path.write_text(index, encoding="utf-8")
    return path


def _write_articles(source: Source, folder: Path, before: Path) -> Iterator[Row]:
    """Writes each article's page, or shares the same one of the release before; yields its line in the index."""
    needs_charts = False
    for page, rows in source.pages():
        article = article_of(page, rows)
        _put(_page("article.html.j2", article=article).encode(), folder / article.file, before)
        needs_charts = needs_charts or article.needs_charts
        yield _listed(article)
    if needs_charts:
        _put(charts_script(), folder / SCRIPT, before)


def _put(text: bytes, path: Path, before: Path) -> None:
    """Writes a file, or shares the same one of the release before."""
    published = before / path.name
    same = published.is_file() and published.stat().st_size == len(text) and published.read_bytes() == text
    if not (same and share_file(published, path)):
        path.write_bytes(text)


def _listed(article: Article) -> Row:
    first = article.elections[0].row if article.elections else {}
    findings = [row for row in article.rows["findings"] if row["status"] in ("new", "ongoing")]
    return {
        "file": f"{FOLDER}/{article.file}",
        "title": article.page["title"],
        "status": article.page["parse_status"],
        "held": article.page["held_reason"] or article.page["held_rev_id"],
        "year": first.get("year"),
        "type": first.get("type"),
        "leader": article.leader,
        "results": len(article.contests),
        "areas": sum(not line.is_total for table in article.areas for line in table.lines),
        "polls": len(article.polls),
        "errors": sum(row["severity"] == "error" for row in findings),
        "findings": len(findings),
        "changes": article.n_changes,
    }


def _overview(source: Source) -> dict[str, Any]:
    (totals,) = source.rows("totals")
    names = ("checks", "changed_pages", "change_causes", "coverage", "unread", "kinds")
    severities = {row["severity"]: row for row in source.rows("severities")}
    standing = [row for row in source.findings if row["status"] in ("new", "ongoing")]  # errors first
    told = {"totals": totals, "severities": severities, "worst_findings": standing[:MOST_FINDINGS]}
    return told | {name: source.rows(name) for name in names}


def _page(template: str, **values: Any) -> str:
    return _templates().get_template(template).render(**values)


@cache
def _templates() -> jinja2.Environment:
    folder = files("output.report").joinpath("templates")
    environment = jinja2.Environment(
        loader=jinja2.FunctionLoader(lambda name: folder.joinpath(name).read_text(encoding="utf-8")),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    script = folder.joinpath("page.js").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    environment.filters.update(FILTERS)
    environment.globals.update(PARTS)
    environment.globals.update(
        style=Markup(folder.joinpath("style.css").read_text(encoding="utf-8") + colours.style()),
        script=Markup(script),
        policies={
            charts: f"default-src 'none'; script-src {own}'sha256-{digest}'; style-src 'unsafe-inline'; "
            "base-uri 'none'; form-action 'none'"
            for charts, own in ((False, ""), (True, "'self' "))
        },
        article_file=article_file,
        charts_file=SCRIPT,
        figure_data=figure_data,
        map_html=map_html,
        table_html=table_html,
        margin_steps=MARGIN_STEPS,
        shift_steps=SHIFT_STEPS,
    )
    return environment
