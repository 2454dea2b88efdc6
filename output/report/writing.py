"""Writes the report of a release: `report.html`, and `report/page-….html` for every article.

Every page is complete in itself: style and script stand in it, and a content security policy keeps everything else out.
An article's page does not name the version, so that one on which nothing changed is the same file in the next release.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Sequence
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
from output.report.reuse import ListWriter, PageLine, PagesBefore, made_of
from output.staging import share_file

INDEX = "report.html"
FOLDER = "report"
EDITORS = "EDITORS.md"  # what is inconsistent, for those who edit the articles; written beside the report
LOT = 2_000  # pages asked for at a time, whether they changed
MOST_FINDINGS = 200  # in the index; every article's page has its own


def write_report(release: Release, to: Path | None = None) -> Path:
    """Writes the pages into the release's folder, or into `to`; returns the path of `report.html`.

    Reads the release's DuckDB file, and takes pages that would be the same from the report of the version before; into
    `to` all of them are written anew. The same release gives the same bytes. Raises DatasetError where the file cannot
    be opened, OSError where the folder cannot be written.
    """
    folder = to or release.path
    (folder / FOLDER).mkdir(parents=True, exist_ok=True)
    editors = EDITORS if (folder / EDITORS).is_file() else None
    with open_source(release) as source:
        previous = source.version["previous"] if to is None else None
        before = release.path.parent / previous / FOLDER if previous else None
        listed = sorted(_write_articles(source, folder / FOLDER, before), key=lambda row: (row["title"], row["file"]))
        index = _page("index.html.j2", **_overview(source), listed=listed, version=source.version, editors=editors)
    path = folder / INDEX
    path.write_text(index, encoding="utf-8")
    return path


def _write_articles(source: Source, folder: Path, before: Path | None) -> Iterator[Row]:
    """Writes or takes each article's page, and the list of them; yields its line in the index."""
    needs_charts, kept = False, PagesBefore(before)
    with ListWriter(folder) as written:
        page_ids = source.page_ids()
        for start in range(0, len(page_ids), LOT):
            for line in _lines(source, page_ids[start : start + LOT], folder, kept):
                written.add(line)
                needs_charts = needs_charts or line.needs_charts
                yield line.listed
    if needs_charts:
        _put(charts_script(), folder / SCRIPT, before)


def _lines(source: Source, lot: Sequence[int], folder: Path, kept: PagesBefore) -> list[PageLine]:
    """The lines of some pages, each of which then is in the folder."""
    rows = source.digests(lot)
    found: dict[int, PageLine | None] = {}
    for page_id in lot:
        file = article_file(page_id)
        found[page_id] = kept.take(page_id, made_of(rows[page_id]), file, folder / file)
    for page, tables in source.pages([page_id for page_id, line in found.items() if line is None]):
        article, page_id = article_of(page, tables), page["page_id"]
        text = _page("article.html.j2", article=article).encode()
        _write(text, folder / article.file)
        digest = hashlib.sha256(text).hexdigest()
        found[page_id] = PageLine(page_id, made_of(rows[page_id]), digest, article.needs_charts, _listed(article))
    return [line for line in found.values() if line is not None]


def _put(text: bytes, path: Path, before: Path | None) -> None:
    """Writes a file, or shares the same one of the release before."""
    published = before / path.name if before else None
    same = published is not None and published.is_file() and published.read_bytes() == text
    if not (published is not None and same and share_file(published, path)):
        _write(text, path)


def _write(text: bytes, path: Path) -> None:
    path.unlink(missing_ok=True)  # it may be a release's own file by another name
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
        "leader": list(article.leader) if article.leader else None,  # as it is read back from the list
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
    told = {"totals": totals, "severities": severities, "worst_findings": source.worst_findings(MOST_FINDINGS)}
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
